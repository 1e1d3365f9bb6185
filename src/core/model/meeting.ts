import type { MeetingId, PollId } from './number.ts';
import type { Label, OrganizationId, PersonId } from './place.ts';
import { no, ok, type Result } from './result.ts';
import { type Slot, sameSlot } from './slot.ts';
import type { Instant, Iso, Zone } from './time.ts';

export const MOST_ITEMS = 100;
/** A Tagesordnungspunkt. Its number is never used again; its place in the list is its order. */
export type AgendaItem = {
  number: number;
  title: string;
  by: PersonId;
  label: Label;
  note?: string;
  decision?: string;
};
export type Where = { room?: string; link?: string };
/** A Sitzung. `revision` counts what an invitation would tell anew (RFC 5545 SEQUENCE). (OParl: Meeting) */
export type Meeting = {
  id: MeetingId;
  organization: OrganizationId;
  where: Where;
  agenda: readonly AgendaItem[];
  /** The last number given to an item, if that is gone. */
  numbered?: number;
  revision: number;
  /** The revision that set the date as it is now. */
  dated?: number;
  zone: Zone;
  /** When its last invitation went out, and the numbers of the items that it named. */
  invited?: { at: Iso; items: readonly number[] };
  /** Its organization was asked how it went. */
  followed?: true;
  state:
    | { is: 'polling'; poll?: PollId }
    | { is: 'scheduled'; slot: Slot }
    | { is: 'invited'; slot: Slot }
    | { is: 'held'; slot: Slot; present: readonly PersonId[]; guests?: string }
    | { is: 'cancelled'; slot?: Slot; reason?: string };
};
export const slotOf = ({ state }: Meeting): Slot | undefined => ('slot' in state ? state.slot : undefined);

export const replies = ['yes', 'maybe', 'no'] as const;
/** Zusage or Absage, for the date that was set then. Who cannot come may name who comes instead. */
export type Rsvp = {
  meeting: MeetingId;
  person: PersonId;
  slot: Slot;
  reply: (typeof replies)[number];
  instead?: string;
};
/** Those given for the date as it is now: after a move, all are asked anew. */
export const repliesTo = (meeting: Meeting, rsvps: readonly Rsvp[]): readonly Rsvp[] => {
  const slot = slotOf(meeting);
  return slot === undefined ? [] : rsvps.filter((each) => sameSlot(each.slot, slot));
};

/** Who was named to come in somebody's place. */
export const standIns = (rsvps: readonly Rsvp[]): readonly { person: PersonId; instead: string }[] =>
  rsvps.flatMap(({ person, instead }) => (instead === undefined ? [] : [{ person, instead }]));

export type MeetingRefusal =
  | { code: 'meeting-over' }
  | { code: 'meeting-cancelled'; meeting: MeetingId }
  | { code: 'meeting-undated' }
  | { code: 'meeting-not-held' }
  | { code: 'meeting-ahead'; slot: Slot; zone: Zone }
  | { code: 'meeting-moved'; meeting: MeetingId; slot: Slot; zone: Zone }
  | { code: 'meeting-unmoved'; slot: Slot; zone: Zone }
  | { code: 'already-invited'; at: Iso; zone: Zone }
  | { code: 'no-such-item'; item: number }
  | { code: 'too-many-items'; most: number };

/** What can still be changed: not what was held or cancelled. */
const pending = ({ state }: Meeting): boolean => state.is !== 'held' && state.is !== 'cancelled';

/** Fixed, or moved if there was a date before: an invitation already sent is sent anew. */
export const fix = (
  { followed: _, ...meeting }: Meeting,
  slot: Slot,
  { room = meeting.where.room, link = meeting.where.link }: Where,
): Result<Meeting, MeetingRefusal> => {
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  const before = slotOf(meeting);
  const sameDate = before !== undefined && sameSlot(before, slot);
  if (sameDate && room === meeting.where.room && link === meeting.where.link)
    return no({ code: 'meeting-unmoved', slot, zone: meeting.zone });
  return ok({
    ...meeting,
    ...(!sameDate && { dated: meeting.revision + 1 }),
    where: { ...(room !== undefined && { room }), ...(link !== undefined && { link }) },
    revision: meeting.revision + 1,
    state: { is: meeting.state.is === 'invited' ? 'invited' : 'scheduled', slot },
  });
};

