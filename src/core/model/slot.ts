import { at, type Day, dayOf, type Iso, inZone, shiftDay, type Zone } from './time.ts';
import type { When } from './when/index.ts';

/** When something takes place: a whole day, which is a date and no instant, or a time, with its end if that is known. */
export type Slot = { day: Day } | { from: Iso; to?: Iso };

/** A meeting whose end nobody named is taken to last so long. */
const HOURS_LEFT_OPEN = 2;

export const slotsOf = (when: When, zone: Zone): readonly Slot[] => {
  switch (when.is) {
    case 'day':
      return [{ day: when.day }];
    case 'days': {
      const days: Day[] = [];
      for (let day = when.from; day <= when.to; day = shiftDay(day, 1)) days.push(day);
      return days.map((day) => ({ day }));
    }
    case 'time': {
      const from = at(when.day, when.from, zone);
      return [{ from, ...(when.to !== undefined && { to: at(when.day, when.to, zone) }) }];
    }
  }
};
export const startOf = (slot: Slot, zone: Zone): Iso => ('day' in slot ? at(slot.day, '00:00', zone) : slot.from);
/** The moment after which it is over. */
export const endOf = (slot: Slot, zone: Zone): Iso => {
  if ('day' in slot) return at(shiftDay(slot.day, 1), '00:00', zone);
  return slot.to ?? inZone(slot.from, zone).add({ hours: HOURS_LEFT_OPEN }).toInstant().toString();
};
export const dayOfSlot = (slot: Slot, zone: Zone): Day => ('day' in slot ? slot.day : dayOf(slot.from, zone));
export const sameSlot = (a: Slot, b: Slot): boolean =>
  'day' in a ? 'day' in b && a.day === b.day : 'from' in b && a.from === b.from && a.to === b.to;
