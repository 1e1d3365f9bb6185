import type { FileRef } from './model/file.ts';
import { currentOf, isCurrent, type Membership, rolesIn } from './model/organization.ts';
import type { Outcome } from './model/outcome.ts';
import { isHanded } from './model/outcome.ts';
import type { Paper } from './model/paper.ts';
import type { OrganizationId, PersonId, Place } from './model/place.ts';
import { type Day, dayOf, type Instant } from './model/time.ts';
import type { Reads } from './ports.ts';

type Power = Pick<Reads, 'memberships' | 'body' | 'organizations'>;
/** Who belongs to an organization, and is not its guest, sees what is not public there. */
export const isInside = async (
  reads: Pick<Reads, 'memberships' | 'body'>,
  person: PersonId,
  organization: OrganizationId,
  now: Instant,
): Promise<boolean> => {
  const [memberships, { zone }] = await Promise.all([reads.memberships.of(person), reads.body()]);
  return belongs(memberships, organization, dayOf(now, zone));
};
/**
 * Whether a guest of the group may be sitting in its room. A platform tells whether strangers are there; whom we know as a
 * guest, it takes for a member. One with an account there counts as there.
 */
export const hasGuests = async (
  reads: Pick<Reads, 'memberships' | 'body' | 'accounts'>,
  place: Place,
  now: Instant,
): Promise<boolean> => {
  if (place.kind !== 'room') return false;
  const [members, { zone }] = await Promise.all([reads.memberships.in(place.organization), reads.body()]);
  const today = dayOf(now, zone);
  const guests = currentOf(members, today).filter(({ roles }) => roles.every((role) => role === 'guest'));
  const known = await reads.accounts.ofAll(guests.map(({ person }) => person));
  return known.some(({ account }) => account.connection === place.spot.connection);
};
const belongs = (memberships: readonly Membership[], organization: OrganizationId, today: Day): boolean =>
  rolesIn(memberships, organization, today).some((role) => role !== 'guest');

/**
 * Its own group sees all of an outcome, its steering group what was handed to it. The others of the body see what is
 * public and has been handed on; guests are others.
 */
export const maySee = async (reads: Power, person: PersonId, outcome: Outcome, now: Instant): Promise<boolean> => {
  const [memberships, { zone }] = await Promise.all([reads.memberships.of(person), reads.body()]);
  return sees(memberships, outcome, dayOf(now, zone));
};
export const sees = (memberships: readonly Membership[], outcome: Outcome, today: Day): boolean => {
  if (belongs(memberships, outcome.organization, today)) return true;
  if (!isHanded(outcome)) return false;
  return (
    belongs(memberships, outcome.steering, today) ||
    (outcome.label === 'public' && memberships.some((each) => isCurrent(each, today)))
  );
};

/** Who leads an organization that another reports to co-signs its papers, and so reads them before everyone. */
const coSigns = (memberships: readonly Membership[], reportsTo: readonly OrganizationId[], today: Day): boolean =>
  currentOf(memberships, today).some(
    ({ organization, roles }) =>
      reportsTo.includes(organization) && roles.some((role) => role === 'chair' || role === 'delegate'),
  );
/** A draft is for those who write it, and who co-sign it; what has been released is for everyone of the body. */
export const mayRead = async (
  reads: Power,
  person: PersonId,
  { organization, state }: Pick<Paper, 'organization' | 'state'>,
  now: Instant,
): Promise<boolean> => {
  const [memberships, { zone }] = await Promise.all([reads.memberships.of(person), reads.body()]);
  const today = dayOf(now, zone);
  if (state.is !== 'draft' && memberships.some((each) => isCurrent(each, today))) return true;
  const { reportsTo = [] } = (await reads.organizations.byId(organization)) ?? {};
  return belongs(memberships, organization, today) || coSigns(memberships, reportsTo, today);
};

/**
 * Invitations and public minutes are for everyone of the body, and so is a paper as it was released: of its earlier words
 * some were changed with good reason. The rest is for the group that wrote it.
 */
export const mayFetch = async (
  reads: Power & Pick<Reads, 'meetings' | 'papers'>,
  person: PersonId,
  ref: FileRef,
  now: Instant,
): Promise<boolean> => {
  if (ref.file === 'paper') {
    const paper = await reads.papers.byId(ref.of);
    if (paper === undefined) return false;
    return ref.revision === paper.revision
      ? mayRead(reads, person, paper, now)
      : isInside(reads, person, paper.organization, now);
  }
  if (ref.file === 'invitation' || ref.part === 'public') return true;
  const meeting = await reads.meetings.byId(ref.of);
  return meeting !== undefined && isInside(reads, person, meeting.organization, now);
};
