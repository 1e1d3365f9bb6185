/** Whether the acts of the story can take place as written. */
import { lacksAccount } from './places.ts';
import { isMoment } from './values.ts';
import { at, type Found, has, unknownKey, type Whole, when } from './whole.ts';
import { fieldsOf, listOf, type Path, type Plain, textOf } from './yaml.ts';

const deeds = ['command', 'choice', 'reply', 'answers'] as const;
type Act = Readonly<Record<string, Plain>>;

export const story = (whole: Whole, data: Plain | undefined): readonly Found[] => {
  let latest = '';
  return listOf(fieldsOf(data)['story']).flatMap((each, i) => {
    const act = fieldsOf(each);
    const path: Path = ['story', i];
    const before = latest;
    const moment = textOf(act['at'])?.trim() ?? '';
    if (isMoment(moment)) latest = moment;
    const named = deeds.filter((deed) => has(act, deed));
    return [
      ...when(
        isMoment(moment) && moment < before,
        [...path, 'at'],
        `The acts follow one another in time, and one before is at ${before}.`,
      ),
      ...when(
        named.length !== 1,
        path,
        `An act is exactly one of ${deeds.join(', ')}; here it is ${named.join(' and ') || 'none'}.`,
      ),
      ...when(has(act, 'to') && !has(act, 'reply'), [...path, 'to'], 'Only a reply has this field.'),
      ...unknownKey(whole, 'persons', act['by'], [...path, 'by']),
      ...whereabouts(whole, act, [...path, 'in']),
    ];
  });
};

/** The person must be able to be there. */
const whereabouts = (whole: Whole, { by, in: where }: Act, path: Path): readonly Found[] => {
  const person = textOf(by);
  if (where === 'direct') {
    const own = Object.values(whole.places).some((each) => fieldsOf(each)['person'] === person);
    const says = `“${person}” has no place for direct messages. Add one to places, with person: ${person}.`;
    return when(person !== undefined && has(whole.persons, person) && !own, path, says);
  }
  const { connection, person: owner } = at(whole.places, textOf(where));
  return [
    ...unknownKey(whole, 'places', where, path),
    ...when(owner !== undefined && owner !== person, path, `These are the direct messages of ${textOf(owner)}.`),
    ...when(
      owner === undefined && lacksAccount(whole, by, connection),
      path,
      `“${person}” has no account on ${textOf(connection)}.`,
    ),
  ];
};
