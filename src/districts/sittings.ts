/** Whether a committee's dates can be understood as written. */
import { instant, inZone, type Zone } from '../core/model/time.ts';
import { readWhen, type WhenRefusal } from '../core/model/when/index.ts';
import { zone as zoneSaid } from './values.ts';
import { at, type Found, unknownKey, type Whole, when } from './whole.ts';
import { fieldsOf, listOf, type Path, type Plain, textOf } from './yaml.ts';

export const sittings = (whole: Whole, data: Plain | undefined): readonly Found[] =>
  listOf(fieldsOf(data)['sittings']).flatMap((each, i) => {
    const path: Path = ['sittings', i];
    const { organization, when: said } = fieldsOf(each);
    const { classification, zone } = at(whole.organizations, textOf(organization));
    const here = zoneSaid.safeParse(zone ?? whole.district['zone']);
    return [
      ...unknownKey(whole, 'organizations', organization, [...path, 'organization']),
      ...when(
        classification !== undefined && classification !== 'committee',
        [...path, 'organization'],
        'Only a committee has sittings here; other meetings are planned in the rooms.',
      ),
      ...(typeof said === 'string'
        ? wrongDate(said, here.success ? here.data : 'Europe/Berlin', [...path, 'when'])
        : []),
    ];
  });

const wrong: Record<WhenRefusal['code'], string> = {
  'when-unreadable': 'This date is not understood.',
  'when-ambiguous': 'This date can mean several days or times.',
  'when-hourless': 'This date names a part of the day and no hour.',
  'when-past': 'This date is not understood.',
  'when-mismatch': 'The weekday does not fit the date.',
  'when-impossible': 'This date does not exist.',
};
/** A file outlives the year it was written in, so that the year is always named; read from its first day on. */
const wrongDate = (said: string, zone: Zone, path: Path): readonly Found[] => {
  const example = 'Write it like this: Fr 26.6.2026 14 Uhr, or 2026-06-26 14:00.';
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(said)?.[1];
  if (year === undefined) return [{ path, says: `The date needs its year. ${example}` }];
  const read = readWhen(said, inZone(instant(`${Number(year) - 1}-12-31T12:00:00Z`), zone));
  if (!read.ok) return [{ path, says: `${wrong[read.error.code]} ${example}` }];
  return when(read.value.is === 'days', path, `A sitting is on one day. ${example}`);
};
