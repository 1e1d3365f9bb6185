import { type Standing, standing } from '../met.ts';
import type { Deadline } from '../model/deadline.ts';
import type { Meeting } from '../model/meeting.ts';
import { slotOf } from '../model/meeting.ts';
import type { MeetingId } from '../model/number.ts';
import type { Organization } from '../model/organization.ts';
import type { OrganizationId } from '../model/place.ts';
import { type PlanStep, steps } from '../model/plan.ts';
import { dayOfSlot } from '../model/slot.ts';
import { type Day, hasCome, type Instant, type Zone } from '../model/time.ts';
import type { Reads } from '../ports.ts';

/** A step before a sitting. `missing`: who has not done it, by what they are called. `mine`: it is the reader's groups' to do. */
export type Stop = {
  step: PlanStep;
  day: Day;
  state: Standing | 'passed';
  mine: boolean;
  owing: number;
  missing: readonly string[];
};
/** From the first step to the sitting. */
export type Line = { committee: string; sitting: MeetingId; day: Day; stops: readonly Stop[] };
type Step = { deadline: Deadline; how: Standing };

const stateOf = (those: readonly Step[], last: Deadline, now: Instant): Stop['state'] => {
  if (those.some(({ how }) => how === 'open')) return hasCome(last.at, now) ? 'passed' : 'open';
  return those.every(({ how }) => how === 'idle') ? 'idle' : 'done';
};

/**
 * The steps in the order of the plan. Of those that one's own groups owe, one sees how far these are; of the others, how
 * far all are: the plan is no secret.
 */
export const stopsOf = (
  all: readonly Step[],
  own: readonly OrganizationId[],
  called: (organization: OrganizationId) => string,
  now: Instant,
): readonly Stop[] =>
  steps.flatMap((step): readonly Stop[] => {
    const everyone = all.filter(({ deadline }) => deadline.step === step && deadline.state.is !== 'void');
    const ours = everyone.filter(({ deadline }) => own.includes(deadline.organization));
    const those = ours.length > 0 ? ours : everyone;
    const last = those.map(({ deadline }) => deadline).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    if (last === undefined) return [];
    const missing = those.filter(({ how }) => how === 'open').map(({ deadline }) => called(deadline.organization));
    return [
      {
        step,
        day: last.day,
        state: stateOf(those, last, now),
        mine: ours.length > 0,
        owing: those.length,
        missing,
      },
    ];
  });

/** Those that these lead up to, and these themselves. */
export const above = (
  ids: readonly OrganizationId[],
  all: readonly Pick<Organization, 'id' | 'reportsTo'>[],
): ReadonlySet<OrganizationId> => {
  const found = new Set(ids);
  for (const id of found) for (const up of all.find((each) => each.id === id)?.reportsTo ?? []) found.add(up); // a set grows while one goes through it
  return found;
};
/** Those that lead up to these, and these themselves. */
export const below = (
  ids: readonly OrganizationId[],
  all: readonly Pick<Organization, 'id' | 'reportsTo'>[],
): ReadonlySet<OrganizationId> => {
  const found = new Set(ids);
  for (const id of found) for (const each of all) if (each.reportsTo.includes(id)) found.add(each.id);
  return found;
};

/** The next sitting of each committee that a person's groups lead up to, and how far one is on the way there. */
export const linesOf = async (
  reads: Pick<Reads, 'meetings' | 'deadlines' | 'outcomes' | 'papers'>,
  own: readonly OrganizationId[],
  organizations: readonly Organization[],
  now: Instant,
): Promise<readonly Line[]> => {
  const reached = above(own, organizations);
  const called = (id: OrganizationId) => organizations.find((each) => each.id === id)?.short ?? id;
  const dayIn = (meeting: Meeting, zone: Zone): Day | undefined => {
    const slot = slotOf(meeting);
    return slot && dayOfSlot(slot, zone);
  };
  const lines = await Promise.all(
    organizations
      .filter(({ id, classification }) => classification === 'committee' && reached.has(id))
      .map(async (committee): Promise<readonly Line[]> => {
        const [next] = await reads.meetings.ahead(committee.id, now);
        const day = next && dayIn(next, next.zone);
        if (next === undefined || day === undefined) return [];
        const standings = await Promise.all(
          (await reads.deadlines.of(next.id)).map(async (deadline) => ({
            deadline,
            how: await standing(reads, deadline, now),
          })),
        );
        return [{ committee: committee.name, sitting: next.id, day, stops: stopsOf(standings, own, called, now) }];
      }),
  );
  return lines.flat().toSorted((a, b) => (a.day < b.day ? -1 : 1));
};
