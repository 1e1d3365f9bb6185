import type { Iso } from '../../core/model/time.ts';
import type { District } from '../../districts/format.ts';
import { personIdOf } from '../../districts/rows.ts';
import type { Scene } from '../../districts/scenes.ts';
import type { Names } from '../../districts/single.ts';
import { personOn } from '../matrix/people.ts';
import type { Synapse } from '../synapse/index.ts';
import { connect, coordinatorOf, groupsWith } from './groups.ts';

export const MATRIX = 'matrix';
type Person = ReturnType<typeof personOn>;
/** `name`: of the room alone with somebody, as the product calls it: their account. */
type Room = { id: string; by: Person; name?: string };
type Homeserver = { url: string; name: string; user(name: string): Account | Promise<Account> };
type Account = Awaited<ReturnType<Synapse['user']>>;
/** The people of a district on a homeserver, in rooms that do not know the bot yet. */
export type MatrixRooms = {
  server: Homeserver;
  /** How everybody and everything is called there. */
  names: Names;
  people: ReadonlyMap<string, Person>;
  /** All rooms, each with somebody who is in it. */
  rooms: readonly Room[];
  /** How the coordinator connects them, at that moment. */
  connecting(at: Iso): readonly Scene[];
};

/** `who`: whoever has an account there; without, everybody. */
export const matrixRooms = async (
  server: Homeserver,
  given: District,
  who: (key: string) => boolean = () => true,
): Promise<MatrixRooms> => {
  const here = Object.entries(given.persons).filter(([key]) => who(key));
  const everybody = await pairs(here, async ([key, { name }]) => {
    const person = personOn(server.url, await server.user(key.toLowerCase()));
    await person.must('PUT', `/_matrix/client/v3/profile/${encodeURIComponent(person.id)}/displayname`, {
      displayname: name,
    });
    return [key, person] as const;
  });
  const coordinator = coordinatorOf(given);
  const owner = everybody.get(coordinator?.[0] ?? '');
  if (coordinator === undefined || owner === undefined) throw new Error('The district has no coordinator.');
  const groups = await pairs(groupsWith(given, who), async ([key, { name }]) => {
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
  return {
    server,
    names,
    connecting: (at) =>
      [...groups].map(([key, room]) => ({
        at,
        person: personIdOf(given, coordinator[0]),
        name: coordinator[1].name,
        by: { connection: MATRIX, id: owner.id },
        spot: { connection: MATRIX, room },
        deed: {
          kind: 'command',
          words: connect(given, key),
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
const pairs = async <From, Key, Value>(
  all: readonly From[],
  make: (each: From) => Promise<readonly [Key, Value]>,
): Promise<ReadonlyMap<Key, Value>> => new Map(await Promise.all(all.map(make)));
