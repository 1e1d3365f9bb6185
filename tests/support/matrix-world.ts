import { matrixBot } from '../../src/bots/matrix/index.ts';
import { memoryPlatform } from '../../src/bots/memory/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Inbound } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Bot, Door, Log, Store } from '../../src/core/ports.ts';
import type { Change } from '../../src/core/step.ts';
import { documents } from '../../src/documents/index.ts';
import { type RunningLane, runLane } from '../../src/lanes.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { later } from '../../src/tools/later.ts';
import { body, district, person, room as roomOf } from './district.ts';
import { homeserver } from './homeserver.ts';
import { personOn } from './matrix-people.ts';
import { makePostgres } from './stores.ts';

const CONNECTION = 'element';
const PATIENCE_MS = 8_000;
/** The bot rests so many times as briefly; leases and sending keep their pace. */
const HASTE = 10;
const pause = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve));
export const until = async (
  done: () => unknown | Promise<unknown>,
  what = 'it',
  patience = PATIENCE_MS,
): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`${what} does not happen`);
    await pause(10);
  }
};

type Given = {
  store?: 'memory' | 'postgres';
  inviters?: readonly string[];
  /** Not connected, and the bot is not in it. */
  bare?: true;
  extra?: readonly Change[];
  haste?: number;
};
/**
 * A small homeserver with the bot's account and people in ordinary clients, a store, and replicas that run as in main. Ada
 * chairs a group that has a room there, Ben is in it, Kim coordinates and is told things on Slack.
 */
