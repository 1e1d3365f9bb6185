import type { Language } from '../model/place.ts';
import type { Slot } from '../model/slot.ts';
import { type Day, type Iso, inZone, Temporal, type Zone } from '../model/time.ts';
import type { When } from '../model/when/index.ts';

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

/** Dates as people of a language read them, always with the weekday, as it is what they notice first. */
export const dates = (language: Language) => {
  const locale = locales[language];
  const ofDay = (day: Day): string =>
    Temporal.PlainDate.from(day).toLocaleString(
      locale,
      language === 'de'
        ? { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' }
        : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    );
  const clock = (iso: Iso, zone: Zone): string => inZone(iso, zone).toPlainTime().toString({ smallestUnit: 'minute' });
  const oClock = language === 'de' ? ' Uhr' : '';
  const moment = (iso: Iso, zone: Zone): string =>
    `${ofDay(inZone(iso, zone).toPlainDate().toString())}, ${clock(iso, zone)}${oClock}`;
  return {
    day: ofDay,
    /** `30.06.2026`, as papers write it. */
    date: (day: Day): string =>
      Temporal.PlainDate.from(day).toLocaleString(
        locale,
        language === 'de'
          ? { day: '2-digit', month: '2-digit', year: 'numeric' }
          : { day: 'numeric', month: 'long', year: 'numeric' },
      ),
    moment,
    slot(slot: Slot, zone: Zone): string {
      if ('day' in slot) return ofDay(slot.day);
      const start = moment(slot.from, zone);
      return slot.to === undefined
        ? start
        : `${ofDay(inZone(slot.from, zone).toPlainDate().toString())}, ${clock(slot.from, zone)}–${clock(slot.to, zone)}${oClock}`;
    },
    when(when: When): string {
      switch (when.is) {
        case 'day':
          return ofDay(when.day);
        case 'days':
          return `${ofDay(when.from)} – ${ofDay(when.to)}`;
        case 'time':
          return `${ofDay(when.day)}, ${when.from}${when.to === undefined ? '' : `–${when.to}`}${oClock}`;
      }
    },
    weekday: (number: number): string =>
      Temporal.PlainDate.from('2026-06-28').add({ days: number }).toLocaleString(locale, { weekday: 'long' }), // a Sunday
  };
};
