import type { Json } from '../../core/model/result.ts';
import { type Log, type Shelf, type Timer, Unavailable } from '../../core/ports.ts';
import { type Client, Lost, Refused } from './client.ts';
import {
  type Batch,
  batchIn,
  type Event,
  eventsIn,
  fieldIn,
  type Joined,
  type Stripped,
  textIn,
  unreadable,
} from './events.ts';
import { RESPONSES } from './receive.ts';
import { growing, rester } from './rest.ts';
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
  'm.room.third_party_invite',
  'm.room.tombstone',
];
/** Not every server heeds that. */
const wantedIn = (all: unknown): readonly Event[] => eventsIn(all).filter(({ type }) => types.includes(type));
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
const GAP_PAGE = 100;
/** So often a room is tried that cannot be heard while others can: a quarter of an hour. */
const TRIES = 30;
const restAfter = growing(FIRST_REST_MS, 30_000);

/** Not to be passed over: it comes again with the next try. */
export class Again extends Error {}
const isStoreAway = (error: unknown): boolean => error instanceof Again || error instanceof Unavailable;

/** What happened in a room, oldest first. `entry`: how we came in; what was before was not said to us. */
export type Happened = { events: readonly Event[]; state: readonly Event[]; entry?: Event };
export type Hears = {
  me: string;
  /** Returns when all that it means is committed; throws Again if that cannot be now. */
  room(id: string, happened: Happened): Promise<void>;
  /** What must be known at once, although it is not their turn. */
  noticed(id: string, events: readonly Event[]): Promise<void>;
  left(id: string, events: readonly Event[]): Promise<void>;
  /** What was said there since then will never be heard. */
  missed(id: string, since: string): Promise<unknown>;
  /** From now on everything is heard: whatever came before must be asked for now, and not earlier. */
  begun(): Promise<void>;
  /** What is to be kept together with how far we have come, also of invitations, */
  toKeep(invitations: ReadonlyMap<string, readonly Stripped[]>): Readonly<Record<string, Json>>;
  /** and that it is kept. */
  kept(rows: Readonly<Record<string, Json>>): void;
};
type Parts = {
  client: Client;
  shelf: Shelf;
  log: Log;
  later: Timer;
  connection: string;
  /** Asks who we are, and whatever else must be known before anything is heard. */
  begin(): Promise<Hears>;
  /** While we hear nothing, nobody knows what has changed. */
  deaf(is: boolean): void;
  /** The account is not ours any more, or is again. */
  revoked(is: boolean): Promise<void>;
};
export type Syncing = {
  /** The first try is over, whatever came of it. */
  tried: Promise<void>;
  stop(): void;
};

/**
 * Hears what happens, a batch at a time. The token that says how far we have come is kept only after all of a batch is
 * committed: a batch may come twice, and none is passed over. A room that cannot be heard falls behind and is caught up
 * with later, so that it stops no other. Whatever the homeserver does, we come again, more and more slowly.
 */