export const matrixWorld = async ({
  store: kind = 'memory',
  inviters = ['*:hs.test'],
  bare,
  extra = [],
  haste = HASTE,
}: Given = {}) => {
  const hasty: typeof later = (ms, then) => later(ms / haste, then);
  const server = await homeserver();
  const account = server.user('lotse');
  const who = (name: string) => personOn(server.url, server.user(name));
  const [ada, ben, kim, eve, us] = [who('ada'), who('ben'), who('kim'), who('eve'), personOn(server.url, account)];
  const room = await ada.creates({ name: 'Wohnen', invite: [ben.id, ...(bare ? [] : [account.id])] });
  await ben.joins(room);
  if (!bare) await us.joins(room);

  let ahead = 0;
  const made = kind === 'postgres' ? await makePostgres() : undefined;
  const store = made?.store ?? memoryStore(() => performance.now() + ahead);
  const on = (id: 'P-1' | 'P-2' | 'P-3', name: string, at: string) => person(id, name, [[CONNECTION, at]], {});
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({
      save: [
        ...district.filter(({ table, row }) => !(table === 'place' && row.spot.connection === 'matrix')),
        ...on('P-1', 'Ada Amann', ada.id),
        ...on('P-2', 'Ben Braun', ben.id),
        ...on('P-3', 'Kim Keller', kim.id),
        ...(bare ? [] : [roomOf('R-50', 'org:wohnen', CONNECTION, room)]),
        ...extra,
      ],
      posts: [],
    }),
  });

  const notes: string[] = [];
  const bugs: unknown[] = [];
  const log: Log = {
    bug: (cause, error) => void bugs.push(cause, error),
    note: (what, about) => void notes.push(`${what} ${JSON.stringify(about)}`),
  };
  const time = { now: () => instant('2026-06-15T08:00:00Z') };
  const slack = memoryPlatform('slack');
  const heard: Inbound[] = [];
  const ends: (() => Promise<void>)[] = [];
  let replicas = 0;

  /** Another process. `token`: of the account, where it was changed. `diesAfter`: killed when that is committed. */
  const starts = async ({
    token = account.token,
    diesAfter = () => false,
  }: {
    token?: string;
    diesAfter?: (inbound: Inbound) => boolean;
  } = {}) => {
    replicas += 1;
    const replica = `r${replicas}`;
    const over = made === undefined ? store : made.replica();
    let dead = false;
    const mortal = mortalStore(over, () => dead);
    /** As kill -9: nothing that it does has any effect from now on. */
    const kill = async (): Promise<void> => {
      dead = true;
      await bot.stop();
    };
    const opened = openDoor({ store: mortal, documents, log, time, can: () => ['own-polls', 'space'] });
    const door: Door = {
      ...opened,
      async receive(inbound) {
        if (!dead) heard.push(inbound);
        const answer = await opened.receive(inbound);
        if (diesAfter(inbound)) await kill();
        return dead ? never : answer;
      },
    };
    const bot = matrixBot({ connection: CONNECTION, homeserver: server.url, token, inviters, later: hasty, log });
    const bots: readonly Bot[] = [bot, slack.bot()];
    const lanes: RunningLane[] = [];
    for (const each of bots) {
      await each.start(door);
      lanes.push(runLane({ store: mortal, bot: each, replica, later, time, log }));
    }
    const stop = async (): Promise<void> => {
      if (dead) return;
      await Promise.all(lanes.map((lane) => lane.stop()));
      dead = true;
      await bot.stop();
    };
    ends.push(stop);
    return { bot, door: opened, stop, kill };
  };
  const syncs = () => server.asked.filter(({ path, user }) => path.endsWith('/sync') && user === account.id).length;
  return {
    server,
    store,
    account,
    ada,
    ben,
    kim,
    eve,
    us,
    who,
    room,
    notes,
    bugs,
    heard,
    starts,
    syncs,
    /** Requests to come into a room, with the one into the room of the beginning. */
    joins: () => server.asked.filter(({ path, user }) => path.includes('/join/') && user === account.id).length,
    pause,
    reads: () => store.read(body).reads,
    commands: () => heard.flatMap((each) => (each.kind === 'command' ? [each.words] : [])),
    place: () => store.across.place({ connection: CONNECTION, room }),
    commit: (cause: string, changes: readonly Change[]) =>
      store.ledger.commit({ body, cause, expect: [], decision: ok({ save: changes, posts: [] }) }),
    /** What the bot has said there. */
    said: async (at = room, by = ada) =>
      (await by.reads(at)).filter(({ sender }) => sender === account.id).map(({ body: words }) => words),
    toldOnSlack: () => slack.messages.filter(({ room: at }) => at === 'D-kim').map(({ text }) => text),
    /** In which the store counts leases and waits. */
    async forward(ms: number) {
      ahead += ms;
      await made?.forward(ms);
    },
    /** Requests of the bot since then, by method and path. */
    asked: (from = 0) =>
      server.asked.slice(from).flatMap(({ method, path, user }) => (user === account.id ? [`${method} ${path}`] : [])),
    /** A bot that hears and sends. */
    async ready(how: Parameters<typeof starts>[0] = {}) {
      const polls = () =>
        server.asked.filter(
          ({ path, user, query }) => path.endsWith('/sync') && user === account.id && query.has('since'),
        ).length;
      const before = polls();
      const started = await starts(how);
      await until(() => polls() > before, 'a first poll');
      return started;
    },
    /** What is uncertain is looked for after a while, in the store's time. */
    async soon(done: () => unknown | Promise<unknown>, what?: string) {
      for (let n = 0; n < 20 && !(await done()); n += 1) {
        await pause(300);
        ahead += 20_000;
        await made?.forward(20_000);
      }
      await until(done, what);
    },
    async end() {
      await Promise.all(ends.map((stop) => stop()));
      await server.end();
      await made?.end();
    },
  };
};
export type MatrixWorld = Awaited<ReturnType<typeof matrixWorld>>;

const never = new Promise<never>(() => {});
const mortalStore = (store: Store, isDead: () => boolean): Store => {
  const mortal = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value === 'object' && value !== null) return mortal(value);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (isDead()) return never;
          const got: unknown = value.apply(target, given);
          if (got instanceof Promise) return got.then((it) => (isDead() ? never : it));
          return typeof got === 'object' && got !== null ? mortal(got) : got;
        };
      },
    });
  return mortal(store);
};
