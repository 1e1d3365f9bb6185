import type { Account } from './accounts.ts';
import { forbidden, missing, Refusal } from './refusal.ts';
import { shownWhole } from './shown.ts';
import {
  type Content,
  content,
  type Event,
  membership,
  membersOf,
  type Room,
  relation,
  stateOf,
  type World,
  word,
} from './world.ts';

/** What somebody may look up in a room. */
export const tokenOf = (position: number): string => `s${position}`;
export const positionOf = (token: string): number => {
  const [, digits] = /^s(\d+)$/.exec(token) ?? [];
  if (digits === undefined) throw new Refusal(400, 'M_UNKNOWN', 'Invalid stream token');
  return Number(digits);
};
/** What a filter lets through of a timeline. */
export const passes = (filter: Content) => {
  const within = (name: string, value: string | undefined) => {
    const { [name]: only, [`not_${name}`]: not } = filter;
    return (!Array.isArray(only) || only.includes(value)) && !(Array.isArray(not) && not.includes(value));
  };
  return (event: Event): boolean => within('types', event.type) && within('senders', event.sender);
};

/** Whoever left still sees what was until then. */
const lastSeen = (room: Room, user: string): number | undefined => {
  const own = stateOf(room, 'm.room.member', user);
  const now = membership(room, user);
  const was = word(own?.replaces?.content['membership']);
  if (now === 'join') return Number.POSITIVE_INFINITY;
  if (own !== undefined && (now === 'leave' || now === 'ban') && was === 'join') return own.position;
  return undefined;
};

export const reads = (world: World) => {
  const looked = (id: string, user: string): { room: Room; until: number } => {
    const room = world.rooms.get(id);
    const until = room && lastSeen(room, user);
    if (room === undefined || until === undefined) throw forbidden(`User ${user} not in room ${id}`);
    return { room, until };
  };
  /** A page of events, from a place in the order towards another. */
  const page = (room: Room, all: readonly Event[], query: URLSearchParams, me: Account, until: number) => {
    const back = query.get('dir') !== 'f';
    const from = query.get('from');
    const to = query.get('to');
    const start = from === null ? (back ? Math.min(world.position(), until) : 0) : positionOf(from);
    const end = to === null ? (back ? 0 : until) : positionOf(to);
    const limit = Math.min(Number(query.get('limit') ?? 10), 1_000);
    const found = back
      ? all.filter(({ position }) => position <= Math.min(start, until) && position > end).reverse()
      : all.filter(({ position }) => position > start && position <= Math.min(end, until));
    const chunk = found.slice(0, limit);
    const last = chunk.at(-1);
    return {
      start: tokenOf(start),
      last: last && tokenOf(back ? last.position - 1 : last.position),
      more: found.length > chunk.length,
      chunk: chunk.map((each) => shownWhole(room, each, me)),
    };
  };
  return {
    messages(me: Account, id: string, query: URLSearchParams): Content {
      const { room, until } = looked(id, me.id);
      const filter = content(JSON.parse(query.get('filter') ?? '{}'));
      const { start, last, chunk } = page(room, room.timeline.filter(passes(filter)), query, me, until);
      return { start, chunk, ...(last !== undefined && { end: last }) };
    },
    relations(me: Account, id: string, parent: string, query: URLSearchParams, kind?: string, type?: string): Content {
      const { room, until } = looked(id, me.id);
      const all = (room.related.get(parent) ?? []).filter(
        (each) =>
          relation(each).kind !== undefined &&
          (kind === undefined || relation(each).kind === kind) &&
          (type === undefined || each.type === type),
      );
      const limited = new URLSearchParams({
        ...(query.get('limit') === null && { limit: '5' }),
        ...Object.fromEntries(query),
      });
      const { last, more, chunk } = page(room, all, limited, me, until);
      return { chunk, ...(more && { next_batch: last }) };
    },
    event(me: Account, id: string, wanted: string): Content {
      const event = world.events.get(wanted);
      const room = world.rooms.get(id);
      // whoever may not see it does not learn that there is something
      if (room === undefined || event?.room !== id || event.position > (lastSeen(room, me.id) ?? 0))
        throw missing('Event not found.');
      return shownWhole(room, event, me);
    },
    /** All that counts. */
    state(me: Account, id: string): readonly Content[] {
      const { room } = looked(id, me.id);
      return [...room.state.values()].map((each) => shownWhole(room, each, me));
    },
    stateOf(me: Account, id: string, type: string, key: string, whole: boolean): Content {
      const { room } = looked(id, me.id);
      const event = stateOf(room, type, key);
      if (event === undefined) throw missing('Event not found.');
      return whole ? shownWhole(room, event, me) : event.content;
    },
    joined(me: Account, id: string): Content {
      const { room, until } = looked(id, me.id);
      if (until !== Number.POSITIVE_INFINITY) throw forbidden(`User ${me.id} not in room ${id}`);
      const members = membersOf(room).filter((each) => each.content['membership'] === 'join');
      return {
        joined: Object.fromEntries(
          members.map(({ key = '', content: { displayname = null, avatar_url = null } }) => [
            key,
            { display_name: displayname, avatar_url },
          ]),
        ),
      };
    },
    members(me: Account, id: string, query: URLSearchParams): Content {
      const { room } = looked(id, me.id);
      const only = query.get('membership');
      const members = membersOf(room).filter((each) => only === null || each.content['membership'] === only);
      return { chunk: members.map((each) => shownWhole(room, each, me)) };
    },
    rooms: (me: Account): Content => ({
      joined_rooms: [...world.rooms.values()].filter((room) => membership(room, me.id) === 'join').map(({ id }) => id),
    }),
  };
};
export type Reads = ReturnType<typeof reads>;
