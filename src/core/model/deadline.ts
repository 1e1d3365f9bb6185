import type { DeadlineId, MeetingId } from './number.ts';
import type { OrganizationId, PersonId } from './place.ts';
import type { PlanStep } from './plan.ts';
import { nextTimes, type Recurrence } from './recurrence.ts';
import { type Day, dayOf, hasCome, type Instant, type Iso, instant, inZone, shiftDay, type Zone } from './time.ts';

/** Names one reminder of a deadline for ever: days before it, or the moment that somebody put it off to. */
export type Occurrence = string;
/** A reminder that went out, and the moment that the deadline had then. */
export type Sent = { at: Iso; occurrence: Occurrence };
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
  /** "später": nobody is reminded before. */
  later?: Iso;
  /** "vertreten durch": who is reminded instead. */
  delegate?: PersonId;
};

export const wasSent = ({ at, sent = [] }: Deadline, occurrence: Occurrence): boolean =>
  sent.some((each) => each.at === at && each.occurrence === occurrence);

const firstTime = (recurrence: Recurrence, zone: Zone, from: Instant): Iso | undefined =>
  nextTimes(recurrence, zone, from.subtract({ milliseconds: 1 }), 1)[0];

/**
 * Due: its moment has come, the deadline has not. Each moment waits for the organization's next reminder time; the one
 * that somebody asked for comes when they asked, and stands for all that was planned until the end of the day after it.
 * Only the nearest is given, so that an outage of a week yields one reminder and not three.
 */
export const reminderDue = (
  deadline: Deadline,
  remindAt: Recurrence,
  zone: Zone,
  now: Instant,
): Occurrence | undefined => {
  const { later } = deadline;
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
  const come = [...planned, ...(later === undefined ? [] : [{ name: `later:${later}`, at: later }])];
  return come.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))[0]?.name;
};

/** Clocks that change shift a moment by so much at the most. */
const SLACK_HOURS = 3;
/** Whether it is worth asking, told from the deadline alone: a moment has come, or nearly, that nobody was reminded at. */
export const mayBeDue = (deadline: Deadline, now: Instant): boolean => {
  const { at, later } = deadline;
  const come = deadline.remind.filter((days) => hasCome(instant(at).subtract({ hours: 24 * days + SLACK_HOURS }), now));
  const put = later !== undefined && hasCome(later, now) && !wasSent(deadline, `later:${later}`);
  return put || (come.length > 0 && !wasSent(deadline, `${Math.min(...come)}`));
};

/** The coordinator is told the morning after. */
export const isOverdue = ({ state, at }: Deadline, now: Instant): boolean => state.is === 'open' && hasCome(at, now);
