import type { Json } from '../../core/model/result.ts';
import type { Log, Shelf, Timer } from '../../core/ports.ts';
import { type Client, Lost, Refused } from './client.ts';
import {
  type Batch,
  batchIn,
  type Event,
  eventsIn,
  fieldIn,
  type Joined,
  malformed,
  type Stripped,
  textIn,
} from './events.ts';
import { RESPONSES } from './receive.ts';
import { roomPath } from './send.ts';

/** What we want to hear of; everything else is not even sent to us. */
const types = [
  'm.room.message',
  'm.reaction',
  'm.room.redaction',
  ...RESPONSES,
  'm.room.encryption',
  'm.room.encrypted',
  'm.room.member',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.power_levels',
  'm.room.tombstone',
];
const nothing = { types: [] };
const filter = JSON.stringify({
  room: {
    timeline: { limit: 50, types },
    state: { lazy_load_members: true, types },
    ephemeral: nothing,
    account_data: nothing,
  },
  presence: nothing,
  account_data: nothing,
});
/** With many rooms the first answer is slow: who begins here wants none of what was said before. */
const noRooms = JSON.stringify({ room: { rooms: [] }, presence: nothing, account_data: nothing });

const POLL_MS = 25_000;
const MARGIN_MS = 10_000;
const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 30_000;
const GAP_PAGE = 100;

/** Not to be passed over: it comes again with the next try. */
export class Again extends Error {}

type Parts = {
  client: Client;
  shelf: Shelf;
  log: Log;
  later: Timer;
  connection: string;
  me: string;
  /** Returns when all that it means is committed; throws Again if that cannot be now. */
  room(id: string, events: readonly Event[], state: readonly Event[]): Promise<void>;
  invited(id: string, invitation: readonly Stripped[]): Promise<void>;
  left(id: string, events: readonly Event[]): Promise<void>;
  /** Until the next batch nobody knows what has changed. */
  deaf(): void;
  /** The account is not ours any more, or is again. */
  revoked(is: boolean, times: number): Promise<void>;
};
export type Syncing = { stop(): void };

/**
 * Hears what happens, a batch at a time. The token that says how far we have come is kept only after all of a batch is
 * committed: a batch may come twice, and none is passed over. Whatever the homeserver does, we come again, more and more
 * slowly.
 */
export const sync = async (parts: Parts): Promise<Syncing> => {
  const { client, shelf, log, later, connection, me } = parts;
  let stopped = false;
  let callOff = () => {};
  let rests = 0;
  let isRevoked = false;
  let changes = 0;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = later(ms, resolve);
      callOff = () => {
        cancel();
        resolve();
      };
    });

  const first = async (): Promise<string | undefined> => {
    const kept = (await shelf.read('since'))['since'];
    if (typeof kept === 'string') return kept;
    const answer = await client.ask('sync', { filter: noRooms, timeout: 0 }, POLL_MS + MARGIN_MS);
    const next = batchIn(answer)?.next;
    if (next === undefined) throw new Lost('no batch');
    return (await shelf.write({ since: next })) === 'fenced' ? undefined : next;
  };
  /** What a short answer left out, oldest first. */
  const gap = async (room: string, from: string, to: string): Promise<readonly Event[]> => {
    const found: Event[] = [];
    for (let at: string | undefined = from; at !== undefined; ) {
      const page: unknown = await client.ask(roomPath(room, 'messages'), {
        dir: 'b',
        from: at,
        to,
        limit: GAP_PAGE,
        filter: JSON.stringify({ types, lazy_load_members: true }),
      });
      const events = eventsIn(fieldIn(page, 'chunk'));
      found.push(...events);
      const end = textIn(page, 'end');
      at = end === at ? undefined : end;
      const all = fieldIn(page, 'chunk');
      if (!Array.isArray(all) || all.length === 0) at = undefined;
    }
    return found.toReversed();
  };
  const eventsOf = async (id: string, joined: Joined, since: string): Promise<readonly Event[]> => {
    const { timeline = {} } = joined;
    const events = eventsIn(timeline.events);
    const dropped = malformed(timeline.events);
    if (dropped > 0) log.note('events that nobody can read', { connection, dropped });
    // what was said before we entered was not said to us
    const entry = events.findLastIndex(isEntry);
    if (entry >= 0) return events.slice(entry + 1);
    if (timeline.limited !== true || timeline.prev_batch === undefined || eventsIn(joined.state?.events).some(isEntry))
      return events;
    try {
      return [...(await gap(id, timeline.prev_batch, since)), ...events];
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 429 || error.status === 401) throw error;
      log.note('gap that cannot be filled', { connection, status: error.status }); // one room never stops the others
      return events;
    }
  };

  const settled = async (work: readonly Promise<void>[]): Promise<void> => {
    for (const each of await Promise.allSettled(work)) if (each.status === 'rejected') throw each.reason;
  };
  const take = async (batch: Batch, since: string): Promise<void> => {
    await settled([...batch.invite].map(([id, state]) => parts.invited(id, state)));
    await settled(
      [...batch.join].map(async ([id, joined]) => {
        await parts.room(id, await eventsOf(id, joined, since), eventsIn(joined.state?.events));
      }),
    );
    await settled([...batch.leave].map(([id, events]) => parts.left(id, events)));
  };
  /** Our own, and not a change of our name. */
  const isEntry = ({ type, state_key, content, unsigned }: Event): boolean =>
    type === 'm.room.member' &&
    state_key === me &&
    content['membership'] === 'join' &&
    textIn(unsigned, 'prev_content', 'membership') !== 'join';

  const tell = async (is: boolean): Promise<void> => {
    if (isRevoked === is) return;
    await parts.revoked(is, changes);
    isRevoked = is;
    changes += 1;
  };
  const pause = async (error: unknown): Promise<void> => {
    parts.deaf();
    if (error instanceof Refused && error.status === 401) await tell(true).catch(() => {});
    else if (!(error instanceof Refused || error instanceof Lost || error instanceof Again))
      log.bug(`sync ${connection}`, error);
    const wait = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** rests);
    rests += 1;
    await rest(error instanceof Refused ? Math.max(error.afterMs ?? 0, wait) : wait);
  };

  const run = async (from: string): Promise<void> => {
    let since = from;
    let waiting: Batch | undefined; // heard, and not yet committed
    while (!stopped) {
      try {
        const query = { since, filter, timeout: rests > 0 ? 0 : POLL_MS };
        waiting ??= batchIn(await client.ask('sync', query, POLL_MS + MARGIN_MS));
        if (waiting === undefined) throw new Lost('no batch');
        if (stopped) return;
        await take(waiting, since);
        await tell(false);
        if (stopped) return;
        if ((await shelf.write({ since: waiting.next as Json })) === 'fenced') return; // another leads by now
        since = waiting.next;
        waiting = undefined;
        rests = 0;
      } catch (error) {
        if (!stopped) await pause(error);
      }
    }
  };
  // what is said from here on is heard
  const from = await first();
  if (from !== undefined) void run(from);
  return {
    stop() {
      stopped = true;
      callOff();
    },
  };
};
