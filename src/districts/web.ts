/** A district on the web rooms: each organization has a room there. */
import { WEB, webNameOf, webRoomOf } from '../core/model/access.ts';
import type { District } from './format.ts';
import { bodyIdOf, organizationIdOf, personIdOf } from './rows.ts';

type Places = District['places'];
/** A key that no file may have. */
const roomKey = (organization: string): string => `web:${organization}`;
const roomsOf = (district: District): Places =>
  Object.fromEntries(
    Object.keys(district.organizations).map((organization) => [
      roomKey(organization),
      { connection: WEB, room: webRoomOf(bodyIdOf(district), organizationIdOf(organization)), organization },
    ]),
  );

/**
 * As it is in service: whatever platforms the file names, and the web beside them. Who may come in there has a link and not
 * an account, so that what a file says of the web is only for its story.
 */
export const inService = (district: District): District => ({
  ...district,
  persons: Object.fromEntries(
    Object.entries(district.persons).map(([key, person]) => {
      const { [WEB]: _, ...accounts } = person.accounts;
      return [key, { ...person, accounts }];
    }),
  ),
  places: {
    ...Object.fromEntries(Object.entries(district.places).filter(([, { connection }]) => connection !== WEB)),
    ...roomsOf(district),
  },
});

/** Everybody, and the whole story, on the web alone: for whoever tries it out. */
export const onTheWeb = (district: District): District => {
  const body = bodyIdOf(district);
  const nameOf = (key: string): string => webNameOf(body, personIdOf(district, key));
  const people = Object.keys(district.persons);
  const alone: Places = Object.fromEntries(
    people.map((person) => [`web:alone:${person}`, { connection: WEB, room: nameOf(person), person }]),
  );
  const placeOf = (key: string): string => {
    const organization = district.places[key]?.organization;
    return organization === undefined ? 'direct' : roomKey(organization);
  };
  /** Who is in no room of a group elsewhere is told alone what is said there; on the web they are in its room. */
  const groupOf = (act: District['story'][number]): string | undefined => {
    const { accounts = {}, memberships = {} } = district.persons[act.by] ?? {};
    if (act.to === undefined && act.choice === undefined) return undefined;
    return Object.keys(memberships).find((group) => {
      const rooms = Object.values(district.places).filter(({ organization }) => organization === group);
      return rooms.length > 0 && rooms.every(({ connection }) => accounts[connection] === undefined);
    });
  };
  const whereOf = (act: District['story'][number]): string => {
    if (act.in !== 'direct') return placeOf(act.in);
    const group = groupOf(act);
    return group === undefined ? 'direct' : roomKey(group);
  };
  return {
    ...district,
    persons: Object.fromEntries(
      Object.entries(district.persons).map(([key, person]) => [key, { ...person, accounts: { [WEB]: nameOf(key) } }]),
    ),
    places: { ...roomsOf(district), ...alone },
    story: district.story.map((act) => ({ ...act, in: whereOf(act) })),
  };
};
