import { type Letter, readNumber } from '../model/number.ts';
import type { Organization, Person } from '../model/organization.ts';
import { personNamed } from '../model/people.ts';
import type { Argument } from '../ports.ts';
import type { FieldFault } from '../step.ts';
import type { ArgumentName } from './names.ts';

export type Typed = {
  fields: Partial<Record<ArgumentName, string>>;
  faults: Partial<Record<ArgumentName, FieldFault>>;
};
export type Known = { organizations: readonly Organization[]; people: readonly Person[] };
/** How people write the names of named arguments and flags, in any language we speak. */
export type Spellings = Readonly<Partial<Record<ArgumentName, readonly string[]>>>;

const letters: Partial<Record<Argument['kind'], Letter>> = {
  poll: 'U',
  meeting: 'S',
  outcome: 'E',
  assignment: 'A',
  paper: 'V',
  deadline: 'F',
};

/** Takes what a person typed apart: named arguments anywhere, flags at the end, the others in order. */
export const takeApart = (text: string, takes: readonly Argument[], spellings: Spellings, known: Known): Typed => {
  const fields: Typed['fields'] = {};
  const faults: Typed['faults'] = {};
  let rest = takeNamed(text, takes, spellings, fields);
  rest = takeFlags(rest, takes, spellings, fields);
  for (const argument of takes.filter(({ key, kind }) => key !== true && kind !== 'flag')) {
    const found = takeOne(rest, argument, known);
    if (found !== undefined && found.value !== '') {
      fields[argument.name] = found.value;
      rest = found.rest;
    } else if (argument.optional !== true) {
      faults[argument.name] = rest === '' ? { is: 'missing' } : { is: 'malformed', text: firstWord(rest) };
      return { fields, faults }; // what follows cannot be told apart any more
    }
  }
  const last = takes.findLast(({ key, kind }) => key !== true && kind !== 'flag');
  if (rest !== '' && last !== undefined) faults[last.name] = { is: 'malformed', text: rest };
  return { fields, faults };
};

const firstWord = (text: string): string => /^\S+/.exec(text)?.[0] ?? '';

const takeNamed = (text: string, takes: readonly Argument[], spellings: Spellings, fields: Typed['fields']): string => {
  const named = takes.filter(({ key }) => key === true);
  const names = new Map(
    named.flatMap(({ name }) => (spellings[name] ?? []).map((spelling) => [spelling, name] as const)),
  );
  if (names.size === 0) return text.trim();
  const found = [...text.matchAll(new RegExp(`(?<=^|[\\s;,])(${[...names.keys()].join('|')})\\s*:\\s*`, 'giu'))];
  for (const [i, { 0: all, 1: spelling = '', index }] of found.entries()) {
    const name = names.get(spelling.toLowerCase());
    if (name === undefined) continue;
    const value = text
      .slice(index + all.length, found[i + 1]?.index)
      .replace(/[\s;,]+$/, '')
      .trim();
    const letter = letters[named.find((each) => each.name === name)?.kind ?? 'text'];
    fields[name] = (letter && readNumber(letter, value)) ?? value;
  }
  return text
    .slice(0, found[0]?.index)
    .replace(/[\s;,]+$/, '')
    .trim();
};

const takeFlags = (text: string, takes: readonly Argument[], spellings: Spellings, fields: Typed['fields']): string => {
  let rest = text;
  for (;;) {
    const end = rest.toLowerCase();
    const hit = takes
      .flatMap(({ name, kind }) =>
        kind === 'flag' ? (spellings[name] ?? []).map((spelling) => ({ name, spelling })) : [],
      )
      .find(({ spelling }) => end === spelling || new RegExp(`[\\s,;(]${spelling}\\)?$`, 'u').test(end));
    if (hit === undefined) return rest.trim();
    fields[hit.name] = 'yes';
    rest = rest.slice(0, rest.length - hit.spelling.length - (end.endsWith(')') ? 1 : 0)).replace(/[\s,;(]+$/, '');
  }
};

type Taken = { value: string; rest: string };
const split = (text: string, length: number): Taken => ({
  value: text.slice(0, length).trim(),
  rest: text.slice(length).replace(/^[\s:;,]+/, ''),
});

const takeOne = (text: string, { kind }: Argument, known: Known): Taken | undefined => {
  const letter = letters[kind];
  if (letter !== undefined) {
    const number = new RegExp(`^#?${letter}[-–\\s]?\\d{1,9}(?!\\d)`, 'i').exec(text)?.[0];
    return number === undefined
      ? undefined
      : { ...split(text, number.length), value: readNumber(letter, number) ?? number };
  }
  switch (kind) {
    case 'organization': {
      const called = known.organizations.flatMap(({ id, name, short }) =>
        [name, short, id.replace(/^org:/, '')].map((as) => ({ id, as })),
      );
      return longest(text, called);
    }
    case 'person':
      return (
        longest(
          text,
          known.people.flatMap(({ id, name }) => [name, id].map((as) => ({ id, as }))),
        ) ?? calledBriefly(text, known.people)
      );
    case 'number': {
      const digits = /^(?:top|nr\.?|no\.?|#)?\s*(\d{1,4})(?!\d)\.?/i.exec(text);
      return digits === null ? undefined : { ...split(text, digits[0].length), value: digits[1] ?? '' };
    }
    case 'word':
      return split(text, firstWord(text).length);
    default:
      return { value: text, rest: '' };
  }
};
/** "Herr Braun", where only one person is called so. */
const MOST_WORDS = 4;
const calledBriefly = (text: string, people: readonly Person[]): Taken | undefined => {
  for (let n = MOST_WORDS; n > 0; n -= 1) {
    const words = new RegExp(`^(?:\\S+\\s+){${n - 1}}\\S+`).exec(text)?.[0];
    const id = words && personNamed(words.replace(/[,;:.]+$/, ''), people);
    if (words !== undefined && id !== undefined && id !== '') return { ...split(text, words.length), value: id };
  }
  return undefined;
};
/** The longest name that the text begins with, as a whole word. */
const longest = (text: string, called: readonly { id: string; as: string }[]): Taken | undefined => {
  const lower = `${text.toLowerCase()} `;
  const [best] = called
    .filter(({ as }) => lower.startsWith(as.toLowerCase()) && !/[\p{L}\p{N}]/u.test(lower.charAt(as.length)))
    .toSorted((a, b) => b.as.length - a.as.length);
  return best && { ...split(text, best.as.length), value: best.id };
};
