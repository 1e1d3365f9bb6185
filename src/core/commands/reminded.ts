import { askedFor } from '../deadlines.ts';
import type { Post } from '../messages.ts';
import { type Deadline, isOnRequest, meantBy, type Occurrence } from '../model/deadline.ts';
import type { Organization } from '../model/organization.ts';
import type { PersonId, Place } from '../model/place.ts';
import { postKey } from '../model/post.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { aloneWith, everywhere } from '../reach.ts';
import { hasGuests } from '../sight.ts';
import { homeOf } from './load.ts';

export type RemindedReads = Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'posts'>;
/** The reminders of a deadline, wherever they stand, show how it is now; where none stands, nothing is said. */
export const reminded = async (reads: RemindedReads, deadline: Deadline, now: Instant): Promise<readonly Post[]> => {
  const { id, sent = [] } = deadline;
  if (sent.length === 0) return [];
  const { organization, reach } = await homeOf(reads, deadline.organization, now);
  const asked = askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
  const alone = await aloneWith(reads, [...new Set([...(deadline.asked ?? []), ...asked])]);
  const to = new Map([...everywhere(reach), ...alone].map((place) => [place.id, place]));
  const posts: Post[] = [];
  for (const { at, occurrence } of sent)
    for (const place of to.values()) {
      const standing = await reads.posts.byKey(postKey('remind', id, at, occurrence, place.id));
      if (standing !== undefined) posts.push({ ...standing, urgency: 'quiet' });
    }
  return posts;
};

type Heard = { to: readonly Place[]; reached: readonly PersonId[] };
/**
 * The group's rooms, and alone whoever is meant and is named in none of them: who is not there, or only where guests are.
 * A stand-in in any case. What somebody asked for comes to them alone, and in the rooms only where that cannot be.
 */
export const hearers = async (
  reads: Omit<RemindedReads, 'posts'>,
  deadline: Deadline,
  organization: Organization,
  now: Instant,
  occurrence?: Occurrence,
): Promise<Heard> => {
  const asked = askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
  const who = occurrence === undefined ? asked : meantBy(deadline, occurrence, asked, now);
  const promised = occurrence !== undefined && isOnRequest(occurrence);
  const { reach } = await homeOf(reads, organization.id, now);
  const joined = reach.rooms.filter(({ state }) => state === 'joined');
  const wide = await Promise.all(joined.map((place) => hasGuests(reads, place, now)));
  const accounts = await reads.accounts.ofAll(who);
  const isIn = (rooms: readonly Place[], person: PersonId): boolean =>
    accounts.some(
      (each) => each.person === person && rooms.some(({ spot }) => spot.connection === each.account.connection),
    );
  const closed = joined.filter((_, i) => !wide[i]);
  const places = await aloneWith(reads, who);
  const able = places.flatMap(({ state, person }) => (state === 'joined' ? [person] : []));
  if (promised && who.every((person) => able.includes(person))) return { to: places, reached: who };
  const alone = places.filter(({ person }) => promised || person === deadline.delegate || !isIn(closed, person));
  return {
    to: joined.length > 0 ? [...reach.rooms, ...alone] : everywhere(reach),
    reached: who.filter((person) => isIn(joined, person) || able.includes(person)),
  };
};
