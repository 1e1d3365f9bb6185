import { createHash, randomBytes } from 'node:crypto';

/** Rooms and what happened in them, in one order. Who may do what is asked elsewhere. */
export type Content = Readonly<Record<string, unknown>>;
export type Event = {
  id: string;
  room: string;
  type: string;
  sender: string;
  at: number;
  /** Its place in the one order; tokens are such places. */
  position: number;
  content: Content;
  /** Only state has one. */
  key?: string;
  redacts?: string;
  sent?: { device: string; txn: string };
  replaces?: Event;
  redactedBy?: Event;
};
export type Draft = Pick<Event, 'type' | 'sender' | 'content' | 'key' | 'redacts' | 'sent'>;
export type Room = {
  id: string;
  version: string;
  timeline: Event[];
  /** Every state there ever was, and the one that counts by type and key. */
  states: Event[];
  state: Map<string, Event>;
  /** What refers to an event, by that event's id. */
  related: Map<string, Event[]>;
  typing: { since: number; until: Map<string, number> };
};

export const stateOf = (room: Room, type: string, key = ''): Event | undefined => room.state.get(`${type}\0${key}`);
export const membership = (room: Room, user: string): string =>
  word(stateOf(room, 'm.room.member', user)?.content['membership']) ?? 'leave';
/** What the membership was when that place in the order was reached. */
export const membershipAt = (room: Room, user: string, position: number): string => {
  let event = stateOf(room, 'm.room.member', user);
  while (event !== undefined && event.position > position) event = event.replaces;
  return word(event?.content['membership']) ?? 'leave';
};
/** What came after a place in the order. */
export const after = (events: readonly Event[], position: number): readonly Event[] =>
  events.slice(events.findLastIndex((each) => each.position <= position) + 1);
export const membersOf = (room: Room): readonly Event[] =>
  [...room.state.values()].filter(({ type }) => type === 'm.room.member');

export const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const content = (value: unknown): Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : {};
export const relation = (
  event: Pick<Event, 'content'>,
): { kind?: string | undefined; to?: string | undefined; of?: string | undefined } => {
  const all = content(event.content['m.relates_to']);
  return { kind: word(all['rel_type']), to: word(all['event_id']), of: word(all['key']) };
};
export const randomId = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** From version 12 on, a room is named after its first event. */
export const namedByItself = (version: string): boolean => Number(version) >= 12;

export const world = (server: string) => {
  let position = 1;
  const rooms = new Map<string, Room>();
  const events = new Map<string, Event>();
  const waiting = new Set<() => void>();
  const moved = (): void => {
    for (const each of waiting) each();
  };
  return {
    server,
    rooms,
    events,
    position: () => position,
    open(version: string): Room {
      const id = namedByItself(version) ? `!${randomId()}` : `!${randomId(12)}:${server}`;
      const room: Room = {
        id,
        version,
        timeline: [],
        states: [],
        state: new Map(),
        related: new Map(),
        typing: { since: 0, until: new Map() },
      };
      rooms.set(id, room);
      return room;
    },
    add(room: Room, draft: Draft): Event {
      position += 1;
      const first = room.timeline.length === 0 && namedByItself(room.version);
      const id = first ? `$${room.id.slice(1)}` : `$${createHash('sha256').update(randomId()).digest('base64url')}`;
      const event: Event = { ...draft, id, room: room.id, position, at: Date.now() };
      if (draft.key !== undefined) {
        const before = stateOf(room, draft.type, draft.key);
        if (before !== undefined) event.replaces = before;
        room.state.set(`${draft.type}\0${draft.key}`, event);
        room.states.push(event);
      }
      const { to } = relation(event);
      if (to !== undefined) {
        const others = room.related.get(to);
        if (others === undefined) room.related.set(to, [event]);
        else others.push(event);
      }
      room.timeline.push(event);
      events.set(id, event);
      moved();
      return event;
    },
    types(room: Room, user: string, until: number | undefined): void {
      position += 1;
      room.typing.since = position;
      if (until === undefined) room.typing.until.delete(user);
      else room.typing.until.set(user, until);
      moved();
    },
    moved,
    /** Until something happens anywhere, the time is over, or nobody waits any longer. */
    async next(ms: number, gone: AbortSignal): Promise<void> {
      if (gone.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          gone.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
        gone.addEventListener('abort', done);
      });
    },
  };
};
export type World = ReturnType<typeof world>;
