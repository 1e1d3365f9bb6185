import { echo } from '../commands/typed.ts';
import type { DialogRefusal } from '../model/dialog.ts';
import type { Person } from '../model/organization.ts';
import { personNamed } from '../model/people.ts';
import type { Label, PersonId } from '../model/place.ts';
import { type Json, no, ok, type Result } from '../model/result.ts';
import { bareWord } from '../model/text.ts';
import type { Zoned } from '../model/time.ts';
import { lastDay, readWhen } from '../model/when/index.ts';

type Read = (text: string) => Result<Json, DialogRefusal>;
const LONGEST = 4_000;

export const words: Read = (typed) => {
  const text = typed.trim();
  if (text === '') return no({ code: 'unreadable', wanted: 'text' });
  return text.length > LONGEST ? no({ code: 'too-long', most: LONGEST, is: text.length }) : ok(text);
};

const labels = new Map<string, Label>([
  ['öffentlich', 'public'],
  ['oeffentlich', 'public'],
  ['ö', 'public'],
  ['public', 'public'],
  ['nichtöffentlich', 'non-public'],
  ['nicht öffentlich', 'non-public'],
  ['nicht-öffentlich', 'non-public'],
  ['nö', 'non-public'],
  ['nichtoeffentlich', 'non-public'],
  ['non-public', 'non-public'],
  ['nonpublic', 'non-public'],
  ['not public', 'non-public'],
]);
export const label: Read = (typed) => {
  const found = labels.get(typed.trim().toLowerCase());
  return found === undefined ? no({ code: 'unreadable', wanted: 'label' }) : ok(found);
};

/** A day; of what was understood with a time, the day counts. */
export const day =
  (now: Zoned): Read =>
  (typed) => {
    const read = readWhen(typed, now);
    return read.ok ? ok(lastDay(read.value)) : read;
  };

/** So many names are repeated; whoever wrote an essay need not read it again. */
const MOST_NAMED = 5;
const agreed = ['ja', 'stimmt', 'passt', 'ok', 'yes', 'correct', 'right'];
/** "stimmt", or corrections: "+ Frau Vogt, - Herr Braun"; or simply all names. */
export const people =
  (expected: readonly PersonId[], known: readonly Person[]): Read =>
  (typed) => {
    if (expected.length > 0 && agreed.includes(bareWord(typed))) return ok(expected);
    const parts = typed
      .split(/[,;\n]| und | and /)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const signed = parts.map((part) => {
      const [, sign = '', name = ''] = /^([+–−-]?)\s*(.*)$/su.exec(part) ?? [];
      return { sign, name, person: personNamed(name, known) };
    });
    const found = signed.flatMap(({ sign, person }) => (person === undefined ? [] : [{ sign, person }]));
    const strange = signed.flatMap(({ name, person }) => (person === undefined && name !== '' ? [name] : []));
    if (strange.length > 0) return no({ code: 'unknown-names', names: strange.slice(0, MOST_NAMED).map(echo) });
    if (found.length < parts.length || found.length === 0) return no({ code: 'unreadable', wanted: 'people' });
    const corrects = found.some(({ sign }) => sign !== '');
    const gone = found.filter(({ sign }) => sign !== '' && sign !== '+').map(({ person }) => person);
    const added = found.filter(({ sign }) => sign === '' || sign === '+').map(({ person }) => person);
    return ok([...new Set([...(corrects ? expected : []), ...added])].filter((person) => !gone.includes(person)));
  };
