import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, type TestContext, test } from 'vitest';
import { memoryPlatform } from '../src/bots/memory/index.ts';
import type { Part } from '../src/core/messages.ts';
import { ok } from '../src/core/model/result.ts';
import { instant } from '../src/core/model/time.ts';
import type { Bot, Log, Store, Timer } from '../src/core/ports.ts';
import { type RunningLane, runLane } from '../src/lanes.ts';
import { memoryStore } from '../src/store/memory.ts';
import { postgresStore } from '../src/store/postgres/index.ts';
import { later } from '../src/tools/later.ts';
import { ownDatabase } from './support/database.ts';
import { body, district } from './support/district.ts';

type Replica = {
  store: Store;
  lane: RunningLane;
  notes: string[];
  bugs: unknown[];
  led: number[];
  /** As kill -9: nothing of it happens any more. */
  die(): Promise<void>;
};
type Way = { host: string; cut(): Promise<void>; freeze(): void; mend(): Promise<void> };
const SOCKET = '.s.PGSQL.5432';

/** A way to the server that can be cut, or swallow what is sent along it. */
const wayTo = async (host: string, { onTestFinished }: TestContext): Promise<Way> => {
  const folder = mkdtempSync(join(tmpdir(), 'way-'));
  const open = new Set<Socket>();
  let frozen = false;
  let server: Server;
  const mend = async () => {
    frozen = false;
    server = createServer((near) => {
      const far = connect(join(host, SOCKET));
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from
          .on('data', (data) => frozen || to.write(data))
          .on('close', () => to.destroy())
          .on('error', () => {});
      }
    });
    await new Promise<void>((resolve) => server.listen(join(folder, SOCKET), resolve));
  };
  const cut = async () => {
    for (const socket of open) socket.destroy();
    open.clear();
    await new Promise((resolve) => server.close(resolve));
  };
  await mend();
  onTestFinished(async () => {
    await cut();
    rmSync(folder, { recursive: true });
  });
  const freeze = () => {
    frozen = true;
  };
  return { host: folder, cut, freeze, mend };
};

