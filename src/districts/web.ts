/** A district on the web rooms: each organization has a room there. */
import { WEB, webNameOf, webRoomOf } from '../core/model/access.ts';
import type { District } from './format.ts';
import { bodyIdOf, organizationIdOf, personIdOf } from './rows.ts';

type Places = District['places'];
const roomsOf = (district: District): Places =>
  Object.fromEntries(
    Object.keys(district.organizations).map((organization) => [
      `web-${organization}`,
      { connection: WEB, room: webRoomOf(bodyIdOf(district), organizationIdOf(organization)), organization },
    ]),
  );

/** Everybody, and the whole story, on the web alone: for whoever tries it out. */
export const onTheWeb = (district: District): District => {
  const body = bodyIdOf(district);
  const nameOf = (key: string): string => webNameOf(body, personIdOf(district, key));
  const people = Object.keys(district.persons);
  const alone: Places = Object.fromEntries(
    people.map((person) => [`web-alone-${person}`, { connection: WEB, room: nameOf(person), person }]),
  );
  const placeOf = (key: string): string => {
    const organization = district.places[key]?.organization;
    return organization === undefined ? 'direct' : `web-${organization}`;
  };
  return {
    ...district,
    persons: Object.fromEntries(
      Object.entries(district.persons).map(([key, person]) => [key, { ...person, accounts: { [WEB]: nameOf(key) } }]),
    ),
    places: { ...roomsOf(district), ...alone },
    story: district.story.map((act) => ({ ...act, in: act.in === 'direct' ? act.in : placeOf(act.in) })),
  };
};
