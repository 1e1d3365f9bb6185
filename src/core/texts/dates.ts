import type { Language } from '../model/place.ts';
import type { Slot } from '../model/slot.ts';
import { type Day, dayOf, type Iso, inZone, Temporal, type Zone } from '../model/time.ts';
import type { When } from '../model/when/index.ts';

type Format = Intl.DateTimeFormatOptions;
const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };
const withWeekday: Record<Language, Format> = {
  de: { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' },
  en: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
};
const alone: Record<Language, Format> = {
  de: { day: '2-digit', month: '2-digit', year: 'numeric' },
  en: { day: 'numeric', month: 'long', year: 'numeric' },
};

/** A day is a date and no instant: it is formatted at its midnight in UTC. Making a formatter costs far more than using one. */
const formatter = (language: Language, format: Format) => {
  const { format: said } = new Intl.DateTimeFormat(locales[language], { ...format, timeZone: 'UTC' });
  return (day: Day): string => said(Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds);
};

const inLanguage = (language: Language) => {
  const day = formatter(language, withWeekday[language]);
  const weekday = { long: formatter(language, { weekday: 'long' }), short: formatter(language, { weekday: 'short' }) };
  const oClock = language === 'de' ? ' Uhr' : '';
  const clock = (iso: Iso, zone: Zone): string => inZone(iso, zone).toPlainTime().toString({ smallestUnit: 'minute' });
  const moment = (iso: Iso, zone: Zone): string => `${day(dayOf(iso, zone))}, ${clock(iso, zone)}${oClock}`;
  return {
    day,
    clock: (iso: Iso, zone: Zone): string => clock(iso, zone),
    /** `Mittwoch, 14. April 2026` */
    long: formatter(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    /** `Mi., 14. Apr.`, where there is little room and no doubt about the year. */
    short: formatter(language, { weekday: 'short', day: 'numeric', month: 'short' }),
    /** `April 2026` */
    month: formatter(language, { month: 'long', year: 'numeric' }),
    weekday,
    /** `30.06.2026`, as papers write it. */
    date: formatter(language, alone[language]),
    moment,
    slot(slot: Slot, zone: Zone): string {
      if ('day' in slot) return day(slot.day);
      if (slot.to === undefined) return moment(slot.from, zone);
      return `${day(dayOf(slot.from, zone))}, ${clock(slot.from, zone)}–${clock(slot.to, zone)}${oClock}`;
    },
    when(when: When): string {
      switch (when.is) {
        case 'day':
          return day(when.day);
        case 'days':
          return `${day(when.from)} – ${day(when.to)}`;
        case 'time':
          return `${day(when.day)}, ${when.from}${when.to === undefined ? '' : `–${when.to}`}${oClock}`;
      }
    },
  };
};

const languages = { de: inLanguage('de'), en: inLanguage('en') } satisfies Record<Language, object>;
/** Dates as people of a language read them, always with the weekday, as it is what they notice first. */
export const dates = (language: Language) => languages[language];
