import type { Clock, Day } from '../time.ts';

/**
 * What was understood: a whole day, several whole days in a row, or a time on a day (with its end if said).
 * All local to the zone of the organization. An end is on the same day and later than the start: a meeting
 * beyond midnight cannot be said and is refused.
 */
export type When =
  | { is: 'day'; day: Day }
  | { is: 'days'; from: Day; to: Day }
  | { is: 'time'; day: Day; from: Clock; to?: Clock };

export const firstDay = (when: When): Day => (when.is === 'days' ? when.from : when.day);
export const lastDay = (when: When): Day => (when.is === 'days' ? when.to : when.day);

/** ISO: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type WhenRefusal =
  /** Nothing sensible, or a rest remains that is not understood. The text is cut to the limit of a piece. */
  | { code: 'when-unreadable'; text: string }
  /** Several readings, in order of time: the person says which. One alone where the other reading is past. */
  | { code: 'when-ambiguous'; readings: readonly When[] }
  /** A part of the day and no hour: the day understood, or several where that has to be asked back, too. */
  | { code: 'when-hourless'; days: readonly When[] }
  | { code: 'when-past'; understood: When }
  /** Weekday and date do not fit: first the date as given, then the nearest days to come of that weekday. */
  | { code: 'when-mismatch'; said: Weekday; readings: readonly When[] }
  /** 31.2., 25 Uhr, an end before its start, an hour the clocks skip, more than ten years ahead. */
  | { code: 'when-impossible'; text: string };
