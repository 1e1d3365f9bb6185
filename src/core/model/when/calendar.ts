/** From what was said to days of the calendar. */
import { Temporal } from '../time.ts';
import type { DateSaid, DaySaid, Said, Span, Step } from './said.ts';
import type { Weekday } from './types.ts';

type Date = Temporal.PlainDate;
/** Several where it has to be asked back, none if there is no such day. The first of the unfit is the one given. */
type Candidates = { days: readonly Date[]; unfit?: Weekday };

/** A date without a year that is longer past than this means next year. */
const FORGOTTEN = { months: 2 };
/** The longest run of days over the turn of a year without years said. */
const LONGEST = { months: 6 };

const isBefore = (a: Date, b: Date): boolean => Temporal.PlainDate.compare(a, b) < 0;

const distinct = (days: readonly Date[]): readonly Date[] =>
  days.filter((day, i) => days.findIndex((other) => other.equals(day)) === i);

const nearest = (year: number, month: number, day: number): Date => Temporal.PlainDate.from({ year, month, day });
const existing = (year: number, month: number, day: number): readonly Date[] => {
  if (month < 1 || day < 1) return [];
  const found = nearest(year, month, day);
  return found.month === month && found.day === day ? [found] : [];
};

const comingDay = (weekday: Weekday, today: Date): Date => today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
const nextDay = (weekday: Weekday, day: Date): Date => comingDay(weekday, day.add({ days: 1 }));
const previousDay = (weekday: Weekday, day: Date): Date => comingDay(weekday, day.subtract({ days: 7 }));
const dayOfWeek = (weekday: Weekday, weeks: number, today: Date): Date =>
  today.add({ days: weekday - today.dayOfWeek + 7 * weeks });

const fitting = (days: readonly Date[], weekday: Weekday | undefined, today: Date): Candidates => {
  const [given] = days;
  if (given === undefined || weekday === undefined || given.dayOfWeek === weekday || isBefore(given, today)) {
    return { days };
  }
  const around = [previousDay(weekday, given), nextDay(weekday, given)];
  return { days: [given, ...around.filter((day) => !isBefore(day, today))], unfit: weekday };
};

const thisYearOrNext = (inThisYear: Date, today: Date): number =>
  today.year + (isBefore(inThisYear.add(FORGOTTEN), today) ? 1 : 0);

const dates = ({ day, month, year }: DateSaid, today: Date): readonly Date[] => {
  if (month === undefined) return nextOfMonth(day, today);
  if (year !== undefined) return existing(year, month, day);
  if (month < 1 || day < 1) return [];
  return existing(thisYearOrNext(nearest(today.year, month, day), today), month, day);
};

/** This month or the next that has such a day. */
const nextOfMonth = (day: number, today: Date): readonly Date[] =>
  [0, 1, 2]
    .map((months) => today.with({ day: 1 }).add({ months }))
    .flatMap((month) => existing(month.year, month.month, day))
    .filter((found) => !isBefore(found, today))
    .slice(0, 1);

/** `in acht Tagen` is a week to many and eight days to the others. */
const later = (day: Date, { count, unit }: Span): readonly Date[] => {
  if (unit === 'week') return [day.add({ weeks: count })];
  if (unit === 'day') return (count === 8 ? [7, 8] : [count]).map((days) => day.add({ days }));
  const found = day.add({ months: count });
  return found.day === day.day ? [found] : [];
};

/** What `nächsten` means, the next to come or the one of the next week, has never been settled: both, if they differ. */
const stepped = (weekday: Weekday, step: Step | undefined, today: Date): readonly Date[] => {
  const next = nextDay(weekday, today);
  switch (step) {
    case 'coming':
      return [next];
    case 'next':
      return [next, dayOfWeek(weekday, 1, today)];
    case 'second':
      return [next.add({ weeks: 1 }), dayOfWeek(weekday, 2, today)];
    case 'last':
      return [previousDay(weekday, today)];
    default:
      return [comingDay(weekday, today), next];
  }
};

