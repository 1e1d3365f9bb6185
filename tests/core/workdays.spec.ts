import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lands } from '../../src/core/model/holidays.ts';
import { no, ok } from '../../src/core/model/result.ts';
import { compareDays, shiftDay, Temporal } from '../../src/core/model/time.ts';
import { type Calendar, isWorkday, onOrBefore, workdayFrom, workdaysBefore } from '../../src/core/model/workdays.ts';

const waldshut: Calendar = { land: 'BW', extra: [{ day: '2026-02-12', name: 'Schmutziger Donnerstag' }] };

test.each([
  ['2026-06-03', 'a Wednesday', true],
  ['2026-06-04', 'Fronleichnam', false],
  ['2026-06-06', 'a Saturday', false],
  ['2026-06-07', 'a Sunday', false],
  ['2026-02-12', "the district's own holiday", false],
  ['2025-12-24', 'Heiligabend', true],
])('isWorkday: %s, %s: %s', (day, _, expected) => {
  expect(isWorkday(day, waldshut)).toEqual(ok(expected));
});

test.each([
  ['2026-06-05', '2026-06-05'],
  ['2026-06-04', '2026-06-03'],
  ['2026-06-07', '2026-06-05'],
  ['2026-04-06', '2026-04-02'],
  ['2026-02-12', '2026-02-11'],
])('onOrBefore: %s → %s', (day, expected) => {
  expect(onOrBefore(day, waldshut)).toEqual(ok(expected));
});

test.each([
  ['2026-06-05', '2026-06-05'],
  ['2026-06-04', '2026-06-05'],
  ['2026-06-06', '2026-06-08'],
  ['2026-04-03', '2026-04-07'],
  ['2199-06-01', '2199-06-03'],
])('workdayFrom: %s → %s', (day, expected) => {
  expect(workdayFrom(day, waldshut)).toBe(expected);
});

test.each([
  ['2026-06-05', 0, '2026-06-05'],
  ['2026-06-05', 1, '2026-06-03'],
  ['2026-06-07', 0, '2026-06-07'],
  ['2026-06-07', 1, '2026-06-05'],
  ['2026-04-07', 1, '2026-04-02'],
  ['2026-06-26', 12, '2026-06-10'],
])('workdaysBefore: %s, %i earlier → %s', (day, n, expected) => {
  expect(workdaysBefore(day, n, waldshut)).toEqual(ok(expected));
});

describe('outside the known years', () => {
  test('nothing is guessed', () => {
    expect(isWorkday('2051-01-02', waldshut)).toEqual(no({ code: 'holidays-unknown', day: '2051-01-02' }));
    expect(onOrBefore('2024-01-01', waldshut)).toEqual(no({ code: 'holidays-unknown', day: '2023-12-29' }));
    expect(workdaysBefore('2024-01-05', 9, waldshut)).toEqual(no({ code: 'holidays-unknown', day: '2023-12-29' }));
  });
});

test('for any day, Land and n: exactly n workdays are passed, and the last one is reached', () => {
  const day = fc.integer({ min: 0, max: 9700 }).map((days) => shiftDay('2024-04-01', days));
  fc.assert(
    fc.property(day, fc.constantFrom(...lands), fc.integer({ min: 1, max: 30 }), (from, land, n) => {
      const calendar: Calendar = { land, extra: [] };
      const reached = workdaysBefore(from, n, calendar);
      if (!reached.ok) throw new Error(reached.error.day);
      const passed = Temporal.PlainDate.from(reached.value).until(from).days;
      const between = Array.from({ length: passed }, (_, days) => shiftDay(reached.value, days));
      const workdays = between.filter((each) => {
        const workday = isWorkday(each, calendar);
        return workday.ok && workday.value;
      });
      expect(workdays).toHaveLength(n);
      expect(workdays[0]).toBe(reached.value);
      expect(compareDays(reached.value, from)).toBe(-1);
    }),
  );
});
