/**
 * Instants are ISO strings in rows and at the wall, Temporal inside; days are calendar dates; a zone is an IANA name.
 * The one file that names the polyfill, until Node brings Temporal itself.
 */
import { Temporal } from 'temporal-polyfill';

export { Temporal };

/** `2026-07-01T08:00:00Z`, always in UTC. */
export type Iso = string;
/** `2026-07-01` */
export type Day = string;
/** `14:00`, local to the zone that goes with it. */
export type Clock = string;
/** `Europe/Berlin` */
export type Zone = string;

export type Instant = Temporal.Instant;
export type Zoned = Temporal.ZonedDateTime;

export const instant = (iso: Iso): Instant => Temporal.Instant.from(iso);
export const hasCome = (moment: Iso | Instant, now: Instant): boolean => Temporal.Instant.compare(moment, now) <= 0;
export const inZone = (moment: Iso | Instant, zone: Zone): Zoned =>
  (typeof moment === 'string' ? instant(moment) : moment).toZonedDateTimeISO(zone);
export const dayOf = (moment: Iso | Instant, zone: Zone): Day => inZone(moment, zone).toPlainDate().toString();
/** A time in the spring gap is taken right after it, one in the autumn overlap the first time. */
export const at = (day: Day, clock: Clock, zone: Zone): Iso =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: clock }).toInstant().toString();
/** After so many times 24 hours. */
export const inDays = (now: Instant, days: number): Iso => now.add({ hours: 24 * days }).toString();
export const shiftDay = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();
export const compareDays = (a: Day, b: Day): number => Temporal.PlainDate.compare(a, b);
