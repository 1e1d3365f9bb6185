/** Whether rooms and direct messages belong to somebody, and only once. */
import { at, type Found, has, type Named, twice, unknownKey, type Whole, when } from './whole.ts';
import { fieldsOf, type Plain, textOf } from './yaml.ts';

export const places = (whole: Whole): readonly Found[] => [
  ...Object.keys(whole.places).flatMap((key) => place(whole, key)),
  ...twice(roomsIn(whole), (id, first) => `The room ${id} is the place ${first} already.`),
];

/** Without an account there nobody can be in its rooms. A person who is not known is said elsewhere. */
export const lacksAccount = (whole: Whole, person: Plain | undefined, connection: Plain | undefined): boolean =>
  typeof person === 'string' &&
  typeof connection === 'string' &&
  has(whole.persons, person) &&
  !has(fieldsOf(at(whole.persons, person)['accounts']), connection);

const place = (whole: Whole, key: string): readonly Found[] => {
  const path = ['places', key];
  const { organization, person, connection } = at(whole.places, key);
  return [
    ...when(key === 'direct', path, 'A place cannot be called direct: the story means direct messages by it.'),
    ...when(
      (organization === undefined) === (person === undefined),
      path,
      'A place names either an organization (a room) or a person (direct messages).',
    ),
    ...unknownKey(whole, 'organizations', organization, [...path, 'organization']),
    ...unknownKey(whole, 'persons', person, [...path, 'person']),
    ...when(
      lacksAccount(whole, person, connection),
      [...path, 'person'],
      `“${textOf(person)}” has no account on ${textOf(connection)}.`,
    ),
  ];
};

const roomsIn = (whole: Whole): readonly Named[] =>
  Object.keys(whole.places).flatMap((owner) => {
    const { connection, room } = at(whole.places, owner);
    if (typeof connection !== 'string' || typeof room !== 'string') return [];
    return [{ id: `${room} on ${connection}`, owner, path: ['places', owner, 'room'] }];
  });
