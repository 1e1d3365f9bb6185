import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lands } from '../../src/core/model/holidays.ts';
import { defaultPlan, misplacedStep, type Plan, planFor, steps } from '../../src/core/model/plan.ts';
import { no, ok, type Result } from '../../src/core/model/result.ts';
import { compareDays, inZone, shiftDay } from '../../src/core/model/time.ts';
import { type Calendar, isWorkday } from '../../src/core/model/workdays.ts';

const waldshut: Calendar = { land: 'BW', extra: [] };
const zone = 'Europe/Berlin';
const value = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const days = (sitting: string, plan: Plan = defaultPlan, calendar = waldshut) =>
  value(planFor(sitting, plan, calendar, zone)).map((due) => due.day);
const changed = (change: Partial<Plan>): Plan => ({ ...defaultPlan, ...change });

describe('planFor', () => {
  test('given a sitting like that of the Vorlage, on Friday 28 June, it is handed in on Tuesday the 11th', () => {
    expect(planFor('2024-06-28', defaultPlan, waldshut, zone)).toEqual(
      ok([
        { step: 'results', day: '2024-05-17', at: '2024-05-17T10:00:00Z' },
        { step: 'review', day: '2024-05-24', at: '2024-05-24T10:00:00Z' },
        { step: 'draft', day: '2024-05-31', at: '2024-05-31T10:00:00Z' },
        { step: 'co-signing', day: '2024-06-07', at: '2024-06-07T10:00:00Z' },
        { step: 'submission', day: '2024-06-11', at: '2024-06-11T10:00:00Z' },
      ]),
    );
  });

  test('given due days on holidays, they are moved to the workday before', () => {
    // Easter Monday 2026 is 17 days before, Good Friday is three days earlier; both lead to Thursday 2 April.
    expect(days('2026-04-23')).toEqual(['2026-03-12', '2026-03-19', '2026-03-26', '2026-04-02', '2026-04-02']);
  });

  test("given a holiday of the district's own, it counts", () => {
    const calendar: Calendar = { land: 'BW', extra: [{ day: '2024-06-11', name: 'Kreisfest' }] };
    expect(days('2024-06-28', defaultPlan, calendar).at(-1)).toBe('2024-06-10');
  });

  test('given workdays, holidays and weekends are not counted', () => {
    const plan = changed({ submission: { before: 12, unit: 'workdays', remind: [1] } });
    expect(days('2026-06-26', plan).at(-1)).toBe('2026-06-10');
  });

  test('the time of day is local, in winter and in summer', () => {
    const at = value(planFor('2026-04-10', defaultPlan, waldshut, zone)).map((due) => due.at);
    expect(at.at(0)).toBe('2026-02-27T11:00:00Z');
    expect(at.at(-1)).toBe('2026-03-24T11:00:00Z');
    expect(value(planFor('2026-05-08', defaultPlan, waldshut, zone)).at(-1)?.at).toBe('2026-04-21T10:00:00Z');
  });

  test.each([
    ['draft', changed({ draft: { before: 36, unit: 'days', remind: [] } })],
    ['submission', changed({ submission: { before: 0, unit: 'days', remind: [] } })],
    ['submission', changed({ submission: { before: 60, unit: 'workdays', remind: [] } })],
    ['co-signing', changed({ 'co-signing': { before: 21, unit: 'workdays', remind: [] } })],
  ] as const)('given a plan whose %s is out of order, it is refused', (step, plan) => {
    expect(planFor('2026-06-26', plan, waldshut, zone)).toEqual(no({ code: 'plan-order', step }));
  });

  test('given two steps out of order that would fall on the same workday, the plan is refused all the same', () => {
    const plan = changed({
      'co-signing': { before: 18, unit: 'days', remind: [] },
      submission: { before: 19, unit: 'days', remind: [] },
    });
    expect(planFor('2026-06-25', plan, waldshut, zone)).toEqual(no({ code: 'plan-order', step: 'submission' }));
    expect(misplacedStep(plan)).toBe('submission');
    expect(misplacedStep(defaultPlan)).toBeUndefined();
  });

  test('given a sitting after the known holidays, nothing is guessed', () => {
    expect(planFor('2051-06-23', defaultPlan, waldshut, zone)).toMatchObject(no({ code: 'holidays-unknown' }));
  });

  test('for any sitting, Land and plan: workdays only, in order, before the sitting; or refused', () => {
    const sitting = fc.integer({ min: 0, max: 9490 }).map((n) => shiftDay('2025-01-01', n));
    const stride = fc.record({ days: fc.integer({ min: -2, max: 15 }), unit: fc.constantFrom('days', 'workdays') });
    const plans = fc.tuple(stride, stride, stride, stride, stride).map((strides) => {
      const befores = strides.map((_, index) => strides.slice(index).reduce((sum, each) => sum + each.days, 0));
      const step = (n: number) => ({ before: befores[n] ?? 0, unit: strides[n]?.unit ?? 'days', remind: [] });
      return {
        results: step(0),
        review: step(1),
        draft: step(2),
        'co-signing': step(3),
        submission: step(4),
        clock: '12:00',
      };
    });
    const seen = { planned: 0, refused: 0 };
    fc.assert(
      fc.property(sitting, fc.constantFrom(...lands), plans, (day, land, plan) => {
        const calendar: Calendar = { land, extra: [] };
        const dues = planFor(day, plan, calendar, zone);
        seen[dues.ok ? 'planned' : 'refused']++;
        if (!dues.ok) {
          expect(dues.error.code).toBe('plan-order');
          return;
        }
        expect(dues.value.map((due) => due.step)).toEqual(steps);
        for (const [index, due] of dues.value.entries()) {
          expect(isWorkday(due.day, calendar)).toEqual(ok(true));
          expect(compareDays(due.day, dues.value[index + 1]?.day ?? shiftDay(day, -1))).not.toBe(1);
          expect(inZone(due.at, zone).toPlainDateTime().toString()).toBe(`${due.day}T12:00:00`);
        }
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.planned, seen.refused)).toBeGreaterThan(10);
  });
});
