import type { Language } from '../../core/model/place.ts';
import type { Iso } from '../../core/model/time.ts';
import type { District } from '../../districts/format.ts';
import { personIdOf } from '../../districts/rows.ts';
import type { Scene } from '../../districts/scenes.ts';
import { type Names, onOne } from '../../districts/single.ts';
import { personOn } from '../matrix/people.ts';
import type { Synapse } from '../synapse/index.ts';

export const MATRIX = 'matrix';
type Person = ReturnType<typeof personOn>;
/** `name`: of the room alone with somebody, as the product calls it: their account. */
type Room = { id: string; by: Person; name?: string };
/** The people of a district on a homeserver, in rooms that do not know the bot yet. */
export type MatrixRooms = {
  /** Everybody and the whole story there. */
  district: District;
  /** The same before the coordinator has connected a room. */
  unconnected: District;
  /** How the coordinator does that, at that moment. */
  connecting(at: Iso): readonly Scene[];
  people: ReadonlyMap<string, Person>;
  /** All rooms, each with somebody who is in it. */
  rooms: readonly Room[];
};

export const matrixRooms = async (server: Synapse, given: District): Promise<MatrixRooms> => {
  const everybody = await pairs(Object.entries(given.persons), async ([key, { name }]) => {
    const person = personOn(server.url, await server.user(key.toLowerCase()));
    await person.must('PUT', `/_matrix/client/v3/profile/${encodeURIComponent(person.id)}/displayname`, {
      displayname: name,
    });
    return [key, person] as const;
  });
  const coordinator = Object.entries(given.persons).find(([, { memberships }]) =>
    Object.values(memberships).some(({ roles }) => roles.includes('coordinator')),
  );
  const owner = everybody.get(coordinator?.[0] ?? '');
  if (coordinator === undefined || owner === undefined) throw new Error('The district has no coordinator.');
  const groups = await pairs(Object.entries(given.organizations), async ([key, { name }]) => {
    const members = Object.entries(given.persons).flatMap(([person, { memberships }]) =>
      memberships[key] === undefined ? [] : (everybody.get(person) ?? []),
    );
    const others = members.filter((each) => each !== owner);
    const room = await owner.creates({ name, invite: others.map(({ id }) => id) });
    for (const each of others) await each.joins(room);
    return [key, room] as const;
  });
  const alone = await pairs([...everybody], async ([key, person]) => {
    const room = await person.creates({ is_direct: true, preset: 'trusted_private_chat' });
    return [key, room] as const;
  });
  const names: Names = {
    connection: MATRIX,
    person: (key) => everybody.get(key)?.id ?? key,
    room: (key) => groups.get(key) ?? key,
    alone: (key) => everybody.get(key)?.id ?? key,
  };
  const district = onOne(given, names);
  const alonePlaces = Object.entries(district.places).filter(([, { person }]) => person !== undefined);
  return {
    district,
    unconnected: { ...district, places: Object.fromEntries(alonePlaces) },
    connecting: (at) =>
      [...groups].map(([key, room]) => ({
        at,
        person: personIdOf(given, coordinator[0]),
        name: coordinator[1].name,
        by: { connection: MATRIX, id: owner.id },
        spot: { connection: MATRIX, room },
        deed: {
          kind: 'command',
          words: `${CONNECT[given.district.language]} ${given.organizations[key]?.name}`,
        },
      })),
    people: new Map([...everybody.values()].map((person) => [person.id, person])),
    rooms: [
      ...[...groups.values()].map((id) => ({ id, by: owner })),
      ...[...alone].flatMap(([key, id]) => {
        const by = everybody.get(key);
        return by === undefined ? [] : [{ id, by, name: by.id }];
      }),
    ],
  };
};
const CONNECT = { de: 'verbinden', en: 'connect' } as const satisfies Record<Language, string>;
const pairs = async <From, Key, Value>(
  all: readonly From[],
  make: (each: From) => Promise<readonly [Key, Value]>,
): Promise<ReadonlyMap<Key, Value>> => new Map(await Promise.all(all.map(make)));
