import type { Post } from './messages.ts';
import { currentOf, type Membership, type Person } from './model/organization.ts';
import type { Language, OrganizationId, PersonId, Place } from './model/place.ts';
import { type PostKey, postKey, type Urgency } from './model/post.ts';
import { dayOf, type Instant } from './model/time.ts';
import type { Reads } from './ports.ts';
import type { ViewRef } from './views/refs.ts';

/** Where an organization is told something: its rooms, and alone those members who are in none of them. */
export type Reach = { rooms: readonly Place[]; alone: readonly Place[] };
type Power = Pick<Reads, 'places' | 'memberships' | 'accounts' | 'body'>;

export const reach = async (reads: Power, organization: OrganizationId, now: Instant): Promise<Reach> => {
  const [rooms, members, { zone }] = await Promise.all([
    reads.places.of(organization),
    reads.memberships.in(organization),
    reads.body(),
  ]);
  // what is said in a room that we lost waits there; until then its people are in none
  const connections = new Set(rooms.flatMap(({ state, spot }) => (state === 'joined' ? [spot.connection] : [])));
  const current = currentOf(members, dayOf(now, zone));
  const people = current.map(({ person }) => person);
  const known = await reads.accounts.ofAll(people);
  const reached = new Set(
    known.flatMap(({ account, person }) => (connections.has(account.connection) ? [person] : [])),
  );
  const lonely = people.filter((person) => !reached.has(person));
  return { rooms, alone: await aloneWith(reads, lonely) };
};
/** Of each of these people the first place alone with us, where there is one, in their order. */
export const aloneWith = async (
  reads: Pick<Reads, 'places'>,
  people: readonly PersonId[],
): Promise<readonly Extract<Place, { kind: 'direct' }>[]> => {
  const all = people.length === 0 ? [] : await reads.places.directOf(people);
  const direct = all.filter((place) => place.kind === 'direct');
  return people.flatMap((person) => direct.find((place) => place.person === person) ?? []);
};
export const nobody: Reach = { rooms: [], alone: [] };
export const everywhere = ({ rooms, alone }: Reach): readonly Place[] => [...rooms, ...alone];

/** The same view in each of these places, under one key for each. */
export const tell = (
  places: readonly Place[],
  key: readonly (string | number)[],
  view: ViewRef,
  urgency: Urgency,
  under?: (to: Place) => PostKey | undefined,
): readonly Post[] =>
  places.map((place) => {
    const root = under?.(place);
    return { key: postKey(...key, place.id), to: place.id, view, urgency, ...(root && { under: root }) };
  });

/** Who answers for an organization: who chairs it, or else its delegates. */
export const responsible = (members: readonly Membership[], now: Instant, zone: string): readonly PersonId[] => {
  const current = currentOf(members, dayOf(now, zone));
  const having = (role: 'chair' | 'delegate' | 'coordinator') =>
    current.filter(({ roles }) => roles.includes(role)).map(({ person }) => person);
  return [having('chair'), having('delegate'), having('coordinator')].find((people) => people.length > 0) ?? [];
};
export const languageOf = (place: Place, person: Person | undefined): Language =>
  place.kind === 'direct' ? (person?.language ?? place.language) : place.language;