const WEEKS: Readonly<Record<Step, number>> = { last: -1, this: 0, coming: 1, next: 1, second: 2 };

const ofCalendarWeek = (week: number, year: number | undefined, weekday: Weekday, today: Date): readonly Date[] => {
  const inYear = (y: number): Date => dayOfWeek(weekday, week - 1, nearest(y, 1, 4));
  const thisYear = today.yearOfWeek ?? today.year;
  const forgotten = isBefore(inYear(thisYear).add(FORGOTTEN), today);
  const found = inYear(year ?? (forgotten ? thisYear + 1 : thisYear));
  return found.weekOfYear === week ? [found] : [];
};

export const candidates = (said: DaySaid, today: Date): Candidates => {
  switch (said.by) {
    case 'date':
      return fitting(dates(said, today), said.weekday, today);
    case 'offset': {
      const day = today.add({ days: said.days });
      if (said.confirmed !== undefined) return confirmed(day, candidates(said.confirmed, today));
      return fitting(said.then === undefined ? [day] : later(day, said.then), said.weekday, today);
    }
    case 'weekday':
      return { days: distinct(stepped(said.weekday, said.step, today)) };
    case 'weekday-in': {
      const coming = comingDay(said.weekday, today).add({ weeks: said.weeks });
      return { days: distinct([coming, dayOfWeek(said.weekday, said.weeks, today)]) };
    }
    case 'weekday-of':
      return { days: [dayOfWeek(said.weekday, WEEKS[said.step], today)] };
    case 'calendar-week':
      return { days: ofCalendarWeek(said.week, said.year, said.weekday, today) };
    case 'known':
      return { days: [Temporal.PlainDate.from(said.day)] };
  }
};

/** `morgen, 25.6.`: no such day unless both say the same. */
const confirmed = (day: Date, said: Candidates): Candidates =>
  said.unfit !== undefined || said.days.some((other) => other.equals(day)) ? said : { days: [] };

/** `6.–8. Juli`, `28.12.–3.1.2027`: the start takes month and year from the end. */
const completed = (from: DaySaid, to: DaySaid): DaySaid => {
  if (from.by !== 'date' || to.by !== 'date') return from;
  const month = from.month ?? to.month;
  if (from.year !== undefined || to.year === undefined || month === undefined) return { ...from, month };
  return { ...from, month, year: month > (to.month ?? month) ? to.year - 1 : to.year };
};

/** The end is looked for from the start on, so `28.12.–3.1.` goes over the turn of the year. */
const ends = (said: DaySaid, from: Date, today: Date): Candidates => {
  if (said.by === 'weekday' && said.step === undefined) return { days: [nextDay(said.weekday, from)] };
  if (said.by !== 'date' || said.year !== undefined || said.month === undefined) return candidates(said, today);
  const year = said.month < from.month ? from.year + 1 : from.year;
  const days = existing(year, said.month, said.day).filter((to) => !isBefore(from.add(LONGEST), to));
  return fitting(days, said.weekday, from);
};

type Run = { from: Date; to: Date };
type Runs = { runs: readonly Run[]; unfit?: Weekday };

/** A run of one day is that day. */
export const runs = ({ from, to, beside }: Extract<Said, { is: 'through' }>, today: Date): Runs => {
  const starts = candidates(completed(from, to), today);
  let unfit = starts.unfit;
  const found = starts.days.flatMap((start): readonly Run[] => {
    const stops = ends(to, start, today);
    unfit ??= stops.unfit;
    return stops.days
      .filter((stop) => isBefore(start, stop))
      .flatMap((stop) =>
        beside && !start.add({ days: 1 }).equals(stop)
          ? [start, stop].map((day) => ({ from: day, to: day }))
          : [{ from: start, to: stop }],
      );
  });
  return unfit === undefined ? { runs: found } : { runs: found, unfit };
};
