import type { Meeting } from '../model/meeting.ts';
import { slotOf } from '../model/meeting.ts';
import type { Body, Organization } from '../model/organization.ts';
import type { Language } from '../model/place.ts';
import { endOf } from '../model/slot.ts';
import { hasCome, type Instant, type Iso } from '../model/time.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Invitation } from './invitation.ts';
import { type Entry, entryOf, type Sight } from './meeting-invitation.ts';

/** Meetings for a calendar that one subscribes to. */
export type Calendar = { name: string; language: Language; entries: readonly CalendarEntry[] };
export type CalendarEntry = Entry & { stamp: Invitation['stamp']; cancelled: boolean };

/** What is over for longer is left out. */
const KEPT_DAYS = 365;
/** Older than any invitation: whichever comes by another way as well is the newer one (RFC 5546, 2.1.5). */
const UNTOLD: Iso = '2000-01-01T00:00:00Z';

/** `stamp`: when the invitation to it as it is now was made, if there is one. Undefined for what has no date, or is long over. */
export const calendarEntry = (
  meeting: Meeting,
  organization: Organization,
  body: Body,
  sight: Sight,
  stamp: Iso | undefined,
  now: Instant,
): CalendarEntry | undefined => {
  const slot = slotOf(meeting);
  const entry = entryOf(meeting, organization, body, sight);
  if (slot === undefined || entry === undefined) return undefined;
  if (hasCome(endOf(slot, meeting.zone), now.subtract({ hours: 24 * KEPT_DAYS }))) return undefined;
  const words = wordingOf(organization).meeting;
  const standing = `${words.state}: ${words.states[meeting.state.is]}`;
  return {
    ...entry,
    description: [standing, ...(entry.description === '' ? [] : ['', entry.description])].join('\n'),
    stamp: stamp ?? meeting.invited?.at ?? UNTOLD,
    cancelled: meeting.state.is === 'cancelled',
  };
};
