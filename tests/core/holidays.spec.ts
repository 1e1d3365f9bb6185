import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holidayOn, lands, regionalHolidays } from '../../src/core/model/holidays.ts';
import { no, ok } from '../../src/core/model/result.ts';
import { Temporal } from '../../src/core/model/time.ts';

describe('holidayOn', () => {
  test.each([
    ['2026-06-04', 'BW', 'Fronleichnam'],
    ['2026-01-06', 'BW', 'Heilige Drei Könige'],
    ['2026-06-04', 'BE', undefined],
    ['2025-11-19', 'SN', 'Buß- und Bettag'],
    ['2028-11-22', 'SN', 'Buß- und Bettag'],
    ['2025-11-19', 'BY', undefined],
    ['2025-10-31', 'NI', 'Reformationstag'],
    ['2025-10-31', 'BW', undefined],
    ['2025-11-01', 'BW', 'Allerheiligen'],
    ['2025-11-01', 'TH', undefined],
    ['2025-09-20', 'TH', 'Weltkindertag'],
    ['2025-03-08', 'MV', 'Internationaler Frauentag'],
    ['2025-05-08', 'BE', 'Tag der Befreiung (80. Jahrestag)'],
    ['2026-05-08', 'BE', undefined],
    ['2028-06-17', 'BE', '75-jähriges Jubiläum des Volksaufstands in der DDR'],
    ['2026-08-15', 'SL', 'Mariä Himmelfahrt'],
    ['2026-08-15', 'BY', undefined],
    ['2026-06-04', 'SN', undefined],
    ['2025-04-20', 'BB', 'Ostersonntag'],
    ['2025-12-24', 'BW', undefined],
    ['2025-12-31', 'BW', undefined],
    ['2025-02-14', 'BW', undefined],
    ['2050-12-26', 'HH', '2. Weihnachtstag'],
  ] as const)('%s in %s: %s', (day, land, name) => {
    expect(holidayOn(day, land)).toEqual(ok(name));
  });

  test('given a holiday of the district, it counts there, and before the name of the Land', () => {
    const extra = [{ day: '2026-02-16', name: 'Rosenmontag' }];
    expect(holidayOn('2026-02-16', 'NW', extra)).toEqual(ok('Rosenmontag'));
    expect(holidayOn('2026-02-16', 'NW')).toEqual(ok(undefined));
  });

  test('the English name', () => {
    expect(holidayOn('2026-04-03', 'BW', [], 'en')).toEqual(ok('Good Friday'));
  });

  test.each(['2023-12-25', '2051-01-01'])('%s is outside the data: it is not guessed', (day) => {
    expect(holidayOn(day, 'BW')).toEqual(no({ code: 'holidays-unknown', day }));
    expect(holidayOn(day, 'BW', [{ day, name: 'Eigener' }])).toEqual(ok('Eigener'));
  });

  test('in every year and Land: Easter by the rule of Gauss and Lichtenberg, and the fixed days', () => {
    const year = fc.integer({ min: 2024, max: 2050 });
    fc.assert(
      fc.property(year, fc.constantFrom(...lands), (y, land) => {
        const name = (days: number) => holidayOn(easter(y).add({ days }).toString(), land);
        expect(name(-2)).toEqual(ok('Karfreitag'));
        expect(name(1)).toEqual(ok('Ostermontag'));
        expect(name(39)).toEqual(ok('Christi Himmelfahrt'));
        expect(name(50)).toEqual(ok('Pfingstmontag'));
        expect(holidayOn(`${y}-01-01`, land)).toEqual(ok('Neujahr'));
        expect(holidayOn(`${y}-05-01`, land)).toEqual(ok('Maifeiertag'));
        expect(holidayOn(`${y}-10-03`, land)).toEqual(ok('Tag der Deutschen Einheit'));
      }),
    );
  });

  test.each([
    ['BW', 12],
    ['BY', 12],
    ['BE', 10],
    ['BB', 12],
    ['HH', 10],
    ['SL', 12],
    ['SN', 11],
    ['TH', 11],
  ] as const)('%s has %i holidays in 2026', (land, count) => {
    const days = Array.from({ length: 365 }, (_, n) =>
      Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString(),
    );
    expect(days.map((day) => holidayOn(day, land)).filter((each) => each.ok && each.value)).toHaveLength(count);
  });
});

describe('regionalHolidays', () => {
  test.each([
    ['BY-A', '2026-08-08', 'Augsburger Friedensfest'],
    ['BY-KATH', '2026-08-15', 'Mariä Himmelfahrt'],
    ['SN-BZ', '2026-06-04', 'Fronleichnam'],
    ['TH-EIC', '2027-05-27', 'Fronleichnam'],
  ] as const)('%s, put among the extra days: %s is %s', (region, day, name) => {
    expect(holidayOn(day, 'BY', regionalHolidays(region))).toEqual(ok(name));
  });
});

/** Easter Sunday, in Lichtenberg's form of Gauss's rule. */
function easter(year: number): Temporal.PlainDate {
  const k = Math.floor(year / 100);
  const m = 15 + Math.floor((3 * k + 3) / 4) - Math.floor((8 * k + 13) / 25);
  const s = 2 - Math.floor((3 * k + 3) / 4);
  const a = year % 19;
  const d = (19 * a + m) % 30;
  const r = Math.floor((d + Math.floor(a / 11)) / 29);
  const og = 21 + d - r;
  const sz = 7 - ((year + Math.floor(year / 4) + s) % 7);
  const days = og + (7 - ((og - sz) % 7)); // counted from the last day of February
  return Temporal.PlainDate.from({ year, month: 3, day: 1 }).add({ days: days - 1 });
}
