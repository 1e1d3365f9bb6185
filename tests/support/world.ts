import { memoryPlatform } from '../../src/bots/memory/index.ts';
import type { Payload } from '../../src/bots/memory/receive.ts';
import { outlet } from '../../src/core/deliver.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Answer } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Ability, Codes, Links, Log, Store } from '../../src/core/ports.ts';
import type { Change } from '../../src/core/step.ts';
import { jobs } from '../../src/core/ticks/index.ts';
import { documents } from '../../src/documents/index.ts';
import { body, district } from './district.ts';
import { makeStore, type StoreKind } from './stores.ts';

type Typed = Extract<Payload, { type: 'typed' }>;
type Where = { room: string; thread?: string; direct?: true };

/** One store, two platforms, one replica, clocks wound by hand. */
export const world = async (
  kind: StoreKind = 'memory',
  extra: readonly Change[] = [],
  more: { links?: Links; codes?: Codes; can?: (connection: string) => readonly Ability[] } = {},
) => {
  const made = await makeStore(kind);
  const { store } = made;
  const clock = { now: '2026-06-15T08:00:00Z' };
  const bugs: unknown[] = [];
  const log: Log = { bug: (_cause, error) => void bugs.push(error), note: () => {} };
  const time = { now: () => instant(clock.now) };
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({ save: [...district, ...extra], posts: [] }),
  });

  const openOver = (over: Store) =>
    openDoor({ store: over, documents, log, time, can: () => ['own-polls', 'space'], ...more });
  const door = openOver(store);
  const platforms = { slack: memoryPlatform('slack'), matrix: memoryPlatform('matrix') };
  const bots = { slack: platforms.slack.bot(), matrix: platforms.matrix.bot() };
  for (const bot of Object.values(bots)) await bot.start(door);
  const outletsNow = () => Object.values(bots).map((bot) => ({ bot, out: outlet({ store, bot, log, time }) }));
  let outlets = outletsNow();
  const tick = async (job?: string) => {
    for (const name of job === undefined ? jobs.keys() : [job])
      await door.receive({ id: next(), kind: 'tick', job: name });
  };
  const deliver = async (passes = 3) => {
    for (let pass = 0; pass < passes; pass += 1) {
      for (const { bot, out } of outlets) {
        const fence = await store.lanes.take(bot.connection, 'r1');
        if (fence !== undefined) await out.pass(fence);
      }
    }
  };

  let events = 0;
  const next = () => {
    events += 1;
    return `e${events}`;
  };
  /** A person on a platform, in a room of theirs. */
  const person = (on: keyof typeof bots, user: string, where: Where) => {
    const send = (payload: Omit<Typed, 'event' | 'user' | 'room'> | object): Promise<Answer> =>
      bots[on].take({ event: next(), user, ...where, ...payload } as Payload);
    return {
      types: (text: string, more: Partial<Typed> = {}) => send({ type: 'typed', text, ...more }),
      clicks: (on: string, button: string, was?: string) =>
        send({ type: 'clicked', on, button, ...(was !== undefined && { was }) }),
      submits: (form: string, values: Readonly<Record<string, string>>, version = 1) =>
        send({ type: 'submitted', form, version, values }),
      edits: (message: string, text: string) => send({ type: 'edited', message, text }),
      deletes: (message: string) => send({ type: 'deleted', message }),
      polls: (on: string, all: readonly string[]) => send({ type: 'polled', on, all }),
      in: (other: Where) => person(on, user, other),
    };
  };
  return {
    ...made,
    clock,
    bugs,
    log,
    time,
    door,
    openOver,
    bots,
    platforms,
    next,
    person,
    ada: person('slack', 'ada', { room: 'wohnen' }),
    adaOnMatrix: person('matrix', '@ada', { room: '!wohnen' }),
    adaAlone: person('slack', 'ada', { room: 'D-ada', direct: true }),
    ben: person('matrix', '@ben', { room: '!wohnen' }),
    kim: person('slack', 'kim', { room: 'lenkung' }),
    guest: person('matrix', '@guest', { room: '!wohnen' }),
    tick,
    /** Passes over every lane until nothing more goes out. */
    deliver,
    /** Winds the clock there, and all that is due then happens and goes out. */
    async until(moment: string) {
      clock.now = moment;
      await tick();
      await deliver();
    },
    /** Expects that it is done, and lets all that follows go out. */
    async done(answer: Promise<Answer>): Promise<Answer> {
      const said = await answer;
      if (said.kind !== 'done') throw new Error(`${said.kind}: ${plain(said)}`);
      await deliver();
      return said;
    },
    /** Another process over the same data: what was only in the head of the first is gone. */
    async restart() {
      const fresh = openOver(store);
      for (const on of ['slack', 'matrix'] as const) {
        bots[on] = platforms[on].bot();
        await bots[on].start(fresh);
      }
      outlets = outletsNow();
    },
    shown: (on: keyof typeof platforms, room?: string) =>
      platforms[on].messages
        .filter((message) => room === undefined || message.room === room)
        .map(({ text, edits }) => (edits === 0 ? text : `${text} #${edits}`)),
    message: (on: keyof typeof platforms, containing: string, room?: string) => {
      const found = platforms[on].messages.findLast(
        (message) => message.text.includes(containing) && (room === undefined || message.room === room),
      );
      if (found === undefined) throw new Error(`nothing on ${on} says ${containing}`);
      return found.id;
    },
  };
};
export type World = Awaited<ReturnType<typeof world>>;
export const plain = (answer: Answer): string => JSON.stringify('say' in answer ? answer.say : answer);
