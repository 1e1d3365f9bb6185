import { isInside, isLink, WEB, webNameOf } from './model/access.ts';
import type { AccessId } from './model/number.ts';
import { currentOf, rolesIn } from './model/organization.ts';
import type { Account, PersonId, Spot } from './model/place.ts';
import { dayOf, type Instant } from './model/time.ts';
import type { Entrance, Reads, Room, Store } from './ports.ts';

/** Who stands behind a way in, and how far it leads now. */
export const entrance = async (
  reads: Pick<Reads, 'accesses' | 'accounts' | 'people' | 'body'>,
  id: AccessId,
  now: Instant,
): Promise<Entrance | undefined> => {
  const access = await reads.accesses.byId(id);
  const person = access && (await reads.people.byId(access.person));
  if (access === undefined || person === undefined) return undefined;
  const body = await reads.body();
  const account: Account = { connection: WEB, id: webNameOf(body.id, person.id) };
  const known = (await reads.accounts.owner(account)) === person.id;
  const is = !known ? 'over' : isLink(access, now) ? 'link' : isInside(access, now) ? 'inside' : 'over';
  return {
    account,
    name: person.name,
    language: person.language,
    body: body.name,
    is: is === 'over' && access.state.is === 'entered' ? 'used' : is,
  };
};

/** A coordinator enters every room, others those of their organizations, whatever they are there. */
export const roomsOf = async (
  store: Pick<Store, 'across' | 'read'>,
  by: Account,
  now: Instant,
): Promise<readonly Room[]> => {
  const all = (await store.across.people(by)).map(async ({ body, row: person }): Promise<readonly Room[]> => {
    const { reads } = store.read(body);
    const [{ zone }, memberships, organizations] = await Promise.all([
      reads.body(),
      reads.memberships.of(person),
      reads.organizations.all(),
    ]);
    const today = dayOf(now, zone);
    const mine = organizations.flatMap((organization) => {
      const roles = rolesIn(memberships, organization.id, today);
      return roles.length === 0 ? [] : [{ ...organization, guest: roles.every((role) => role === 'guest') }];
    });
    const [places, alone] = await Promise.all([
      reads.places.on(
        by.connection,
        mine.map(({ id }) => id),
      ),
      reads.places.direct(person),
    ]);
    const rooms = places.flatMap((place): readonly Room[] => {
      const organization = place.kind === 'room' && mine.find(({ id }) => id === place.organization);
      if (!organization || place.state !== 'joined') return [];
      const { name, short, guest } = organization;
      return [{ body, spot: place.spot, zone, organization: { name, short }, ...(guest && { guest }) }];
    });
    const own = alone.filter(({ spot }) => spot.connection === by.connection);
    return [...rooms, ...own.map(({ spot }): Room => ({ body, spot, zone }))];
  });
  return (await Promise.all(all)).flat();
};

/** The same seen from the room: everybody whom `roomsOf` would let in. */
export const readersOf = async (
  store: Pick<Store, 'across' | 'read'>,
  at: Spot,
  now: Instant,
): Promise<ReadonlySet<Account['id']>> => {
  const found = await store.across.place(at);
  if (found?.row.state !== 'joined') return new Set();
  const { row: place, body } = found;
  const { reads } = store.read(body);
  const people = async (): Promise<readonly PersonId[]> => {
    if (place.kind === 'direct') return [place.person];
    if (place.kind === 'space') return [];
    const [{ zone }, all] = await Promise.all([reads.body(), reads.memberships.all()]);
    return currentOf(all, dayOf(now, zone))
      .filter(({ organization, roles }) => organization === place.organization || roles.includes('coordinator'))
      .map(({ person }) => person);
  };
  const accounts = await reads.accounts.ofAll([...new Set(await people())]);
  return new Set(accounts.flatMap(({ account }) => (account.connection === at.connection ? [account.id] : [])));
};
