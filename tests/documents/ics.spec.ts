import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { Temporal } from '../../src/core/model/time.ts';
import type { Invitation } from '../../src/core/papers/invitation.ts';
import { calendarIcs, ics } from '../../src/documents/ics.ts';
import { hostile, letters } from './samples.ts';

const meeting: Invitation = {
  uid: 'S-12@gremien.example.org',
  sequence: 2,
  method: 'PUBLISH',
  stamp: '2026-06-01T08:00:00Z',
  title: 'Sitzung; Arbeitskreis Sprache, Bildung',
  description: 'Tagesordnung:\n1. Begrüßung\n2. Bericht, Aussprache; \\',
  slot: { from: '2026-06-24T12:00:00Z', to: '2026-06-24T14:00:00Z' },
  zone: 'Europe/Berlin',
  location: 'Landratsamt, Raum 101',
  url: 'https://gremien.example.org/s/12?a=1,2;b',
  organizer: { name: 'Büro "Integration": Süd', email: 'integration@example.org' },
  language: 'de',
};
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('no event');
  return { calendar, component, event: new ICAL.Event(component) };
};
const instantOf = (time: ICAL.Time): string =>
  Temporal.Instant.fromEpochMilliseconds(time.toJSDate().getTime()).toString();
const lineOf = (text: string, name: string): string | undefined =>
  text.split('\r\n').find((line) => line.startsWith(name));

test('a meeting is read as it was meant', () => {
  const text = ics(meeting);
  const { calendar, component, event } = read(text);
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(calendar.getFirstPropertyValue('prodid')).toBe('-//Gremienlotse//Gremienlotse//DE');
  expect(event.uid).toBe(meeting.uid);
  expect(event.sequence).toBe(2);
  expect(event.summary).toBe(meeting.title);
  expect(event.description).toBe(meeting.description);
  expect(event.location).toBe(meeting.location);
  expect(component.getFirstPropertyValue('url')).toBe('https://gremien.example.org/s/12?a=1%2C2%3Bb');
  expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  expect(component.getFirstPropertyValue('organizer')).toBe('mailto:integration@example.org');
  expect(component.getFirstProperty('organizer')?.getFirstParameter('cn')).toBe(meeting.organizer?.name);
  expect(component.getAllProperties('attendee')).toEqual([]);
  expect(lineOf(text, 'DTSTAMP')).toBe('DTSTAMP:20260601T080000Z');
  expect(lineOf(text, 'DTSTART;')).toBe('DTSTART;TZID=Europe/Berlin:20260624T140000');
  expect(lineOf(text, 'DTEND')).toBe('DTEND;TZID=Europe/Berlin:20260624T160000');
  expect([instantOf(event.startDate), instantOf(event.endDate)]).toEqual(Object.values(meeting.slot));
});

test('a cancellation names the same meeting, later', () => {
  const { calendar, component, event } = read(ics({ ...meeting, method: 'CANCEL', sequence: 3 }));
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect([event.uid, event.sequence]).toEqual([meeting.uid, 3]);
});

test('a calendar to subscribe to has all its meetings, and says what it is and when to look again', () => {
  const { method: _, ...entry } = meeting;
  const entries = [
    { ...entry, cancelled: false },
    { ...entry, uid: 'S-13@gremien.example.org', slot: { day: '2026-07-01' }, cancelled: true },
    { ...entry, uid: 'S-14@gremien.example.org', zone: 'Europe/London', cancelled: false },
  ];
  const text = calendarIcs({ name: 'Gremien; im\nLandkreis', language: 'de', entries });
  const { calendar } = read(text);
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
  const found = calendar.getAllSubcomponents('vevent');
  expect(found.map((each) => [each.getFirstPropertyValue('uid'), each.getFirstPropertyValue('status')])).toEqual([
    ['S-12@gremien.example.org', 'CONFIRMED'],
    ['S-13@gremien.example.org', 'CANCELLED'],
    ['S-14@gremien.example.org', 'CONFIRMED'],
  ]);
  const zones = calendar.getAllSubcomponents('vtimezone').map((each) => each.getFirstPropertyValue('tzid'));
  expect(zones.toSorted()).toEqual(['Europe/Berlin', 'Europe/London']);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.indexOf('REFRESH-INTERVAL')).toBeLessThan(text.indexOf('BEGIN:VTIMEZONE'));
  expect(lineOf(text, 'X-WR-CALNAME')).toBe('X-WR-CALNAME:Gremien\\; im Landkreis');
  expect(calendarIcs({ name: 'x', language: 'de', entries: [] })).toContain('X-WR-CALNAME:x');
});

