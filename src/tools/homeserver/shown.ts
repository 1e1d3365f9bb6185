import type { Account } from './accounts.ts';
import { type Content, type Event, membershipAt, type Room, relation } from './world.ts';

/** An event as it is shown to somebody. */
export const shown = (room: Room, event: Event, to: Account): Content => ({
  event_id: event.id,
  type: event.type,
  sender: event.sender,
  origin_server_ts: event.at,
  content: event.content,
  ...(event.key !== undefined && { state_key: event.key }),
  ...(event.redacts !== undefined && { redacts: event.redacts }),
  unsigned: {
    age: Date.now() - event.at,
    membership: membershipAt(room, to.id, event.position),
    ...(event.sent?.device === to.device && event.sender === to.id && { transaction_id: event.sent.txn }),
    ...(event.replaces !== undefined && {
      prev_content: event.replaces.content,
      prev_sender: event.replaces.sender,
      replaces_state: event.replaces.id,
    }),
    ...(event.redactedBy !== undefined && {
      redacted_by: event.redactedBy.id,
      redacted_because: { ...shown(room, event.redactedBy, to), room_id: room.id },
    }),
  },
});

/** With its room, and with what others added to it. */
export const shownWhole = (room: Room, event: Event, to: Account): Content => {
  const plain = shown(room, event, to);
  const added = relations(room, event, to);
  const unsigned = { ...(plain['unsigned'] as Content), ...(added !== undefined && { 'm.relations': added }) };
  return { ...plain, room_id: room.id, unsigned };
};

const relations = (room: Room, event: Event, to: Account): Content | undefined => {
  const of = (kind: string) => (room.related.get(event.id) ?? []).filter((each) => relation(each).kind === kind);
  // what is redacted has no edits any more, but it still begins its thread
  const edit =
    event.redactedBy !== undefined
      ? undefined
      : of('m.replace').findLast((each) => each.sender === event.sender && each.type === event.type);
  const thread = of('m.thread');
  const last = thread.at(-1);
  if (edit === undefined && last === undefined) return undefined;
  const within = (each: Event) => ({ ...shown(room, each, to), room_id: room.id });
  return {
    ...(edit !== undefined && { 'm.replace': within(edit) }),
    ...(last !== undefined && {
      'm.thread': {
        latest_event: within(last),
        count: thread.length,
        current_user_participated: thread.some(({ sender }) => sender === to.id),
      },
    }),
  };
};

/** As it is shown to those who are only invited. */
export const stripped = ({ type, key, sender, content }: Event): Content => ({ type, state_key: key, sender, content });
