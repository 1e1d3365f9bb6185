/** What the grammar hears, before anybody looks at a calendar. Numbers are as written and may not exist. */
import type { Day } from '../time.ts';
import type { Weekday } from './types.ts';

export type Step = 'this' | 'coming' | 'next' | 'second' | 'last';
export type Unit = 'day' | 'week' | 'month';
export type Span = { count: number; unit: Unit };

export type DateSaid = {
  by: 'date';
  day: number;
  month?: number | undefined;
  year?: number | undefined;
  weekday?: Weekday | undefined;
};

export type DaySaid =
  | DateSaid
  | { by: 'offset'; days: number; then?: Span | undefined; weekday?: Weekday | undefined; confirmed?: DateSaid }
  | { by: 'weekday'; weekday: Weekday; step?: Step | undefined }
  | { by: 'weekday-in'; weekday: Weekday; weeks: number }
  | { by: 'weekday-of'; weekday: Weekday; step: Step }
  | { by: 'calendar-week'; week: number; year?: number | undefined; weekday: Weekday }
  | { by: 'known'; day: Day };

export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'am' | 'pm';

export type ClockSaid = {
  hour: number;
  minute: number;
  /** exact: as it stands; digital: `2:30`, both halves of the day; spoken: hours of the office; dial: twelve is zero. */
  how: 'exact' | 'digital' | 'spoken' | 'dial';
  /** A bare number is a time only next to something that says so. */
  marked: boolean;
  part?: Part | undefined;
};

export type TimeSaid = { part?: Part | undefined; from: ClockSaid; to?: ClockSaid | undefined; late: boolean };

export type Said =
  | { is: 'on'; day: DaySaid; time?: TimeSaid | undefined }
  /** `Samstag Nachmittag`: the day is plain, and the hour is not said. */
  | { is: 'hourless'; day: DaySaid }
  /** `KW 30`: a week is not a day; its workdays. */
  | { is: 'week'; days: readonly DaySaid[] }
  /** `beside` is `6./7. Juli`: both days if neighbours, otherwise one or the other. */
  | { is: 'through'; from: DaySaid; to: DaySaid; beside: boolean };