/** A database with the small district, one platform, and replicas that come and go. */
const given = async (context: TestContext) => {
  const { onTestFinished } = context;
  const { connection, drop } = await ownDatabase();
  onTestFinished(drop);
  const way = await wayTo(connection.host, context);
  const slack = memoryPlatform('slack');
  const it = {
    slack,
    way,
    /** What happens before a message reaches the platform. */
    before: async (_: Part): Promise<void> => {},
    start: (name: string, lead: Bot['lead'] = async () => {}): Replica => {
      let alive = true;
      const timer: Timer = (ms, then) => later(ms, () => alive && then());
      const store = postgresStore({ ...connection, host: way.host }, timer);
      const notes: string[] = [];
      const bugs: unknown[] = [];
      const led: number[] = [];
      const log: Log = { bug: (_, error) => void (alive && bugs.push(error)), note: (what) => void notes.push(what) };
      const plain = slack.bot();
      const bot: Bot = {
        ...plain,
        async lead(lane) {
          await lead(lane);
          led.push(lane.fence.token);
        },
        async deliver(part, sent) {
          await it.before(part);
          return alive ? plain.deliver(part, sent) : new Promise(() => {});
        },
      };
      const time = { now: () => instant('2026-06-15T08:00:00Z') };
      const lane = runLane({ store, bot, replica: name, later: timer, time, log });
      const die = async () => {
        alive = false;
        await store.end();
      };
      const replica: Replica = { store, lane, notes, bugs, led, die };
      onTestFinished(async () => {
        if (!alive) return;
        await lane.stop();
        await die();
        expect(bugs).toEqual([]);
      });
      return replica;
    },
    /** The lane is led, by this one. */
    async lead(name: string): Promise<Replica> {
      const replica = it.start(name);
      await until(() => replica.led.length > 0);
      return replica;
    },
    post({ store }: Replica, name: string, to: 'R-1' | 'R-3' | 'R-4' = 'R-1') {
      const view = { view: 'noted', what: 'comment', about: { poll: name } } as const;
      const posts = [{ key: `post:${name}`, to, view, urgency: 'notice' }] as const;
      return store.ledger.commit({ body, cause: name, expect: [], decision: ok({ save: [], posts }) });
    },
    shown: (): string[] => slack.messages.map(({ text }) => /bei (\S+)\./.exec(text)?.[1] ?? text),
    arrives: (...names: string[]): Promise<number> =>
      until(() => names.every((name) => it.shown().includes(name)), it.shown),
    /** Not in the middle of a delivery: what is then not written down costs its room the 15 s of an unknown answer. */
    async endSessions() {
      const client = new pg.Client(connection);
      await client.connect();
      while ((await client.query('select from "Post" where open')).rowCount !== 0) await wait(10);
      const others = 'datname = current_database() and pid <> pg_backend_pid()';
      await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`);
      await client.end();
    },
  };
  const store = postgresStore(connection, later);
  await store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: district, posts: [] }) });
  await store.end();
  return it;
};

/** How long it took. */
const until = async (met: () => boolean, there: () => unknown = () => 'nothing'): Promise<number> => {
  const since = performance.now();
  while (!met()) {
    if (performance.now() - since > 8_000) throw new Error(`not within 8 s; there is: ${there()}`);
    await wait(5);
  }
  return performance.now() - since;
};
/** Something that lasts until it is told to end. */
const held = () => {
  let end = () => {};
  const lasts = new Promise<void>((resolve) => (end = resolve));
  return { lasts, end };
};

/** A pool may still hold as many sessions that are gone as it has. */
const insists = async (work: () => Promise<unknown>, tries = 10): Promise<void> => {
  await work().catch((error: unknown) => (tries === 0 ? Promise.reject(error) : insists(work, tries - 1)));
};

describe.concurrent('a lane', () => {
  test('is led once, and what is posted arrives at once', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    const took: number[] = [];
    for (let n = 0; n < 15; n += 1) {
      const since = performance.now();
      await it.post(one, `a${n}`);
      await it.arrives(`a${n}`);
      took.push(performance.now() - since);
    }
    expect(took.toSorted((a, b) => a - b)[7]).toBeLessThan(500);
    await wait(1_200); // renewed in between
    expect(one.led).toEqual([1]);
  });

  test('goes to another replica within 5 s of its holder’s death, and nothing is sent twice', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    const two = it.start('r2');
    await it.post(one, 'early');
    await it.arrives('early');
    expect(two.led).toEqual([]);

    const begun = held();
    it.before = async () => {
      begun.end();
      await held().lasts; // under way when its sender dies
    };
    await it.post(one, 'cut', 'R-3');
    await begun.lasts;
    await one.die();
    it.before = async () => {};
    await it.post(two, 'late');
    await it.post(two, 'elsewhere', 'R-4');
    expect(await it.arrives('late', 'elsewhere')).toBeLessThan(5_000);
    expect(two.led).toEqual([2]);
    await wait(1_100);
    // What may have arrived is not sent blind.
    expect(it.shown().toSorted()).toEqual(['early', 'elsewhere', 'late']);
  });

  test('goes to another replica at once when its holder stops, which first finishes what it is sending', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    const two = it.start('r2');
    const [begun, slow] = [held(), held()];
    it.before = () => {
      begun.end();
      return slow.lasts;
    };
    await it.post(one, 'slow');
    await begun.lasts;
    const stopped = one.lane.stop();
    await wait(3_500); // longer than a lease, so it is still renewed
    expect(two.led).toEqual([]);
    slow.end();
    await stopped;
    expect(it.shown()).toEqual(['slow']);
    await it.post(two, 'next');
    expect(await it.arrives('next')).toBeLessThan(2_000);
    expect(it.shown()).toEqual(['slow', 'next']);
    expect(two.led).toEqual([2]);
  });

  test('a busy room delays no other, and what came meanwhile follows at once', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    const [begun, stuck] = [held(), held()];
    it.before = async ({ at }) => {
      if (at.room !== 'lenkung') return;
      begun.end();
      await stuck.lasts;
    };
    await it.post(one, 'stuck', 'R-3');
    await begun.lasts;
    await it.post(one, 'free');
    expect(await it.arrives('free')).toBeLessThan(1_000);
    await it.post(one, 'behind', 'R-3');
    await wait(50);
    stuck.end();
    expect(await it.arrives('stuck', 'behind')).toBeLessThan(1_000);
  });

  test('sessions that are ended change nothing', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    await it.post(one, 'before');
    await it.arrives('before');
    await it.endSessions();
    await insists(() => it.post(one, 'after'));
    await it.arrives('after');
    await wait(1_500); // the ear for wake-ups is open again
    await it.post(one, 'quick');
    expect(await it.arrives('quick')).toBeLessThan(1_000);
    expect(it.shown()).toEqual(['before', 'after', 'quick']);
  });

  test('an outage of the database is told once, and everything goes on by itself', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    await it.way.cut();
    await expect(it.post(one, 'lost')).rejects.toThrow('cannot be reached');
    await wait(3_500);
    expect(one.notes.filter((note) => note !== 'lane held')).toEqual(['lane without database', 'lane lost']);
    await it.way.mend();
    await it.post(one, 'after');
    expect(await it.arrives('after')).toBeLessThan(2_500);
    expect(one.notes.slice(-2)).toEqual(['lane has its database back', 'lane held']);
    expect(one.led).toEqual([1]); // nobody had it in between
  });

  test('a database that no longer answers stops the sending in time, and nothing waits for it for ever', async (context) => {
    const it = await given(context);
    const one = await it.lead('r1');
    it.way.freeze();
    await until(() => one.notes.includes('lane lost'));
    await it.way.cut();
    await it.way.mend();
    await insists(() => it.post(one, 'after'));
    expect(await it.arrives('after')).toBeLessThan(5_000);
  });

  test('a question that is never answered is asked again', async () => {
    const store = memoryStore(() => 0);
    let asked = 0;
    const take: Store['lanes']['take'] = (...of) => {
      asked += 1;
      return asked === 1 ? held().lasts.then(() => undefined) : store.lanes.take(...of);
    };
    const notes: string[] = [];
    const log: Log = { bug: () => {}, note: (what) => void notes.push(what) };
    const parts = {
      bot: memoryPlatform('slack').bot(),
      replica: 'r1',
      later,
      log,
      time: { now: () => instant('2026-06-15T08:00:00Z') },
    };
    const lane = runLane({ ...parts, store: { ...store, lanes: { ...store.lanes, take } } });
    await until(() => notes.includes('lane held'));
    await lane.stop();
    expect(notes).toEqual(['lane without database', 'lane has its database back', 'lane held']);
  });

  test('a platform that cannot be led yet is asked again, and nothing is sent before', async (context) => {
    const it = await given(context);
    let tries = 0;
    const one = it.start('r1', async () => {
      tries += 1;
      if (tries === 1) throw new Error('the platform is away');
    });
    await it.post(one, 'patient');
    await until(() => tries === 1);
    expect(it.shown()).toEqual([]);
    await it.arrives('patient');
    expect(one.led).toEqual([1]);
    expect(one.bugs.splice(0)).toHaveLength(1);
  });
});
