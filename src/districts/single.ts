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
export const roomKey = ({ connection }: Pick<Names, 'connection'>, organization: string): string =>
  `${connection}:${organization}`;
/** Each organization has a room there. */
export const groupRooms = (district: District, names: Names): Places =>
  Object.fromEntries(
    Object.keys(district.organizations).map((organization) => [
      roomKey(names, organization),
      { connection: names.connection, room: names.room(organization), organization },
    ]),
  );

type Act = District['story'][number];
/** `homes`: where somebody is, first where they are mostly; `rooms`: of the groups; `at`: what stands for a connection of the file. */
type Homes = {
  homes(person: string): readonly Names[];
  rooms: Places;
  at?(connection: ConnectionId): ConnectionId;
};
/** Everybody where they are at home, and the whole story with them. */
export const spread = (district: District, { homes, rooms, at = (same) => same }: Homes): District => {
  const people = Object.keys(district.persons);
  const alone: Places = Object.fromEntries(
    people.flatMap((person) =>
      homes(person).map((names) => [
        `${names.connection}:alone:${person}`,
        { connection: names.connection, room: names.alone(person), person },
      ]),
    ),
  );
  const roomFor = (act: Act, organization: string): string => {
    const wanted = at(district.places[act.in]?.connection ?? '');
    const all = homes(act.by).filter((names) => rooms[roomKey(names, organization)] !== undefined);
    const names = all.find(({ connection }) => connection === wanted) ?? all[0];
    return names === undefined ? 'direct' : roomKey(names, organization);
  };
  /** Who is in no room of a group elsewhere is told alone what is said there; here they are in its room. */
  const groupOf = (act: Act): string | undefined => {
    const { accounts = {}, memberships = {} } = district.persons[act.by] ?? {};
    if (act.to === undefined && act.choice === undefined) return undefined;
    return Object.keys(memberships).find((group) => {
      const known = Object.values(district.places).filter(({ organization }) => organization === group);
      return known.length > 0 && known.every(({ connection: on }) => accounts[on] === undefined);
    });
  };
  const whereOf = (act: Act): string => {
    const group = act.in === 'direct' ? groupOf(act) : district.places[act.in]?.organization;
    return group === undefined ? 'direct' : roomFor(act, group);
  };
  return {
    ...district,
    persons: Object.fromEntries(
      Object.entries(district.persons).map(([key, person]) => [
        key,
        { ...person, accounts: Object.fromEntries(homes(key).map((names) => [names.connection, names.person(key)])) },
      ]),
    ),
    places: { ...rooms, ...alone },
    story: district.story.map((act) => ({ ...act, in: whereOf(act) })),
  };
};
/** Everybody, and the whole story, on one platform alone. */
export const onOne = (district: District, names: Names): District =>
  spread(district, { homes: () => [names], rooms: groupRooms(district, names) });