export const sync = (parts: Parts): Syncing => {
  const { client, shelf, log, later, connection } = parts;
  let stopped = false;
  let rests = 0;
  let trouble = '';
  /** Up to where each of these rooms has been heard. */
  const behind = new Map<string, { since: string; tries: number }>();
  let resting = false;

  const { rest, wake } = rester(later);
  const write = async (changes: Readonly<Record<string, Json>>): Promise<void> => {
    if ((await shelf.write(changes)) === 'fenced') stopped = true; // another leads by now
  };

  const first = async (): Promise<string> => {
    const kept = (await shelf.read('since'))['since'];
    for (const [key, since] of Object.entries(await shelf.read('behind/')))
      if (typeof since === 'string') behind.set(key.slice('behind/'.length), { since, tries: 0 });
    return typeof kept === 'string' ? kept : anew();
  };
  const anew = async (): Promise<string> => {
    const answer = await client.ask('sync', { filter: noRooms, timeout: 0 }, POLL_MS + MARGIN_MS);
    const next = batchIn(answer)?.next;
    if (next === undefined) throw new Lost('no batch');
    await write({ since: next });
    return next;
  };
  /** What was said between two places, oldest first. A page may be empty, and not the last. */
  const between = async (room: string, from: string, to: string): Promise<readonly Event[]> => {
    const found: Event[] = [];
    for (let at: string | undefined = from; at !== undefined && !stopped; ) {
      const page: unknown = await client.ask(roomPath(room, 'messages'), {
        dir: 'b',
        from: at,
        to,
        limit: GAP_PAGE,
        filter: JSON.stringify({ types, lazy_load_members: true }),
      });
      found.push(...wantedIn(fieldIn(page, 'chunk')));
      const end = textIn(page, 'end');
      at = end === at ? undefined : end;
    }
    return found.toReversed();
  };
  const happened = (me: string, events: readonly Event[], state: readonly Event[]): Happened => {
    const isEntry = ({ type, state_key, content, unsigned }: Event): boolean =>
      type === 'm.room.member' &&
      state_key === me &&
      content['membership'] === 'join' &&
      textIn(unsigned, 'prev_content', 'membership') !== 'join'; // that is only another name
    const at = events.findLastIndex(isEntry);
    const entry = events[at] ?? state.find(isEntry);
    return { events: events.slice(at + 1), state, ...(entry && { entry }) };
  };
  const heardIn = async (me: string, id: string, joined: Joined, since: string): Promise<Happened> => {
    const { timeline = {} } = joined;
    const events = wantedIn(timeline.events);
    const state = wantedIn(joined.state?.events);
    const found = happened(me, events, state);
    const isWhole = found.entry !== undefined && events.includes(found.entry);
    if (isWhole || timeline.limited !== true || timeline.prev_batch === undefined) return found;
    return happened(me, [...(await between(id, timeline.prev_batch, since)), ...events], state);
  };

  /** Then nothing can be heard anywhere. */
  const stopsAll = (error: unknown): boolean =>
    isStoreAway(error) || (error instanceof Refused && error.status === 401);
  /** Each room for itself; returns those that fall behind. */
  const take = async (hears: Hears, batch: Batch, since: string): Promise<readonly string[]> => {
    const late: string[] = [];
    const failed: unknown[] = [];
    const one = async (id: string, work: () => Promise<void>, isLate: boolean): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (stopsAll(error)) failed.push(error);
        else if (isLate) late.push(id);
        if (!(error instanceof Refused || error instanceof Lost || stopsAll(error)))
          log.bug(`sync ${connection}`, error);
      }
    };
    await Promise.all(
      [...batch.join].map(([id, joined]) =>
        one(
          id,
          async () => {
            const known = [...wantedIn(joined.state?.events), ...wantedIn(joined.timeline?.events)];
            await hears.noticed(id, known);
            if (!behind.has(id)) await hears.room(id, await heardIn(hears.me, id, joined, since));
          },
          !behind.has(id),
        ),
      ),
    );
    await Promise.all([...batch.leave].map(([id, events]) => one(id, () => hears.left(id, events), false)));
    for (const error of failed) throw error;
    return late;
  };
  const counted = (batch: Batch): void => {
    const dropped = [...batch.join.values()].reduce(
      (sum, { timeline }) => sum + unreadable(timeline?.events, types),
      0,
    );
    if (dropped > 0) log.note('events that mean nothing to us', { connection, dropped });
  };

  /** We are not in it any more, and that is told by itself. */
  const isGone = (error: unknown): boolean => error instanceof Refused && error.status === 403;
  /** The rooms that fell behind, up to where all others are. */
  const catchUp = async (hears: Hears, now: string): Promise<void> => {
    if (resting) return;
    for (const [id, late] of behind) {
      try {
        await hears.room(id, happened(hears.me, await between(id, now, late.since), []));
      } catch (error) {
        if (stopsAll(error)) throw error;
        const isOver = error instanceof Refused && error.status !== 429;
        late.tries += 1;
        if (!isOver && late.tries < TRIES) continue;
        log.note('what was said in a room cannot be heard any more', { connection, tries: late.tries });
        if (!isGone(error)) await hears.missed(id, late.since);
      }
      const rows = hears.toKeep(new Map());
      await write({ ...rows, [`behind/${id}`]: null });
      if (stopped) return;
      hears.kept(rows);
      behind.delete(id);
    }
    if (behind.size === 0) return;
    resting = true;
    later(restAfter(Math.min(...[...behind.values()].map(({ tries }) => tries))), () => {
      resting = false;
    });
  };

  const said = (what: string): void => {
    if (trouble !== what) log.note(what === '' ? 'The homeserver answers again.' : what, { connection });
    trouble = what;
  };
  const pause = async (error: unknown): Promise<void> => {
    parts.deaf(true);
    if (error instanceof Refused && error.status === 401) {
      said('The homeserver does not accept the token (any more): set a valid one and start again.');
      await parts.revoked(true).catch(() => {});
    } else if (error instanceof Refused || error instanceof Lost)
      said('The homeserver does not answer as it should. Nothing is lost; we go on asking.');
    else if (!isStoreAway(error)) log.bug(`sync ${connection}`, error);
    const wait = restAfter(rests);
    rests += 1;
    await rest(error instanceof Refused ? Math.max(error.afterMs ?? 0, wait) : wait);
  };

  const run = async (tried: () => void): Promise<void> => {
    let hears: Hears | undefined;
    let since: string | undefined;
    let waiting: Batch | undefined; // heard, and not yet committed
    while (!stopped) {
      try {
        hears ??= await parts.begin();
        if (since === undefined) {
          const from = await first();
          await hears.begun();
          since = from;
          await parts.revoked(false);
          said('');
          if (stopped) return;
          parts.deaf(false);
          tried();
        }
        if (waiting === undefined) {
          const timeout = rests > 0 ? 0 : behind.size > 0 ? FIRST_REST_MS : POLL_MS;
          waiting = batchIn(await client.ask('sync', { since, filter, timeout }, timeout + MARGIN_MS));
          if (waiting === undefined) throw new Lost('no batch');
          counted(waiting);
        }
        if (stopped) return;
        const late = await take(hears, waiting, since);
        await parts.revoked(false);
        if (stopped) return;
        const rows = hears.toKeep(waiting.invite);
        const fallen = Object.fromEntries(late.map((id) => [`behind/${id}`, since as Json]));
        if (waiting.next !== since || late.length > 0) await write({ ...rows, ...fallen, since: waiting.next });
        if (stopped) return;
        hears.kept(rows);
        for (const id of late) behind.set(id, { since, tries: 0 });
        since = waiting.next;
        waiting = undefined;
        rests = 0;
        said('');
        parts.deaf(false);
        await catchUp(hears, since);
      } catch (error) {
        tried();
        if (stopped) return;
        if (error instanceof Refused && error.status === 400 && since !== undefined && waiting === undefined) {
          log.note('The homeserver does not know how far we had come: we begin anew.', { connection });
          since = await anew().catch(() => since);
        }
        await pause(error);
      }
    }
  };
  const tried = new Promise<void>((resolve) => void run(resolve).finally(resolve));
  return {
    tried,
    stop() {
      stopped = true;
      wake();
    },
  };
};
