import type { DeadlineId, MeetingId } from './number.ts';
import type { OrganizationId, PersonId } from './place.ts';
import type { PlanStep } from './plan.ts';
import { nextTimes, type Recurrence } from './recurrence.ts';
import { type Day, dayOf, hasCome, type Instant, type Iso, instant, inZone, shiftDay, type Zone } from './time.ts';

/** Names one reminder of a deadline for ever: days before it, or the moment that somebody put it off to. */
export type Occurrence = string;
/** A reminder that went out, and the moment that the deadline had then. */
export type Sent = { at: Iso; occurrence: Occurrence };
export type Snooze = { person: PersonId; until: Iso };
/** A Frist: what one organization owes before a sitting. Whether it was met is seen from what there is, or said by a person. */
export type Deadline = {
  id: DeadlineId;
  sitting: MeetingId;
  step: PlanStep;
  organization: OrganizationId;
  day: Day;
  at: Iso;
  /** Days before, at each of which those who are missing are reminded. */
  remind: readonly number[];
  /** `void`: the sitting was cancelled. */
  state: { is: 'open' } | { is: 'done'; by: PersonId } | { is: 'void' };
  /** They stand where they were said, also when the sitting has moved since, and are to be true. */
  sent?: readonly Sent[];
  /** Whom a reminder reached. */
  asked?: readonly PersonId[];
  /** It was missed, and the coordinator was told. */
  escalated?: true;
  /** "später": each was promised a reminder of their own then, and none before. */
  snoozed?: readonly Snooze[];
  /** "vertreten durch": who is reminded instead. */
  delegate?: PersonId;
};

export const wasSent = ({ at, sent = [] }: Deadline, occurrence: Occurrence): boolean =>
  sent.some((each) => each.at === at && each.occurrence === occurrence);

export const sending = (deadline: Deadline, occurrence: Occurrence): Deadline =>
  wasSent(deadline, occurrence)
    ? deadline
    : { ...deadline, sent: [...(deadline.sent ?? []), { at: deadline.at, occurrence }] };

export const snoozedUntil = ({ snoozed = [] }: Deadline, person: PersonId): Iso | undefined =>
  snoozed.find((each) => each.person === person)?.until;
export const snooze = (deadline: Deadline, person: PersonId, until: Iso): Deadline => ({
  ...deadline,
  snoozed: [...(deadline.snoozed ?? []).filter((each) => each.person !== person), { person, until }],
});
const onRequest = (until: Iso): Occurrence => `later:${until}`;
export const isOnRequest = (occurrence: Occurrence): boolean => occurrence.startsWith(onRequest(''));
/** The first that a stand-in hears of it. */
export const onHandover = (to: PersonId): Occurrence => `delegated:${to}`;
/** Of those who are asked, whom a reminder is for: who asked for it, or else all who have not put it off. */
export const meantBy = (
  deadline: Deadline,
  occurrence: Occurrence,
  asked: readonly PersonId[],
  now: Instant,
): readonly PersonId[] =>
  asked.filter((person) => {
    const until = snoozedUntil(deadline, person);
    if (isOnRequest(occurrence)) return until !== undefined && occurrence === onRequest(until);
    return until === undefined || hasCome(until, now);
  });

const firstTime = (recurrence: Recurrence, zone: Zone, from: Instant): Iso | undefined =>
  nextTimes(recurrence, zone, from.subtract({ milliseconds: 1 }), 1)[0];

/**
 * Due: its moment has come, the deadline has not. Each moment waits for the organization's next reminder time. `later`: when
 * somebody asked for one; it comes then, and stands for all that was planned until the end of the day after it.
 * Only the nearest is given, so that an outage of a week yields one reminder and not three.
 */
export const reminderDue = (
  deadline: Deadline,
  remindAt: Recurrence,
  zone: Zone,
  now: Instant,
  later?: Iso,
): Occurrence | undefined => {
  if (deadline.state.is !== 'open' || hasCome(deadline.at, now)) return undefined;
  if (later !== undefined && !hasCome(later, now)) return undefined;
  const end = inZone(deadline.at, zone);
  const quiet = later === undefined ? undefined : shiftDay(dayOf(later, zone), 1);
  const planned = deadline.remind.flatMap((days) => {
    const from = end.subtract({ days }).toInstant();
    const at = hasCome(from, now) ? firstTime(remindAt, zone, from) : undefined;
    const counts = at !== undefined && hasCome(at, now) && (quiet === undefined || dayOf(at, zone) > quiet);
    return counts ? [{ name: `${days}`, at }] : [];
  });
  const come = [...planned, ...(later === undefined ? [] : [{ name: onRequest(later), at: later }])];
  return come.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))[0]?.name;
};

/** Clocks that change shift a moment by so much at the most. */
const SLACK_HOURS = 3;
/** Whether it is worth asking, told from the deadline alone: a moment has come, or nearly, that nobody was reminded at. */
export const mayBeDue = (deadline: Deadline, now: Instant): boolean => {
  const { at, snoozed = [] } = deadline;
  const come = deadline.remind.filter((days) => hasCome(instant(at).subtract({ hours: 24 * days + SLACK_HOURS }), now));
  const put = snoozed.some(({ until }) => hasCome(until, now) && !wasSent(deadline, onRequest(until)));
  return put || (come.length > 0 && !wasSent(deadline, `${Math.min(...come)}`));
};

/** The coordinator is told the morning after. */
export const isOverdue = ({ state, at }: Deadline, now: Instant): boolean => state.is === 'open' && hasCome(at, now);
