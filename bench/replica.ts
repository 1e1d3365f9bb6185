import { memoryPlatform } from '../src/bots/memory/index.ts';
import type { Payload } from '../src/bots/memory/receive.ts';
import { outlet } from '../src/core/deliver.ts';
import { openDoor } from '../src/core/handle.ts';
import { instant } from '../src/core/model/time.ts';
import type { Log } from '../src/core/ports.ts';
import { documents } from '../src/documents/index.ts';
import { postgresStore } from '../src/store/postgres/index.ts';
import { later } from '../src/tools/later.ts';
import type { Address } from './server.ts';

/** What people send, without what the person and the room add. */
export type Sent = Payload extends infer P ? (P extends Payload ? Omit<P, 'event' | 'user' | 'room'> : never) : never;
export type From = { on: 'slack' | 'matrix'; user: string; room: string; direct?: true };
export type Replica = ReturnType<typeof replica>;

/** One replica over a database, two platforms in memory, a clock that stands. A mistake ends the bench: nobody measures those. */
export const replica = (at: Address) => {
  const store = postgresStore(at, later);
  const log: Log = {
    bug: (cause, error) => {
      throw new Error(`bug at ${cause}`, { cause: error });
    },
    note: () => {},
  };
  const time = { now: () => instant('2026-06-15T08:00:00Z') };
  const door = openDoor({ store, documents, log, time });
  const platforms = { slack: memoryPlatform('slack'), matrix: memoryPlatform('matrix') };
  const lanes = Object.values(platforms).map((platform) => {
    const bot = platform.bot();
    return { bot, out: outlet({ store, bot, log, time }) };
  });
  const bots = { slack: lanes[0]?.bot, matrix: lanes[1]?.bot };
  let events = 0;
  return {
    store,
    door,
    platforms,
    async start() {
      for (const { bot } of lanes) await bot.start(door);
    },
    async send({ on, ...from }: From, payload: Sent) {
      events += 1;
      const answer = await bots[on]?.take({ event: `now-${events}`, ...from, ...payload } as Payload);
      if (answer?.kind !== 'done') throw new Error(`not done: ${JSON.stringify([payload, answer])}`);
      return answer;
    },
    async tick(job: string) {
      events += 1;
      await door.receive({ id: `tick-${events}`, kind: 'tick', job });
    },
    /** One pass over one lane. */
    async pass(connection: From['on']) {
      const fence = await store.lanes.take(connection, 'bench');
      if (fence !== undefined) await lanes.find(({ bot }) => bot.connection === connection)?.out.pass(fence);
    },
    /** One pass over each lane. */
    async deliver() {
      for (const { bot, out } of lanes) {
        const fence = await store.lanes.take(bot.connection, 'bench');
        if (fence !== undefined) await out.pass(fence);
      }
    },
    /** What the last message in a room that contains this is called. */
    message(on: From['on'], room: string, containing: string): string {
      const found = platforms[on].messages.findLast((each) => each.room === room && each.text.includes(containing));
      if (found === undefined) throw new Error(`nothing in ${room} says ${containing}`);
      return found.id;
    },
    end: () => store.end(),
  };
};
