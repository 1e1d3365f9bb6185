/** Whether persons, their memberships, seats and accounts fit together. */
import { isDay } from './values.ts';
import { at, type Found, has, type Named, twice, unknownKey, type Whole, when } from './whole.ts';
import { fieldsOf, listOf, type Plain, textOf } from './yaml.ts';

export const persons = (whole: Whole): readonly Found[] => [
  ...Object.keys(whole.persons).flatMap((key) =>
    Object.entries(fieldsOf(at(whole.persons, key)['memberships'])).flatMap(([of, data]) =>
      membership(whole, key, of, data),
    ),
  ),
  ...Object.keys(whole.organizations).flatMap((of) => crowdedSeats(whole, of)),
  ...nobodyCoordinates(whole),
  ...twice(accountsIn(whole), (id, first) => `The account ${id} belongs to ${first} already.`),
];

const seatsOf = (whole: Whole, of: string) => fieldsOf(at(whole.organizations, of)['seats']);

const membership = (whole: Whole, key: string, of: string, data: Plain): readonly Found[] => {
  const path = ['persons', key, 'memberships', of];
  const { seat, from, until } = fieldsOf(data);
  const seats = seatsOf(whole, of);
  const [first, last] = [textOf(from) ?? '', textOf(until) ?? ''];
  return [
    ...unknownKey(whole, 'organizations', of, path),
    ...when(
      typeof seat === 'string' && has(whole.organizations, of) && !has(seats, seat),
      [...path, 'seat'],
      `The organization ${of} has no seat “${textOf(seat)?.slice(0, 60)}”. Its seats: ${Object.keys(seats).join(', ') || 'none'}.`,
    ),
    ...when(
      isDay(first) && isDay(last) && last < first,
      [...path, 'until'],
      `The last day ${last} comes before the first day ${first}.`,
    ),
  ];
};

/** On the first day of each holder: how many hold the seat then, who came before? A substitute does not. */
const crowdedSeats = (whole: Whole, of: string): readonly Found[] => {
  const all = Object.keys(whole.persons).flatMap((key) => {
    const { seat, roles, from, until } = at(fieldsOf(at(whole.persons, key)['memberships']), of);
    const [first = '', last = '9999-12-31'] = [textOf(from), textOf(until)];
    return typeof seat === 'string' && !listOf(roles).includes('substitute') ? [{ key, seat, first, last }] : [];
  });
  const holders = all.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  return holders.flatMap(({ key, seat, first }, i) => {
    const count = Number(textOf(at(seatsOf(whole, of), seat)['count']) ?? 1);
    const there = holders
      .slice(0, i + 1)
      .filter((each) => each.seat === seat && each.first <= first && first <= each.last);
    return when(
      there.length > count,
      ['persons', key, 'memberships', of, 'seat'],
      `The seat ${seat} has room for ${count}, and is held by ${there.map((each) => each.key).join(', ')}.`,
    );
  });
};

const nobodyCoordinates = (whole: Whole): readonly Found[] => {
  const memberships = Object.values(whole.persons).flatMap((each) =>
    Object.values(fieldsOf(fieldsOf(each)['memberships'])),
  );
  return when(
    memberships.length > 0 && !memberships.some((each) => listOf(fieldsOf(each)['roles']).includes('coordinator')),
    ['persons'],
    'Nobody has the role coordinator. Somebody must, to connect rooms and to plan sittings.',
  );
};

const accountsIn = (whole: Whole): readonly Named[] =>
  Object.keys(whole.persons).flatMap((owner) =>
    Object.entries(fieldsOf(at(whole.persons, owner)['accounts'])).map(([connection, id]) => ({
      id: `${textOf(id)} on ${connection}`,
      owner,
      path: ['persons', owner, 'accounts', connection],
    })),
  );
