import { currentOf, type Organization, type Role, rolesIn } from '../model/organization.ts';
import type { PersonId } from '../model/place.ts';
import { dayOf } from '../model/time.ts';
import type { Look } from './index.ts';

/** An organization, with what a person is there. `member`: not only by coordinating them all. */
export type Own = { organization: Organization; roles: readonly Role[]; member: boolean };
export const inAll = async (person: PersonId, { reads, now }: Pick<Look, 'reads' | 'now'>): Promise<readonly Own[]> => {
  const [{ zone }, memberships, organizations] = await Promise.all([
    reads.body(),
    reads.memberships.of(person),
    reads.organizations.all(),
  ]);
  const today = dayOf(now, zone);
  const current = currentOf(memberships, today);
  return organizations.map((organization) => ({
    organization,
    roles: rolesIn(memberships, organization.id, today),
    member: current.some((each) => each.organization === organization.id),
  }));
};
/** Those that they have to do with; whoever coordinates, with all. */
export const own = async (person: PersonId, look: Pick<Look, 'reads' | 'now'>): Promise<readonly Own[]> =>
  (await inAll(person, look)).filter(({ roles }) => roles.length > 0);
export const inEach = async <T>(all: readonly Own[], of: (one: Own) => Promise<readonly T[]>): Promise<readonly T[]> =>
  (await Promise.all(all.map(of))).flat();
