/** Workdays are Monday to Friday without the holidays. */
import { type Holiday, type HolidaysUnknown, holidayOn, type Land } from './holidays.ts';
import { ok, type Result } from './result.ts';
import { at, type Day, dayOf, type Instant, type Iso, shiftDay, Temporal, type Zone } from './time.ts';

export type Calendar = { land: Land; extra: readonly Holiday[] };

const saturday = 6;
const isWeekend = (day: Day): boolean => Temporal.PlainDate.from(day).dayOfWeek >= saturday;

export const isWorkday = (day: Day, { land, extra }: Calendar): Result<boolean, HolidaysUnknown> => {
  if (isWeekend(day)) return ok(false);
  const holiday = holidayOn(day, land, extra);
  return holiday.ok ? ok(holiday.value === undefined) : holiday;
};

/** The nearest workday that is not after `day`. Ends at the latest where the known holidays begin. */
export const onOrBefore = (day: Day, calendar: Calendar): Result<Day, HolidaysUnknown> => {
  for (let each = day; ; each = shiftDay(each, -1)) {
    const workday = isWorkday(each, calendar);
    if (!workday.ok) return workday;
    if (workday.value) return ok(each);
  }
};

/** When an office begins to read its mail. */
export const MORNING = '08:00';
/** The nearest workday that is not before `day`. Where holidays are not known yet, weekends alone count: it names no deadline. */
export const workdayFrom = (day: Day, calendar: Calendar): Day => {
  for (let each = day; ; each = shiftDay(each, 1)) {
    const workday = isWorkday(each, calendar);
    if (workday.ok ? workday.value : !isWeekend(each)) return each;
  }
};
/** On the first workday after the day of a moment. */
export const nextMorning = (after: Iso | Instant, calendar: Calendar, zone: Zone): Iso =>
  at(workdayFrom(shiftDay(dayOf(after, zone), 1), calendar), MORNING, zone);

/** `n` workdays earlier, `day` itself not counted: from a Monday or a Sunday, 1 is the Friday before. 0 is `day`. */
export const workdaysBefore = (day: Day, n: number, calendar: Calendar): Result<Day, HolidaysUnknown> => {
  let reached = day;
  for (let left = n; left > 0; left--) {
    const earlier = onOrBefore(shiftDay(reached, -1), calendar);
    if (!earlier.ok) return earlier;
    reached = earlier.value;
  }
  return ok(reached);
};
