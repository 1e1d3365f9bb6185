import { askedFor } from '../deadlines.ts';
import type { Post } from '../messages.ts';
import type { Deadline } from '../model/deadline.ts';
import { postKey } from '../model/post.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { aloneWith, everywhere, tell } from '../reach.ts';
import { homeOf } from './load.ts';

export type RemindedReads = Pick<Reads, 'organizations' | 'places' | 'memberships' | 'accounts' | 'body' | 'posts'>;
/** The last reminder of a deadline, wherever it stands, shows how it is now; where none stands, nothing is said. */
export const reminded = async (reads: RemindedReads, deadline: Deadline, now: Instant): Promise<readonly Post[]> => {
  const { id, at, reminded: occurrence } = deadline;
  if (occurrence === undefined) return [];
  const { organization, reach } = await homeOf(reads, deadline.organization, now);
  const asked = askedFor(deadline, await reads.memberships.in(organization.id), now, organization);
  const alone = await aloneWith(reads, [...new Set([...(deadline.asked ?? []), ...asked])]);
  const to = new Map([...everywhere(reach), ...alone].map((place) => [place.id, place]));
  const key = ['remind', id, at, occurrence] as const;
  const standing = await Promise.all(
    [...to.values()].map(async (place) => ((await reads.posts.byKey(postKey(...key, place.id))) ? [place] : [])),
  );
  return tell(standing.flat(), key, { view: 'reminder', deadline: id, occurrence }, 'quiet');
};