/** Sent again only if its agenda has changed since: another date or place has been told already. */
export const invite = (meeting: Meeting, now: Instant): Result<Meeting, MeetingRefusal> => {
  const slot = slotOf(meeting);
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  if (slot === undefined) return no({ code: 'meeting-undated' });
  const again = meeting.state.is === 'invited';
  const items = meeting.agenda.map(({ number }) => number);
  const { invited } = meeting;
  if (again && invited?.items.join() === items.join())
    return no({ code: 'already-invited', at: invited.at, zone: meeting.zone });
  return ok({
    ...meeting,
    revision: meeting.revision + (again ? 1 : 0),
    invited: { at: now.toString(), items },
    state: { is: 'invited', slot },
  });
};

export const cancel = (meeting: Meeting, reason: string | undefined): Result<Meeting, MeetingRefusal> => {
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  const slot = slotOf(meeting);
  return ok({
    ...meeting,
    revision: meeting.revision + 1,
    state: { is: 'cancelled', ...(slot && { slot }), ...(reason && { reason }) },
  });
};

export const addItem = (
  meeting: Meeting,
  item: Pick<AgendaItem, 'title' | 'by' | 'label'>,
): Result<Meeting, MeetingRefusal> => {
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  if (meeting.agenda.length >= MOST_ITEMS) return no({ code: 'too-many-items', most: MOST_ITEMS });
  const number = Math.max(meeting.numbered ?? 0, ...meeting.agenda.map((each) => each.number)) + 1;
  return ok({ ...meeting, numbered: number, agenda: [...meeting.agenda, { number, ...item }] });
};

/** `to` counts from 1; beyond the end means last. */
export const moveItem = (meeting: Meeting, item: number, to: number): Result<Meeting, MeetingRefusal> => {
  const moved = meeting.agenda.find(({ number }) => number === item);
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  if (moved === undefined) return no({ code: 'no-such-item', item });
  return ok({
    ...meeting,
    agenda: meeting.agenda.filter((each) => each !== moved).toSpliced(Math.max(0, to - 1), 0, moved),
  });
};

export const dropItem = (meeting: Meeting, item: number): Result<Meeting, MeetingRefusal> => {
  if (!pending(meeting)) return no({ code: 'meeting-over' });
  if (!meeting.agenda.some(({ number }) => number === item)) return no({ code: 'no-such-item', item });
  return ok({ ...meeting, agenda: meeting.agenda.filter(({ number }) => number !== item) });
};

export type Minutes = {
  present: readonly PersonId[];
  guests?: string;
  items: readonly { number: number; note?: string; decision?: string }[];
};
/** Held, with what was noted; written again, the later minutes count. */
export const hold = (meeting: Meeting, { present, guests, items }: Minutes): Result<Meeting, MeetingRefusal> => {
  const slot = slotOf(meeting);
  if (meeting.state.is === 'cancelled') return no({ code: 'meeting-over' });
  if (slot === undefined) return no({ code: 'meeting-undated' });
  const agenda = meeting.agenda.map(({ note: _note, decision: _decision, ...item }) => ({
    ...item,
    ...items.find(({ number }) => number === item.number),
  }));
  return ok({ ...meeting, agenda, state: { is: 'held', slot, present, ...(guests && { guests }) } });
};

/** Who is taken to have been there before anyone corrects it. */
export const expected = (rsvps: readonly Rsvp[]): readonly PersonId[] =>
  rsvps.filter(({ reply }) => reply === 'yes').map(({ person }) => person);