test('no address is invented', () => {
  const { organizer: _, url: __, location: ___, ...bare } = meeting;
  for (const method of ['PUBLISH', 'CANCEL'] as const) {
    const text = ics({ ...bare, method });
    expect(text).not.toMatch(/ORGANIZER|ATTENDEE|URL|^LOCATION/m);
    const { calendar, event } = read(text);
    expect([calendar.getFirstPropertyValue('method'), event.uid, event.organizer]).toEqual([method, meeting.uid, null]);
  }
});

test('a whole day is a date, and ends before the next', () => {
  const text = ics({ ...meeting, slot: { day: '2026-12-31' } });
  expect(lineOf(text, 'DTSTART')).toBe('DTSTART;VALUE=DATE:20261231');
  expect(lineOf(text, 'DTEND')).toBe('DTEND;VALUE=DATE:20270101');
  expect(text).not.toContain('VTIMEZONE');
});

test.each([
  ['Europe/Berlin', '2026-10-24T23:59:00Z', 'DTSTART;TZID=Europe/Berlin:20261025T015900'],
  // There are two 02:30 that night.
  ['Europe/Berlin', '2026-10-25T00:30:00Z', 'DTSTART:20261025T003000Z'],
  ['Europe/Berlin', '2026-10-25T01:30:00Z', 'DTSTART:20261025T013000Z'],
  ['Europe/Berlin', '2026-10-25T02:00:00Z', 'DTSTART;TZID=Europe/Berlin:20261025T030000'],
  ['Europe/Berlin', '2026-03-29T00:59:00Z', 'DTSTART;TZID=Europe/Berlin:20260329T015900'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 'DTSTART;TZID=Europe/Berlin:20260329T030000'],
  ['America/New_York', '2026-07-01T18:00:00Z', 'DTSTART;TZID=America/New_York:20260701T140000'],
  ['America/New_York', '2026-11-01T06:30:00Z', 'DTSTART:20261101T063000Z'],
  // The file's rules are under the newer name.
  ['Europe/Kiev', '2026-07-01T12:00:00Z', 'DTSTART;TZID=Europe/Kyiv:20260701T150000'],
])('in %s %s is %s', (zone, from, line) => {
  const to = Temporal.Instant.from(from).add({ hours: 3 }).toString();
  const text = ics({ ...meeting, zone, slot: { from, to } });
  expect(text.split('\r\n')).toContain(line);
  expect(text.includes('BEGIN:VTIMEZONE')).toBe(line.includes('TZID'));
  const { event } = read(text);
  expect([instantOf(event.startDate), instantOf(event.endDate)]).toEqual([from, to]);
});

test('every instant is found again, whatever the zone', () => {
  const zones = ['Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'America/New_York', 'Asia/Kolkata', 'UTC'];
  const start = Temporal.Instant.from('2026-01-01T00:00Z');
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.nat(4 * 24 * 366 * 3),
      fc.integer({ min: 1, max: 40 }),
      (zone, at, long) => {
        const moment = start.add({ minutes: 15 * at });
        const slot = { from: moment.toString(), to: moment.add({ minutes: 15 * long }).toString() };
        const { event } = read(ics({ ...meeting, zone, slot }));
        expect([instantOf(event.startDate), instantOf(event.endDate)]).toEqual([slot.from, slot.to]);
      },
    ),
  );
});

test('whatever is typed, lines are folded, broken by CRLF, and all words survive', () => {
  const words = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constant('ä😀'.repeat(90)),
  );
  fc.assert(
    fc.property(words, words, words, words, (title, description, location, name) => {
      const text = ics({
        ...meeting,
        title,
        description,
        location,
        organizer: { name: `x${name}`, email: 'a@b.example' },
      });
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const { component, event } = read(text);
      expect(component.getAllProperties().length).toBeLessThanOrEqual(11);
      expect(letters(event.summary ?? '')).toBe(letters(title));
      expect(letters(event.description ?? '')).toBe(letters(description));
      expect(letters(event.location ?? '')).toBe(letters(location));
    }),
    { numRuns: 300 },
  );
});

test('the zone of the server has no say', () => {
  const script = `
    import { ics } from './src/documents/ics.ts';
    const meeting = ${JSON.stringify(meeting)};
    process.stdout.write(ics(meeting) + ics({ ...meeting, slot: { day: '2026-07-01' } }));`;
  const expected = ics(meeting) + ics({ ...meeting, slot: { day: '2026-07-01' } });
  for (const TZ of ['Pacific/Kiritimati', 'America/Los_Angeles'])
    expect(
      execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
        encoding: 'utf8',
        env: { TZ },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ).toBe(expected);
});
