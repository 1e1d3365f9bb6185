/** A district on the web rooms: each organization has a room there. */
import { WEB, webNameOf, webRoomOf } from '../core/model/access.ts';
import { aloneWith } from '../core/model/place.ts';
import type { District } from './format.ts';
import { bodyIdOf, organizationIdOf, personIdOf } from './rows.ts';
import { groupRooms, type Names, onOne } from './single.ts';

/** How everybody and everything is called on the web. */
export const webNames = (district: District): Names => {
  const body = bodyIdOf(district);
  const nameOf = (key: string): string => webNameOf(body, personIdOf(district, key));
  return {
    connection: WEB,
    person: nameOf,
    room: (organization) => webRoomOf(body, organizationIdOf(organization)),
    alone: nameOf,
  };
};

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
    ...groupRooms(district, webNames(district)),
    ...aloneOn(district),
  },
});

/** Whoever has an account can be told something there alone, and need not have spoken. */
const aloneOn = ({ persons, places }: District): District['places'] =>
  Object.fromEntries(
    Object.entries(persons).flatMap(([person, { accounts }]) =>
      Object.entries(accounts).flatMap(([connection, id]) => {
        const isNamed = Object.values(places).some((each) => each.person === person && each.connection === connection);
        const { room } = aloneWith({ connection, id });
        return connection === WEB || isNamed ? [] : [[`${connection}:alone:${person}`, { connection, room, person }]];
      }),
    ),
  );

/** Everybody, and the whole story, on the web alone: for whoever tries it out. */
export const onTheWeb = (district: District): District => onOne(district, webNames(district));
