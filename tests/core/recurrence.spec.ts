import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTimes, readRecurrence } from '../../src/core/model/recurrence.ts';
import { no, ok } from '../../src/core/model/result.ts';
import { instant, Temporal, type Zone } from '../../src/core/model/time.ts';

describe('readRecurrence', () => {
  test.each([
    ['werktags 8 Uhr', '0 8 * * 1-5'],
    ['täglich 7:30', '30 7 * * *'],
    ['ta\u0308glich um 7.30 Uhr', '30 7 * * *'],
    ['Montags und donnerstags  9 Uhr', '0 9 * * 1,4'],
    ['jeden Montag um 8', '0 8 * * 1'],
    ['jeden Freitag und Montag um 8 Uhr 15', '15 8 * * 1,5'],
    ['Mo, Mi und Fr um 8 Uhr', '0 8 * * 1,3,5'],
    ['freitags 14 Uhr.', '0 14 * * 5'],
    ['sonntags 0 Uhr', '0 0 * * 0'],
    ['am 1. des Monats 9 Uhr', '0 9 1 * *'],
    ['jeden ersten Montag im Monat 9 Uhr', '0 9 * * 1#1'],
    ['am 3. Donnerstag des Monats um 17 Uhr', '0 17 * * 4#3'],
    ['jeden letzten Freitag im Monat 12 Uhr', '0 12 * * 5#L'],
    ['weekdays 8:00', '0 8 * * 1-5'],
    ['every Monday 9am', '0 9 * * 1'],
    ['Mondays and Thursdays at 2:15 pm', '15 14 * * 1,4'],
    ['daily 7:30', '30 7 * * *'],
    ['daily at 12am', '0 0 * * *'],
    ['daily at 12pm', '0 12 * * *'],
    ['on the 1st of every month 9:00', '0 9 1 * *'],
    ['every first Monday of the month 9:00', '0 9 * * 1#1'],
    ['0 9 * * MON#1', '0 9 * * MON#1'],
    [' 0  9 * * mon-fri ', '0 9 * * MON-FRI'],
    ['*/15 8-10 1,15 JAN-MAR *', '*/15 8-10 1,15 JAN-MAR *'],
  ])('%s → %s', (text, cron) => {
    expect(readRecurrence(text)).toEqual(ok({ cron }));
  });

  test.each([
    ['nothing', ''],
    ['no time', 'montags'],
    ['no day', '8 Uhr'],
    ['an unknown day', 'gelegentlich 8 Uhr'],
    ['hour 24', 'täglich 24 Uhr'],
    ['minute 60', 'täglich 7:60'],
    ['13pm', 'daily 13pm'],
    ['a day that some months lack', 'am 31. des Monats 9 Uhr'],
    ['a day that no month has', '0 9 30 2 *'],
    ['seconds', '0 0 9 * * *'],
    ['years', '0 9 * * 1 2027'],
    ['four fields', '0 9 * *'],
    ['?', '0 9 ? * 1'],
    ['L', '0 9 L * *'],
    ['W', '0 9 15W * *'],
    ['L after a weekday', '0 9 * * FRIL'],
    ['a sixth Monday', '0 9 * * MON#6'],
    ['+', '0 9 1 * +MON'],
    ['a nickname', '@daily'],
    ['a date', '2026-07-01T09:00:00'],
    ['an hour too many', '0 24 * * *'],
    ['an empty list', '0 9 , * *'],
  ])('%s is refused: "%s"', (_, text) => {
    expect(readRecurrence(text)).toEqual(no({ code: 'recurrence-unreadable', text }));
  });

  test('whatever is given, it answers; and what it has read it reads again', () => {
    const piece = fc.constantFrom(
      '*',
      '0',
      '7',
      '9',
      '1-5',
      '*/2',
      'MON',
      '#',
      'L',
      ',',
      '/',
      '?',
      'montags',
      'Uhr',
      'jeden',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const read = readRecurrence(given);
        if (read.ok) expect(readRecurrence(read.value.cron)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});

describe('nextTimes', () => {
  const berlin = 'Europe/Berlin';

  test.each([
    [
      'in winter and summer at the same local time',
      '0 8 * * *',
      berlin,
      '2026-03-28T06:00:00Z',
      '2026-03-28T07:00:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'a time is not after itself',
      '0 8 * * *',
      berlin,
      '2026-03-27T07:00:00Z',
      '2026-03-28T07:00:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'a moment within the second',
      '0 8 * * *',
      berlin,
      '2026-03-28T06:59:59.9Z',
      '2026-03-28T07:00:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'in the gap: right after it',
      '30 2 * * *',
      berlin,
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-03-30T00:30:00Z',
    ],
    [
      'twice in the gap: once',
      '15,45 2 * * *',
      berlin,
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-03-30T00:15:00Z',
    ],
    [
      'in the overlap: the first time',
      '30 2 * * *',
      berlin,
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00Z',
    ],
    [
      "seen from the overlap's second round",
      '30 2 * * *',
      berlin,
      '2026-10-25T01:10:00Z',
      '2026-10-26T01:30:00Z',
      '2026-10-27T01:30:00Z',
    ],
    [
      'in a gap that ends at midnight',
      '30 23 * * *',
      'America/Nuuk',
      '2024-03-30T12:00:00Z',
      '2024-03-31T01:00:00Z',
      '2024-04-01T00:30:00Z',
    ],
    [
      'in a gap that begins at midnight',
      '30 0 * * *',
      'Africa/Cairo',
      '2026-04-23T12:00:00Z',
      '2026-04-23T22:00:00Z',
      '2026-04-24T21:30:00Z',
    ],
    [
      'the first Monday of a month',
      '0 9 * * MON#1',
      berlin,
      '2026-03-29T12:00:00Z',
      '2026-04-06T07:00:00Z',
      '2026-05-04T07:00:00Z',
    ],
    ['29 February', '0 9 29 2 *', berlin, '2026-03-29T12:00:00Z', '2028-02-29T08:00:00Z', '2032-02-29T08:00:00Z'],
  ])('%s (%s, %s)', (_, cron, zone, after, first, second) => {
    expect(nextTimes({ cron }, zone, instant(after), 2)).toEqual([first, second]);
  });

  test('in Berlin from 2024 to 2030, minute by minute', () => {
    const weekly = { minute: 30, hour: 2, weekdays: [3, 7] };
    const expected = walk(berlin, '2024-01-01T00:00:00Z', '2031-01-01T00:00:00Z', weekly);
    expect(expected).toHaveLength(730);
    expect(nextTimes({ cron: '30 2 * * 3,7' }, berlin, instant('2024-01-01T00:00:00Z'), 730)).toEqual(expected);
  });

  test('around any change of the clocks: the same as a walk, minute by minute', () => {
    const zones = [
      berlin,
      'Europe/London',
      'America/Nuuk',
      'America/Havana',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
      'Antarctica/Troll',
    ];
    const changes = zones.flatMap((zone) => changesOf(zone).map((change) => ({ zone, change })));
    expect(changes.length).toBeGreaterThan(80);
    const hour = fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 21, max: 23 }),
      fc.integer({ min: 0, max: 23 }),
    );
    const weekdays = fc.oneof(fc.constant(undefined), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }));
    const rules = fc.record({ minute: fc.integer({ min: 0, max: 59 }), hour, weekdays });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        rules,
        fc.integer({ min: -300, max: 300 }),
        ({ zone, change }, rule, minutes) => {
          const [from, to] = [change.subtract({ hours: 36 }), change.add({ hours: 36 })];
          const expected = walk(zone, from.toString(), to.toString(), rule);
          const recurrence = { cron: `${rule.minute} ${rule.hour} * * ${rule.weekdays?.join(',') ?? '*'}` };
          expect(nextTimes(recurrence, zone, from, expected.length)).toEqual(expected);
          const now = change.add({ minutes });
          const isPast = (time: string) => Temporal.Instant.compare(time, now) <= 0;
          const next = expected.find((time) => !isPast(time));
          if (next !== undefined) expect(nextTimes(recurrence, zone, now, 1)).toEqual([next]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function changesOf(zone: Zone): Temporal.Instant[] {
  const changes: Temporal.Instant[] = [];
  let change = Temporal.ZonedDateTime.from(`2024-01-03T00:00[${zone}]`).getTimeZoneTransition('next');
  for (; change && change.year <= 2030; change = change.getTimeZoneTransition('next')) changes.push(change.toInstant());
  return changes;
}

/**
 * The oracle: goes through the instants after `from` and before `to` minute by minute, as cron does. A minute's wall time
 * counts if it is later than all before it; with it count those that the clock has jumped over. Looking up an offset is
 * slow: it is done each quarter of an hour, within which no zone changes, on days that do not end as they began.
 */
function walk(
  zone: Zone,
  from: string,
  to: string,
  rule: { minute: number; hour: number; weekdays: number[] | undefined },
) {
  const [quarter, day] = [15, 1440];
  const minutesOf = (iso: string) => Math.floor(instant(iso).epochMilliseconds / 60_000);
  const offsetAt = (minute: number) =>
    Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
  const matches = (wall: number) =>
    wall % 60 === rule.minute &&
    Math.floor(wall / 60) % 24 === rule.hour &&
    (rule.weekdays === undefined || rule.weekdays.includes(((Math.floor(wall / day) + 3) % 7) + 1)); // 1970 began on a Thursday

  const times: string[] = [];
  const [start, end] = [minutesOf(from), minutesOf(to)];
  let steadyUntil = 0;
  let offset = offsetAt(start);
  let latest = start + offset;
  for (let minute = start + 1; minute < end; minute++) {
    if (minute % quarter === 0 && minute >= steadyUntil) {
      offset = offsetAt(minute);
      if (offsetAt(minute + day) === offset) steadyUntil = minute + day;
    }
    let hit = false;
    for (; latest < minute + offset; latest++) hit ||= matches(latest + 1);
    if (hit) times.push(Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toString());
  }
  return times;
}
