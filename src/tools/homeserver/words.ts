import { known } from './members.ts';
import { Refusal } from './refusal.ts';
import { mayRedact, maySend, mustBeIn, mustBeSendable } from './rights.ts';
import { type Content, type Event, type Room, relation, stateOf, type World, word } from './world.ts';

/** What is said in rooms, and what is taken back. */

/** What stays of a redacted event, by its type. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'm.room.member': ['membership'],
  'm.room.join_rules': ['join_rule', 'allow'],
  'm.room.history_visibility': ['history_visibility'],
  'm.room.redaction': ['redacts'],
};

export const words = (world: World) => {
  const redact = (user: string, id: string, target: string, reason: unknown, sent: Event['sent']): Event => {
    const room = known(world, id);
    const found = world.events.get(target);
    const event = found?.room === id ? found : undefined;
    mayRedact(room, user, event);
    const redaction = world.add(room, {
      type: 'm.room.redaction',
      sender: user,
      content: { redacts: target, ...(word(reason) !== undefined && { reason }) },
      redacts: target,
      ...(sent && { sent }),
    });
    if (event !== undefined && event.redactedBy === undefined) {
      const kept = KEPT[event.type] ?? [];
      event.redactedBy = redaction;
      event.content = Object.fromEntries(Object.entries(event.content).filter(([name]) => kept.includes(name)));
    }
    return redaction;
  };
  const mustFit = (room: Room, draft: Pick<Event, 'type' | 'sender' | 'content'>): void => {
    const { kind, to, of } = relation(draft);
    if (kind === undefined || to === undefined) return;
    if (world.events.get(to)?.room !== room.id)
      throw new Refusal(400, 'M_UNKNOWN', "Can't send relation to unknown event");
    const already = room.related.get(to)?.some((each) => {
      const its = relation(each);
      return each.sender === draft.sender && each.type === draft.type && its.kind === kind && its.of === of;
    });
    if (kind === 'm.annotation' && already)
      throw new Refusal(400, 'M_DUPLICATE_ANNOTATION', "Can't send same reaction twice");
  };
  return {
    redact,
    send(user: string, id: string, type: string, is: Content, sent: Event['sent']): Event {
      const target = word(is['redacts']);
      if (type === 'm.room.redaction' && target !== undefined) return redact(user, id, target, is['reason'], sent);
      const room = known(world, id);
      maySend(room, user, type);
      mustBeSendable(is, type);
      const draft = { type, sender: user, content: is, ...(sent && { sent }) };
      mustFit(room, draft);
      return world.add(room, draft);
    },
    /** The same again is no event. */
    state(user: string, id: string, type: string, key: string, is: Content): Event {
      const room = known(world, id);
      maySend(room, user, type, true);
      mustBeSendable(is, type);
      const now = stateOf(room, type, key);
      const same = now?.sender === user && JSON.stringify(now.content) === JSON.stringify(is);
      return same ? now : world.add(room, { type, sender: user, key, content: is });
    },
    types(user: string, id: string, is: Content): void {
      const room = known(world, id);
      mustBeIn(room, user);
      const ms = typeof is['timeout'] === 'number' ? is['timeout'] : 30_000;
      world.types(room, user, is['typing'] === true ? Date.now() + ms : undefined);
    },
  };
};
