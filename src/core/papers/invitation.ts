import type { Language } from '../model/place.ts';
import type { Day, Iso, Zone } from '../model/time.ts';

/**
 * A meeting as an entry for calendars: `documents/` makes an `.ics` of it. A moved or cancelled meeting keeps its `uid`
 * and counts `sequence` up; with the same number a calendar may ignore the change (RFC 5545, 3.8.7.4).
 */
export type Invitation = {
  /** The same for the meeting's whole life and for nothing else in the world: `S-12@gremien.example.org`. */
  uid: string;
  sequence: number;
  /**
   * One file goes to everyone in a room, so it names no attendees: members do not see each other's addresses. Without
   * the reader among its attendees a `REQUEST` is not valid (RFC 5546, 3.2.2), and Outlook then locks its answer buttons;
   * answers belong to our poll anyway. So an entry is published, and later cancelled.
   */
  method: 'PUBLISH' | 'CANCEL';
  /** When this revision was made, not when the file was: the same revision gives the same bytes. */
  stamp: Iso;
  title: string;
  description: string;
  /** A whole day is a date, the same wherever it is read. `to` is when it ends. */
  slot: { day: Day } | { from: Iso; to: Iso };
  zone: Zone;
  location?: string;
  /** An `http` or `https` address with more on the meeting. */
  url?: string;
  /** The office that invites, with an address anyone may see. */
  organizer?: { name: string; email: string };
  language: Language;
};
