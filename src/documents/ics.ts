/** Invitations as iCalendar objects (RFC 5545) that carry a method of iTIP (RFC 5546). */
import ical, { type ICalCalendar, ICalCalendarMethod, type ICalEventData, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block, tzlib_get_offset } from 'timezones-ical-library';
import type { Language } from '../core/model/place.ts';
import { inZone, Temporal, type Zone, type Zoned } from '../core/model/time.ts';
import type { Calendar, CalendarEntry } from '../core/papers/calendar.ts';
import type { Invitation } from '../core/papers/invitation.ts';
import { clean, oneLine } from './text.ts';

/** The rules of a zone for the file, and the name it has there: `Europe/Kyiv` for `Europe/Kiev`. */
const rulesOf = (zone: Zone): { name: Zone; block: string } | undefined => {
  const [block, tzid] = tzlib_get_ical_block(zone);
  return block && tzid ? { name: tzid.replace(/^TZID=/, ''), block } : undefined;
};
/**
 * Whether every calendar finds the instant again by its local time and the file's rules. None can in the autumn overlap:
 * RFC 5545 (3.3.5) takes the first pass, ical.js and with it Thunderbird the second. Nor where the library's rules are
 * not those of Temporal. Such times are written in UTC.
 */
const isTold = (moment: Zoned, zone: Zone): boolean => {
  const local = moment.toPlainDateTime();
  const once = (['earlier', 'later'] as const).every((disambiguation) =>
    local.toZonedDateTime(moment.timeZoneId, { disambiguation }).equals(moment),
  );
  const offset = tzlib_get_offset(zone, local.toPlainDate().toString(), local.toPlainTime().toString().slice(0, 5));
  return once && offset === moment.offset.replace(':', '');
};

type Times = Pick<ICalEventData, 'start' | 'end' | 'allDay' | 'timezone'>;
/** Only Temporal values: of anything else the library makes the server's time. The end is exclusive in both forms. */
const timesOf = ({ slot, zone }: Pick<Invitation, 'slot' | 'zone'>): Times => {
  if ('day' in slot) {
    const day = Temporal.PlainDate.from(slot.day);
    return { start: day, end: day.add({ days: 1 }), allDay: true };
  }
  const [start, end] = [inZone(slot.from, zone), inZone(slot.to, zone)];
  const name = rulesOf(zone)?.name;
  return { start, end, timezone: name && isTold(start, name) && isTold(end, name) ? name : null };
};

/** A URI is not escaped like text (RFC 5545, 3.3.13), but the library does so: its signs are written as numbers. */
const safeUrl = (url: string): string =>
  new URL(url).href.replace(/[,;]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * ORGANIZER stands there only if an address is known. RFC 5546 (3.2.1) wants one in what is published, but none is
 * invented: answers to it would bounce. An entry without is simply the reader's own (RFC 5545, 3.8.4.3), which is how
 * files for calendars are taken best (civicrm-core#28954, pretix#3211); Gmail then names the organizer as unknown. With
 * one, Outlook asks whether one accepts, and some calendars mail that to it. Another URI than `mailto:` would be legal
 * (RFC 5545, 3.3.3), but calendars try to answer to it all the same, in vain (ccs-calendarserver#198, #364), and the
 * library writes none. What is lost is a strict reader of iTIP, which refuses what is published without (cyrus-imapd#4136):
 * such are servers that read mail, and we send none. The language stands in PRODID alone: the library knows no LANGUAGE.
 */
export const ics = (invitation: Invitation): string => {
  const { method } = invitation;
  const calendar = calendarOf(invitation.language, ICalCalendarMethod[method]);
  calendar.createEvent(eventOf({ ...invitation, cancelled: method === 'CANCEL' }));
  return closed(calendar);
};

/** How often a calendar should look whether something has changed (RFC 7986, 5.7). */
const REFRESH = ['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H'];
/** To be subscribed to: all that is cancelled stays in it, marked as such. */
export const calendarIcs = ({ name, language, entries }: Calendar): string => {
  const calendar = calendarOf(language, ICalCalendarMethod.PUBLISH);
  calendar.name(oneLine(name).replace(/[\\;,]/g, '\\$&')); // the library leaves this text as it is
  for (const entry of entries) calendar.createEvent(eventOf(entry));
  // The library would write it after the zones, but properties come before components (RFC 5545, 3.6).
  return closed(calendar).replace('METHOD:PUBLISH\r\n', (method) => [method.trim(), ...REFRESH, ''].join('\r\n'));
};

const calendarOf = (language: Language, method: ICalCalendarMethod): ICalCalendar => {
  const calendar = ical({ prodId: { company: 'Gremienlotse', product: 'Gremienlotse', language }, method });
  // A name here would write DTSTAMP in local time.
  calendar.timezone({ name: null, generator: (zone) => rulesOf(zone)?.block ?? null });
  return calendar;
};
const eventOf = (entry: CalendarEntry & Pick<Invitation, 'organizer'>): ICalEventData => {
  const { organizer, location, url } = entry;
  return {
    id: oneLine(entry.uid),
    sequence: entry.sequence,
    stamp: Temporal.Instant.from(entry.stamp),
    ...timesOf(entry),
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: oneLine(entry.title),
    description: clean(entry.description),
    ...(location && { location: oneLine(location) }),
    ...(url && { url: safeUrl(url) }),
    ...(organizer && { organizer: { name: oneLine(organizer.name), email: oneLine(organizer.email) } }),
  };
};
/** The library leaves the last line open (RFC 5545, 3.1). */
const closed = (calendar: ICalCalendar): string => `${calendar.toString()}\r\n`;
