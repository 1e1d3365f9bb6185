/** From a committee's sitting back to the day on which the working groups' results are due. */
import type { HolidaysUnknown } from './holidays.ts';
import { no, ok, type Result } from './result.ts';
import { at, type Clock, compareDays, type Day, type Iso, shiftDay, type Zone } from './time.ts';
import { type Calendar, onOrBefore, workdaysBefore } from './workdays.ts';

/** Results due, review by the steering group, draft, Mitzeichnung, Abgabe der Vorlage: in this order. */
export const steps = ['results', 'review', 'draft', 'co-signing', 'submission'] as const;
export type PlanStep = (typeof steps)[number];

/**
 * `before`: a whole number of days or workdays before the sitting, at least 1. `remind`: days before the step is due.
 * `clock`: the time of day at which every step is due.
 */
export type Plan = {
  [S in PlanStep]: { before: number; unit: 'days' | 'workdays'; remind: readonly number[] };
} & { clock: Clock };

/**
 * The Vorlage dated 11.06.2019 came before the Ausschuss on 28.06.2019: 17 days. Mitzeichnung is due four days earlier,
 * so that a weekend lies between, and each step before it has a week. For the results, a group that meets monthly must
 * hear of the date while it can still meet. Noon, because offices close early on a Friday.
 */
export const defaultPlan: Plan = {
  results: { before: 42, unit: 'days', remind: [14, 7, 1] },
  review: { before: 35, unit: 'days', remind: [3, 1] },
  draft: { before: 28, unit: 'days', remind: [3, 1] },
  'co-signing': { before: 21, unit: 'days', remind: [3, 1] },
  submission: { before: 17, unit: 'days', remind: [3, 1] },
  clock: '12:00',
};

export type Due = { step: PlanStep; day: Day; at: Iso };
/** The step would be due before the one that it follows, or not before the sitting. */
export type PlanOrder = { code: 'plan-order'; step: PlanStep };

/** The first step that is out of order whatever the sitting. Days and workdays compare only once the sitting is known. */
export const misplacedStep = (plan: Plan): PlanStep | undefined =>
  steps.find(
    (step, index) =>
      plan[step].before < 1 ||
      steps.slice(0, index).some((e) => plan[e].unit === plan[step].unit && plan[e].before < plan[step].before),
  );

/** Each step on a workday, moved earlier where it is none, in the order of the steps and before the day of the sitting. */
export const planFor = (
  sittingDay: Day,
  plan: Plan,
  calendar: Calendar,
  zone: Zone,
): Result<readonly Due[], PlanOrder | HolidaysUnknown> => {
  const misplaced = misplacedStep(plan);
  if (misplaced) return no({ code: 'plan-order', step: misplaced });
  const dues: Due[] = [];
  for (const step of steps) {
    const { before, unit } = plan[step];
    const due =
      unit === 'days'
        ? onOrBefore(shiftDay(sittingDay, -before), calendar)
        : workdaysBefore(sittingDay, before, calendar);
    if (!due.ok) return due;
    const previous = dues.at(-1);
    if (previous && compareDays(due.value, previous.day) < 0) return no({ code: 'plan-order', step });
    dues.push({ step, day: due.value, at: at(due.value, plan.clock, zone) });
  }
  return ok(dues);
};
