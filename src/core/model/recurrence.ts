/**
 * When an organization likes to be reminded: a cron expression of five fields, or the words people use for one.
 * Holidays are not left out: a recurrence knows the week and the month only.
 */
import { Cron } from 'croner';
import { no, ok, type Result } from './result.ts';
import { type Instant, type Iso, inZone, Temporal, type Zone } from './time.ts';

/** Minute, hour, day of month, month, day of week (`MON#1` the first, `FRI#L` the last of a month), separated by one space. */
export type Recurrence = { cron: string };
export type RecurrenceUnreadable = { code: 'recurrence-unreadable'; text: string };

/**
 * What may stand in each field. Narrower than croner, which also takes seconds, years, `?`, `L`, `W`, `+` and `@daily`:
 * what another reader of cron expressions would read differently is not accepted.
 */
const numbers = /^[\d*,/-]+$/;
const months = /^(?:[\d*,/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/;
const weekdays = /^(?:[\d*,/-]|SUN|MON|TUE|WED|THU|FRI|SAT|#[1-5L])+$/;
const fields = [numbers, numbers, numbers, months, weekdays];

/** Wall times, as if no zone ever changed its clocks. */
const wallClock = (cron: string) => new Cron(cron, { mode: '5-part', timezone: 'UTC' });

const readCron = (text: string): string | undefined => {
  const given = text.trim().toUpperCase().split(/\s+/);
  if (given.length !== fields.length || !fields.every((field, index) => field.test(given[index] ?? '')))
    return undefined;
  const cron = given.join(' ');
  try {
    // From a fixed day, so that the answer is always the same; 30 February never comes.
    return wallClock(cron).nextRun('2024-01-01T00:00:00') ? cron : undefined;
  } catch {
    return undefined;
  }
};

/** `8 Uhr`, `8`, `7:30`, `7.30 Uhr`, `8 Uhr 30`, `9am`, after whatever comes before it. */
const clock =
  /^(?<when>.+?),? (?:um |at )?(?<hour>\d{1,2})(?:(?:[:.](?<minute>\d\d))?(?: ?(?:uhr|(?<half>[ap]m)))?| uhr (?<rest>\d\d))$/;

const hourOf = (hour: number, half: string | undefined): number | undefined => {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  return hour >= 1 && hour <= 12 ? (hour % 12) + (half === 'pm' ? 12 : 0) : undefined;
};

const everyDay = /^(?:täglich|jeden tag|daily|every day)$/;
/** Monday to Friday, as in `isWorkday`, although Saturday is a Werktag in law. */
const everyWorkday = /^(?:werktags|an werktagen|jeden werktag|(?:on |every )?weekdays?)$/;
const dayOfMonth =
  /^(?:(?:am|jeden) (\d{1,2})\. (?:des|im|jeden) monats?|on the (\d{1,2})(?:st|nd|rd|th) of (?:the|every|each) month)$/;
const nthWeekday =
  /^(?:am|jeden|(?:on )?the|every) (\S+) (\S+) (?:(?:im|des|jeden) monats?|(?:of|in) (?:the|every|each) month)$/;
const nths = [
  ['1', 'ersten', '1.', 'first', '1st'],
  ['2', 'zweiten', '2.', 'second', '2nd'],
  ['3', 'dritten', '3.', 'third', '3rd'],
  ['4', 'vierten', '4.', 'fourth', '4th'],
  ['L', 'letzten', 'last'],
];
/** In the order of cron's numbers. */
const weekdayNames = [
  ['sonntag', 'so', 'sunday', 'sun'],
  ['montag', 'mo', 'monday', 'mon'],
  ['dienstag', 'di', 'tuesday', 'tue'],
  ['mittwoch', 'mi', 'wednesday', 'wed'],
  ['donnerstag', 'do', 'thursday', 'thu'],
  ['freitag', 'fr', 'friday', 'fri'],
  ['samstag', 'sonnabend', 'sa', 'saturday', 'sat'],
];
/** -1 if it is none; `montags` and `mondays` are Monday, too. */
const weekday = (word: string): number =>
  weekdayNames.findIndex((names) => names.some((name) => word === name || (name.length > 3 && word === `${name}s`)));

/** Cron's last three fields. */
const readDays = (when: string): string | undefined => {
  if (everyDay.test(when)) return '* * *';
  if (everyWorkday.test(when)) return '* * 1-5';
  const [, german, english] = dayOfMonth.exec(when) ?? [];
  const date = german ?? english;
  // After the 28th some months would be left out without a word.
  if (date !== undefined) return Number(date) <= 28 ? `${Number(date)} * *` : undefined;
  const [, nth, name] = nthWeekday.exec(when) ?? [];
  if (nth !== undefined && name !== undefined) {
    const [sign] = nths.find((words) => words.slice(1).includes(nth)) ?? [];
    return sign !== undefined && weekday(name) >= 0 ? `* * ${weekday(name)}#${sign}` : undefined;
  }
  const days = when
    .replace(/^(?:jeden|every) /, '')
    .split(/ ?, ?| und | and /)
    .map(weekday);
  return days.includes(-1) ? undefined : `* * ${[...new Set(days)].sort().join(',')}`;
};

const readWords = (text: string): string | undefined => {
  const plain = text.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  const { when = '', hour: hours, minute, half, rest } = clock.exec(plain)?.groups ?? {};
  const days = readDays(when);
  const hour = hourOf(Number(hours), half);
  const minutes = Number(minute ?? rest ?? 0);
  return days !== undefined && hour !== undefined && minutes <= 59 ? `${minutes} ${hour} ${days}` : undefined;
};

export const readRecurrence = (text: string): Result<Recurrence, RecurrenceUnreadable> => {
  const cron = readCron(text) ?? readCron(readWords(text) ?? '');
  return cron === undefined ? no({ code: 'recurrence-unreadable', text }) : ok({ cron });
};

/**
 * The rules of Vixie cron for fixed times: in the spring gap right after it, in the autumn overlap the first time only.
 * Croner's own zones follow them, except for a gap that ends at midnight (America/Nuuk), whose times it drops; so croner
 * counts wall times and Temporal finds the instants. Unlike in Vixie cron, `*` in the hour follows the same rules.
 */
const instantOf = (wall: Temporal.PlainDateTime, zone: Zone): Instant => {
  const zoned = wall.toZonedDateTime(zone);
  const inGap = !zoned.toPlainDateTime().equals(wall);
  const gap = inGap && wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).getTimeZoneTransition('next');
  return (gap || zoned).toInstant();
};

const wallTime = (moment: Instant, zone: Zone) => inZone(moment, zone).toPlainDateTime();
const cronerTime = (wall: Temporal.PlainDateTime) => wall.toString({ smallestUnit: 'second' });
const fromCroner = (date: Date) => Temporal.PlainDateTime.from(date.toISOString().replace('Z', ''));

/** The next `n` times after, and not at, a moment; fewer only if the calendar ends. */
export const nextTimes = ({ cron }: Recurrence, zone: Zone, after: Instant, n: number): Iso[] => {
  const walls = wallClock(cron);
  const times: Iso[] = [];
  let reached = after;
  let wall = walls.nextRun(cronerTime(wallTime(after, zone)));
  for (; wall && times.length < n; wall = walls.nextRun(wall)) {
    const time = instantOf(fromCroner(wall), zone);
    // In the overlap's second round a wall time's instant lies before; two times in one gap become one.
    if (Temporal.Instant.compare(time, reached) <= 0) continue;
    times.push(time.toString());
    reached = time;
  }
  return times;
};
