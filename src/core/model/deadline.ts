import type { DeadlineId, MeetingId } from './number.ts';
import type { OrganizationId, PersonId } from './place.ts';
import type { PlanStep } from './plan.ts';
import { nextTimes, type Recurrence } from './recurrence.ts';
import { type Day, hasCome, type Instant, type Iso, instant, inZone, type Zone } from './time.ts';

/** Names one reminder of a deadline for ever: days before it, or the moment that somebody put it off to. */
export type Occurrence = string;
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
  /** The last reminder that went out. */
  reminded?: Occurrence;
  /** Whom a reminder reached. */
  asked?: readonly PersonId[];
  /** It was missed, and the coordinator was told. */
  escalated?: true;
  /** "später": nobody is reminded before. */
  later?: Iso;
  /** "vertreten durch": who is reminded instead. */
  delegate?: PersonId;
};

const firstTime = (recurrence: Recurrence, zone: Zone, from: Instant): Iso | undefined =>
  nextTimes(recurrence, zone, from.subtract({ milliseconds: 1 }), 1)[0];

/**
 * Due: its moment has come, the deadline has not. Each moment waits for the organization's next reminder time. Only the
 * nearest is given, so that an outage of a week yields one reminder and not three; and the one that somebody asked for
 * stands for the planned ones of that day and the next.
 */
export const reminderDue = (
  deadline: Deadline,
  remindAt: Recurrence,
  zone: Zone,
  now: Instant,
): Occurrence | undefined => {
  if (deadline.state.is !== 'open' || hasCome(deadline.at, now)) return undefined;
  if (deadline.later !== undefined && !hasCome(deadline.later, now)) return undefined;
  const end = inZone(deadline.at, zone);
  const moments = deadline.remind.flatMap((days) => {
    const from = end.subtract({ days }).toInstant();
    return hasCome(from, now) ? [{ name: `${days}`, at: firstTime(remindAt, zone, from) }] : [];
  });
  const put =
    deadline.later === undefined
      ? []
      : [{ name: `later:${deadline.later}`, at: firstTime(remindAt, zone, instant(deadline.later)) }];
  const asked = put[0]?.at;
  const doubled = (at: Iso): boolean => {
    if (asked === undefined || hasCome(deadline.at, instant(asked))) return false;
    const after = inZone(asked, zone).toPlainDate().until(inZone(at, zone).toPlainDate()).days;
    return after === 0 || after === 1;
  };
  const come = [...moments.filter(({ at }) => at !== undefined && !doubled(at)), ...put].flatMap(({ name, at }) =>
    at !== undefined && hasCome(at, now) ? [{ name, at }] : [],
  );
  return come.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))[0]?.name;
};

/** Clocks that change shift a moment by so much at the most. */
const SLACK_HOURS = 3;
/** Whether it is worth asking, told from the deadline alone: a moment has come, or nearly, that nobody was reminded at. */
export const mayBeDue = (deadline: Deadline, now: Instant): boolean => {
  const { at, later, reminded } = deadline;
  const come = deadline.remind.filter((days) => hasCome(instant(at).subtract({ hours: 24 * days + SLACK_HOURS }), now));
  const put = later !== undefined && hasCome(later, now) && reminded !== `later:${later}`;
  return put || (come.length > 0 && reminded !== `${Math.min(...come)}`);
};

/** The coordinator is told the morning after. */
export const isOverdue = ({ state, at }: Deadline, now: Instant): boolean => state.is === 'open' && hasCome(at, now);
