import type { Account } from './accounts.ts';
import { passes, positionOf, tokenOf } from './reads.ts';
import { shown, shownWhole, stripped } from './shown.ts';
import { after, type Content, content, type Event, type Room, stateOf, type World, word } from './world.ts';

/** What happened since somebody last looked, or, when nothing did, once something does. */
const MOST_EVENTS = 100;
const KEPT_MS = 120_000;
const MOST_ANSWERS = 1_000;
const BEFORE_JOINING = ['create', 'join_rules', 'canonical_alias', 'avatar', 'encryption', 'name', 'topic'];

type Wish = { me: Account; since: number | undefined; filter: Content; presence: Content };

const limitOf = (filter: Content): number => {
  const { limit } = filter;
  return typeof limit === 'number' ? Math.max(1, Math.min(limit, MOST_EVENTS)) : 10;
};
/** State that was before a place in the order and came after another. */
const stateBetween = (room: Room, from: number, before: number): readonly Event[] => {
  const found = new Map<string, Event>();
  for (const each of after(room.states, from)) if (each.position < before) found.set(`${each.type}\0${each.key}`, each);
  return [...found.values()];
};

const invitation = (room: Room, me: Account): Content | undefined => {
  const own = stateOf(room, 'm.room.member', me.id);
  if (own === undefined) return undefined;
  const inviter = stateOf(room, 'm.room.member', own.sender);
  const told = BEFORE_JOINING.flatMap((each) => stateOf(room, `m.room.${each}`) ?? []);
  return { invite_state: { events: [...told, ...(inviter ? [inviter] : []), own].map(stripped) } };
};

/** Also who left and came back in between: to them the room begins anew, with what they may have seen already. */
const cameIn = (room: Room, user: string, since: number): boolean => {
  let event = stateOf(room, 'm.room.member', user);
  for (; event !== undefined && event.position > since; event = event.replaces)
    if (event.content['membership'] === 'join' && event.replaces?.content['membership'] !== 'join') return true;
  return false;
};

const timelineOf = (room: Room, { me, since, filter }: Wish, until: number): Content | undefined => {
  const of = content(filter['timeline']);
  const joined = since !== undefined && cameIn(room, me.id, since);
  const isNew = since === undefined || joined;
  const from = isNew ? 0 : since;
  const passesOf = passes(of);
  const all = after(room.timeline, from).filter((each) => each.position <= until && passesOf(each));
  const limit = limitOf(of);
  const events = all.slice(-limit);
  const limited = joined || all.length > events.length;
  const first = events[0]?.position ?? until + 1;
  const state = stateBetween(room, from, first).filter(passes(content(filter['state'])));
  const typing = typists(room, since ?? 0);
  if (!isNew && events.length === 0 && state.length === 0 && typing === undefined) return undefined;
  const show = limited ? shownWhole : shown;
  return {
    timeline: {
      events: events.map((each) => withoutRoom(show(room, each, me))),
      prev_batch: tokenOf(first - 1),
      limited,
    },
    state: { events: state.map((each) => shown(room, each, me)) },
    account_data: { events: [] },
    ephemeral: { events: typing === undefined ? [] : [typing] },
    unread_notifications: { notification_count: 0, highlight_count: 0 },
    summary: {},
  };
};
const withoutRoom = ({ room_id: _, ...event }: Content): Content => event;
const typists = ({ typing }: Room, since: number): Content | undefined =>
  typing.since > since && typing.since > 0
    ? {
        type: 'm.typing',
        content: { user_ids: [...typing.until].flatMap(([id, until]) => (until > Date.now() ? id : [])) },
      }
    : undefined;

/** Synapse looks at no room at all, but only at first, and only for whoever wants to know nothing of people either. */
const wantsNothing = ({ since, filter, presence }: Wish): boolean => {
  const { rooms } = filter;
  const { types, not_types } = presence;
  const noPresence =
    (Array.isArray(types) && types.length === 0) || (Array.isArray(not_types) && not_types.includes('*'));
  return since === undefined && Array.isArray(rooms) && rooms.length === 0 && noPresence;
};
const roomsIn = (world: World, wish: Wish): Content => {
  const { me, since, filter } = wish;
  if (wantsNothing(wish)) return {};
  const all: Record<'join' | 'invite' | 'leave', Record<string, Content>> = { join: {}, invite: {}, leave: {} };
  const { rooms: only, not_rooms: not } = filter;
  const isWanted = (id: string) =>
    (!Array.isArray(only) || only.includes(id)) && !(Array.isArray(not) && not.includes(id));
  for (const room of world.rooms.values()) {
    const own = stateOf(room, 'm.room.member', me.id);
    if (own === undefined) continue;
    const last = Math.max(room.timeline.at(-1)?.position ?? 0, room.typing.since);
    if (since !== undefined && last <= since) continue;
    const is = word(own.content['membership']);
    const put = (where: keyof typeof all, what: Content | undefined) => {
      if (what !== undefined) all[where][room.id] = what;
    };
    if (is === 'join' && !isWanted(room.id)) continue; // invitations come all the same
    if (is === 'join') put('join', timelineOf(room, wish, Number.POSITIVE_INFINITY));
    else if (is === 'invite' && own.position > (since ?? 0)) put('invite', invitation(room, me));
    else if (is !== 'invite' && since !== undefined && own.position > since) {
      const {
        ephemeral: _,
        unread_notifications: __,
        summary: ___,
        ...left
      } = timelineOf(room, wish, own.position) ?? {};
      put('leave', left);
    }
  }
  // What is empty is not there at all.
  const rooms = Object.fromEntries(Object.entries(all).filter(([, each]) => Object.keys(each).length > 0));
  return Object.keys(rooms).length > 0 ? { rooms } : {};
};

/** `isKnown`: the token still counts. */
export const syncs = (world: World, filterOf: (given: string) => Content, isKnown: (token: string) => boolean) => {
  /** Whoever asks the same again within a while gets the same answer, even if more has happened. */
  const answered = new Map<string, { answer: Content; at: number }>();
  return async (me: Account, query: URLSearchParams, gone: AbortSignal): Promise<Content> => {
    const key = `${me.token} ${query}`;
    const before = answered.get(key);
    if (before !== undefined && Date.now() - before.at < KEPT_MS) return before.answer;
    const since = query.has('since') ? positionOf(query.get('since') ?? '') : undefined;
    const given = filterOf(query.get('filter') ?? '{}');
    const [filter, presence] = [content(given['room']), content(given['presence'])];
    const end = Date.now() + Number(query.get('timeout') ?? 0);
    for (;;) {
      const position = world.position();
      const news = roomsIn(world, { me, since, filter, presence });
      const left = end - Date.now();
      if (since === undefined || 'rooms' in news || left <= 0 || gone.aborted || !isKnown(me.token)) {
        const answer = {
          next_batch: tokenOf(position),
          device_one_time_keys_count: { signed_curve25519: 0 },
          device_unused_fallback_key_types: [],
          ...news,
        };
        if (position !== since) answered.set(key, { answer, at: Date.now() });
        const [oldest] = answered.keys();
        if (oldest !== undefined && answered.size > MOST_ANSWERS) answered.delete(oldest);
        return answer;
      }
      await world.next(left, gone);
    }
  };
};
