import type { Deadline } from './model/deadline.ts';
import { type Meeting, slotOf } from './model/meeting.ts';
import { numbered } from './model/number.ts';
import type { Body, Membership, Organization } from './model/organization.ts';
import type { PersonId } from './model/place.ts';
import { type PlanStep, planFor } from './model/plan.ts';
import { ok, type Result } from './model/result.ts';
import { dayOfSlot } from './model/slot.ts';
import { hasCome, type Instant } from './model/time.ts';
import { responsible } from './reach.ts';
import type { Refusal } from './step.ts';

/** Who owes a step: results are the working groups', everything after that their steering group's. */
export const owing = (
  step: PlanStep,
  committee: Organization,
  all: readonly Organization[],
): readonly Organization[] => {
  const steering = all.filter(
    ({ classification, reportsTo }) => classification === 'steering-group' && reportsTo.includes(committee.id),
  );
  if (step !== 'results') return steering;
  return all.filter(
    ({ classification, reportsTo }) =>
      classification === 'working-group' && steering.some(({ id }) => reportsTo.includes(id)),
  );
};

/** Who is asked for it: whoever stands in, or who answers for the organization. */
export const askedFor = (
  { delegate }: Deadline,
  members: readonly Membership[],
  now: Instant,
  { zone }: Organization,
): readonly PersonId[] => (delegate === undefined ? responsible(members, now, zone) : [delegate]);

type Planned = { deadlines: readonly Deadline[]; last: number };
/**
 * The plan back from a sitting. Planned anew after the sitting has moved, each deadline keeps its number and what was
 * done and said; with another moment it is reminded of anew. What would already be past when first planned is left to
 * people's eyes: it stands in the plan, and nobody is reminded of it. What a move makes past counts as missed.
 */
export const planDeadlines = (
  sitting: Meeting,
  committee: Organization,
  all: readonly Organization[],
  body: Body,
  before: readonly Deadline[],
  last: number,
  now: Instant,
): Result<Planned, Refusal> => {
  const slot = slotOf(sitting);
  if (slot === undefined) return ok({ deadlines: [], last });
  const planned = planFor(
    dayOfSlot(slot, sitting.zone),
    committee.plan,
    { land: body.land, extra: body.holidays },
    sitting.zone,
  );
  if (!planned.ok) return planned;
  let count = last;
  const deadlines = planned.value.flatMap(({ step, day, at }) =>
    owing(step, committee, all).map(({ id: organization }): Deadline => {
      const old = before.find((each) => each.step === step && each.organization === organization);
      const state: Deadline['state'] = old?.state.is === 'done' ? old.state : { is: 'open' };
      if (old?.at === at) return { ...old, remind: committee.plan[step].remind };
      if (old === undefined) count += 1;
      const told = old === undefined || old.escalated === true;
      return {
        id: old?.id ?? numbered('F', count),
        sitting: sitting.id,
        step,
        organization,
        day,
        at,
        remind: committee.plan[step].remind,
        state,
        ...(old?.delegate !== undefined && { delegate: old.delegate }),
        ...(old?.sent !== undefined && { sent: old.sent }),
        ...(old?.asked !== undefined && { asked: old.asked }),
        ...(told && hasCome(at, now) && { escalated: true as const }),
      };
    }),
  );
  return ok({ deadlines, last: count });
};
