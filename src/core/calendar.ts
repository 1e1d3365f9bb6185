import { type Feed, feedCounter, isOrganization } from './model/feed.ts';
import { snapshotId } from './model/file.ts';
import type { Meeting } from './model/meeting.ts';
import { currentOf, type Organization } from './model/organization.ts';
import type { OrganizationId, PersonId } from './model/place.ts';
import { dayOf, type Instant, type Iso } from './model/time.ts';
import { type Calendar, type CalendarEntry, calendarEntry } from './papers/calendar.ts';
import type { Sight } from './papers/meeting-invitation.ts';
import type { Reads } from './ports.ts';
import { isInside } from './sight.ts';
import { texts } from './texts/index.ts';

type Shown = { organization: Organization; sight: Sight };
/** Whoever belongs to a group sees all of its agenda, a guest what an invitation says. */
const shownTo = async (reads: Reads, person: PersonId, now: Instant): Promise<readonly Shown[]> => {
  const memberships = await reads.memberships.of(person);
  if (memberships.length === 0) return [];
  const { zone } = await reads.body();
  const mine = new Set(currentOf(memberships, dayOf(now, zone)).map(({ organization }) => organization));
  const organizations = (await reads.organizations.all()).filter(({ id }) => mine.has(id));
  return Promise.all(
    organizations.map(async (organization) => ({
      organization,
      sight: (await isInside(reads, person, organization.id, now)) ? 'inside' : 'invited',
    })),
  );
};

/** When the invitation as it is now was made, if there is one. */
const stampOf = async (reads: Reads, { id, revision }: Meeting): Promise<Iso | undefined> => {
  const found = await reads.snapshots.byId(snapshotId({ file: 'invitation', of: id, revision, format: 'ics' }));
  return found?.of === 'invitation' ? found.invitation.stamp : undefined;
};

const entriesOf = async (reads: Reads, shown: readonly Shown[], now: Instant): Promise<readonly CalendarEntry[]> => {
  const body = await reads.body();
  const meetings = await reads.meetings.ofAll(shown.map(({ organization }) => organization.id));
  const entries = await Promise.all(
    meetings.map(async (meeting) => {
      const of = shown.find(({ organization }) => organization.id === meeting.organization);
      return of && calendarEntry(meeting, of.organization, body, of.sight, await stampOf(reads, meeting), now);
    }),
  );
  return entries.flatMap((entry) => entry ?? []);
};

const personal = async (reads: Reads, id: PersonId, now: Instant): Promise<Calendar | undefined> => {
  const [person, shown] = await Promise.all([reads.people.byId(id), shownTo(reads, id, now)]);
  if (person === undefined || shown.length === 0) return undefined;
  const { language } = person;
  const name = texts[language].calendar.name((await reads.body()).name);
  return { name, language, entries: await entriesOf(reads, shown, now) };
};
const common = async (reads: Reads, id: OrganizationId, now: Instant): Promise<Calendar | undefined> => {
  const organization = await reads.organizations.byId(id);
  if (organization === undefined) return undefined;
  const { name, language } = organization;
  return { name, language, entries: await entriesOf(reads, [{ organization, sight: 'public' }], now) };
};

/** What a subscribed calendar shows. Undefined if its address has ended, or the person belongs to nothing any more. */
export const calendarOf = async (reads: Reads, { of, serial }: Feed, now: Instant): Promise<Calendar | undefined> => {
  if (serial !== (await reads.counters.last(feedCounter(of)))) return undefined;
  return isOrganization(of) ? common(reads, of, now) : personal(reads, of, now);
};
