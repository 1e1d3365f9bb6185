import type { Payload } from '../../src/bots/memory/receive.ts';
import { outlet } from '../../src/core/deliver.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Answer, Post } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Entry, Fence, Log, Store } from '../../src/core/ports.ts';
import { documents } from '../../src/documents/index.ts';
import { body, district } from '../support/district.ts';
import { makeStore, type StoreKind } from '../support/stores.ts';
import { type Dice, dice } from './dice.ts';
import { simulatedPlatform } from './platform.ts';
import { type Input, reference } from './reference.ts';

export type PlatformName = 'slack' | 'matrix';
export type Sent = { on: PlatformName; payload: Payload; input: Input | undefined; answers: Answer['kind'][] };

/** One store, two platforms, three replicas, and everything that can happen to them, from one seed. */
export const scene = async (seed: number, kind: StoreKind) => {
  const roll: Dice = dice(seed);
  const made = await makeStore(kind);
  const clock = { now: instant('2026-06-15T08:00:00Z') };
  const platforms = { slack: simulatedPlatform('slack', roll), matrix: simulatedPlatform('matrix', roll) };
  const names = Object.keys(platforms) as PlatformName[];
  const bugs: string[] = [];
  const log: Log = {
    bug: (what, error) => void bugs.push(`${what}: ${error instanceof Error ? error.message : error}`),
    note: () => {},
  };
  const time = { now: () => clock.now };
  await made.store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: district, posts: [] }) });

  // What was committed, in order, with what was meant by it.
  const truth = reference();
  const inputs = new Map<string, Input>();
  const committed = new Map<string, number>();
  const posts = new Map<string, Post>();
  let accepted = 0;
  const noted = (entry: Entry): void => {
    committed.set(entry.cause, (committed.get(entry.cause) ?? 0) + 1);
    if (!entry.decision.ok) return;
    const input = inputs.get(entry.cause);
    if (input !== undefined) {
      truth.accept(input, entry.cause);
      accepted += 1;
    }
    for (const { table, row } of entry.decision.value.save)
      if (table === 'poll' && row.state.is === 'closed') truth.closed(row.id);
    for (const post of entry.decision.value.posts) {
      const before = posts.get(post.key)?.urgency ?? 'quiet';
      posts.set(post.key, { ...post, urgency: before === 'quiet' ? post.urgency : before });
    }
  };
  const watched: Store = {
    ...made.store,
    ledger: {
      async commit(entry) {
        const answer = await made.store.ledger.commit(entry);
        if (answer.is === 'done') noted(entry);
        return answer;
      },
    },
  };

  /** Some answers of the database take their time. */
  const sluggish = (store: Store): Store => ({
    ...store,
    outbox: {
      ...store.outbox,
      async due(connection) {
        const due = await store.outbox.due(connection);
        for (let turns = roll.pick([0, 0, 1, 8]); turns > 0; turns -= 1) await new Promise(setImmediate);
        return due;
      },
    },
  });
  const replica = async (name: string, real: Store) => {
    const store = sluggish(real);
    const door = openDoor({ store: watched, documents, log, time });
    const bots = { slack: platforms.slack.replica(), matrix: platforms.matrix.replica() };
    for (const on of names) await bots[on].start(door);
    return {
      name,
      store,
      door,
      bots,
      outlets: {
        slack: outlet({ store, bot: bots.slack, log, time }),
        matrix: outlet({ store, bot: bots.matrix, log, time }),
      },
    };
  };
  const replicas = await Promise.all(
    ['r1', 'r2', 'r3'].map((name, i) => replica(name, i === 0 ? made.store : made.replica())),
  );
  type Replica = (typeof replicas)[number];

  const fences: { of: Replica; fence: Fence }[] = [];
  const passes = new Set<Promise<void>>();
  const begin = async (of: Replica, fence: Fence): Promise<void> => {
    const pass = of.outlets[fence.connection as PlatformName].pass(fence).finally(() => passes.delete(pass));
    passes.add(pass);
    await Promise.race([pass, platforms[fence.connection as PlatformName].hanging()]);
  };

  const voices: { user: string; poll: string; message: string }[] = [];
  let events = 0;
  const sent: Sent[] = [];
  const failed: Payload[] = [];
  const send = async (on: PlatformName, payload: object, input: Input | undefined): Promise<void> => {
    events += 1;
    const event = { event: `e${events}`, ...payload } as Payload;
    if (input !== undefined) inputs.set(`${on}:${event.event}`, input);
    const one: Sent = { on, payload: event, input, answers: [] };
    sent.push(one);
    await again(one);
  };
  const again = async (one: Sent): Promise<void> => {
    const { kind: answer } = await roll.pick(replicas).bots[one.on].take(one.payload);
    if (answer === 'failed') failed.push(one.payload);
    else one.answers.push(answer);
  };

  return {
    roll,
    clock,
    platforms,
    names,
    bugs,
    truth,
    committed,
    posts,
    replicas,
    sent,
    failed,
    send,
    again,
    store: made.store,
    end: made.end,
    accepted: () => accepted,
    /** A replica looks over a lane, if it gets it. */
    async work(of: Replica, on: PlatformName) {
      const fence = await of.store.lanes.take(on, of.name);
      if (fence === undefined) return;
      fences.push({ of, fence });
      await begin(of, fence);
    },
    /** One that has slept goes on as if the lane were still its own. */
    async wakeZombie() {
      if (fences.length > 0) {
        const { of, fence } = roll.pick(fences);
        await begin(of, fence);
      }
    },
    async tick(job: string) {
      events += 1;
      await roll.pick(replicas).door.receive({ id: `tick${events}`, kind: 'tick', job });
    },
    /** Time passes for the store and for the platforms. */
    async wait(ms: number) {
      for (let left = ms; left > 0; ) {
        const slice = Math.min(left, ...names.map((on) => Math.max(1, platforms[on].next() ?? left)));
        await made.forward(slice);
        for (const on of names) await platforms[on].pass(slice);
        if (passes.size > 0) await new Promise(setImmediate);
        left -= slice;
      }
    },
    async finish() {
      while (passes.size > 0) {
        for (const on of names) await platforms[on].pass(6_000);
        await Promise.race([Promise.all(passes), new Promise(setImmediate)]);
      }
    },
    /** A message of one's own, which can be edited and deleted later: its new name. */
    voice(of: { user: string }, poll: string) {
      const message = `t${events}:${of.user}:${voices.length}`;
      voices.push({ user: of.user, poll, message });
      return message;
    },
    voiceOf: (of: { user: string }) => {
      const own = voices.filter(({ user }) => user === of.user);
      return own.length === 0 ? undefined : roll.pick(own);
    },
    message: (on: PlatformName, poll?: string) => {
      const found = platforms[on].messages.filter(
        ({ envelope, room }) => new RegExp(`post:poll:${poll ?? 'U-\\d+'}:`).test(envelope) && room.includes('wohnen'),
      );
      return found.length === 0 ? undefined : roll.pick(found);
    },
  };
};
export type Scene = Awaited<ReturnType<typeof scene>>;
