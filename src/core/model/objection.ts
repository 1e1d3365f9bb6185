import type { Organization } from './organization.ts';
import { at, dayOf, type Instant, type Iso, shiftDay } from './time.ts';

/** Whole days: the group has until the evening of the last. */
const EVENING = '18:00';
export const objectionEnds = ({ objectionDays, zone }: Organization, now: Instant): Iso =>
  objectionDays === 0 ? now.toString() : at(shiftDay(dayOf(now, zone), objectionDays), EVENING, zone);
