import { type Holiday, holidayOn, type Land } from '../model/holidays.ts';
import type { Language } from '../model/place.ts';
import { type Day, shiftDay, Temporal } from '../model/time.ts';

/** A day of the calendar, with what is on it. `off`: a Sunday or a holiday. */
export type CalendarDay<M, D> = {
  day: Day;
  off: boolean;
  holiday?: string;
  meetings: readonly M[];
  deadlines: readonly D[];
};
/** In weeks from Monday to Sunday; days of other months are left out. `before`, `after`: as addresses name them. */
export type Month<M, D> = {
  name: string;
  first: Day;
  before: string;
  after: string;
  weeks: readonly (readonly (CalendarDay<M, D> | undefined)[])[];
};
type Year = { land: Land; holidays: readonly Holiday[]; language: Language };

const [FIRST_YEAR, LAST_YEAR] = [2000, 2100];
/** `2027-05`, or the month of today where nothing, or nonsense, is asked for. */
export const monthNamed = (asked: string | undefined, today: Day): string => {
  const year = Number(/^(\d{4})-(0[1-9]|1[0-2])$/.exec(asked ?? '')?.[1]);
  return asked !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR ? asked : today.slice(0, 7);
};

export const monthOf = <M extends { day?: Day }, D extends { day: Day }>(
  name: string,
  { land, holidays, language }: Year,
  meetings: readonly M[],
  deadlines: readonly D[],
): Month<M, D> => {
  const first = Temporal.PlainDate.from(`${name}-01`);
  const days = Array.from({ length: first.daysInMonth }, (_, i): CalendarDay<M, D> => {
    const date = first.add({ days: i });
    const day = date.toString();
    const found = holidayOn(day, land, holidays, language);
    const holiday = found.ok ? found.value : undefined; // where none are known, Sundays are
    return {
      day,
      off: date.dayOfWeek === 7 || holiday !== undefined,
      ...(holiday !== undefined && { holiday }),
      meetings: meetings.filter((each) => each.day === day),
      deadlines: deadlines.filter((each) => each.day === day),
    };
  });
  const cells = [...Array.from({ length: first.dayOfWeek - 1 }, () => undefined), ...days];
  return {
    name,
    first: first.toString(),
    before: shiftDay(first.toString(), -1).slice(0, 7),
    after: first.add({ months: 1 }).toString().slice(0, 7),
    weeks: Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
      Array.from({ length: 7 }, (_empty, i) => cells[week * 7 + i]),
    ),
  };
};
