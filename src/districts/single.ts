import type { ConnectionId } from '../core/model/place.ts';
import type { District } from './format.ts';

type Places = District['places'];
/** How people and rooms are called there; `alone`: the room of one person and us. */
export type Names = {
  connection: ConnectionId;
  person(key: string): string;
  room(organization: string): string;
  alone(person: string): string;
};

/** A key that no file may have. */
const roomKey = ({ connection }: Names, organization: string): string => `${connection}:${organization}`;
/** Each organization has a room there. */
export const groupRooms = (district: District, names: Names): Places =>
  Object.fromEntries(
    Object.keys(district.organizations).map((organization) => [
      roomKey(names, organization),
      { connection: names.connection, room: names.room(organization), organization },
    ]),
  );

/** Everybody, and the whole story, on one platform alone. */
export const onOne = (district: District, names: Names): District => {
  const { connection } = names;
  const people = Object.keys(district.persons);
  const alone: Places = Object.fromEntries(
    people.map((person) => [`${connection}:alone:${person}`, { connection, room: names.alone(person), person }]),
  );
  const placeOf = (key: string): string => {
    const organization = district.places[key]?.organization;
    return organization === undefined ? 'direct' : roomKey(names, organization);
  };
  /** Who is in no room of a group elsewhere is told alone what is said there; here they are in its room. */
  const groupOf = (act: District['story'][number]): string | undefined => {
    const { accounts = {}, memberships = {} } = district.persons[act.by] ?? {};
    if (act.to === undefined && act.choice === undefined) return undefined;
    return Object.keys(memberships).find((group) => {
      const rooms = Object.values(district.places).filter(({ organization }) => organization === group);
      return rooms.length > 0 && rooms.every(({ connection: on }) => accounts[on] === undefined);
    });
  };
  const whereOf = (act: District['story'][number]): string => {
    if (act.in !== 'direct') return placeOf(act.in);
    const group = groupOf(act);
    return group === undefined ? 'direct' : roomKey(names, group);
  };
  return {
    ...district,
    persons: Object.fromEntries(
      Object.entries(district.persons).map(([key, person]) => [
        key,
        { ...person, accounts: { [connection]: names.person(key) } },
      ]),
    ),
    places: { ...groupRooms(district, names), ...alone },
    story: district.story.map((act) => ({ ...act, in: whereOf(act) })),
  };
};
