import { type Letter, readNumber } from '../model/number.ts';
import type { Organization, Person } from '../model/organization.ts';
import { personNamed } from '../model/people.ts';
import { SPACE, withoutTail } from '../model/text.ts';
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
  // flags stand at the end of all, or of what comes before the named arguments
  const whole = takeFlags(text.normalize('NFC'), takes, spellings, fields);
  let rest = takeFlags(takeNamed(whole, takes, spellings, fields), takes, spellings, fields);
  const inOrder = takes.filter(({ key, kind }) => key !== true && kind !== 'flag');
  for (const [i, argument] of inOrder.entries()) {
    const found = takeOne(rest, argument, known);
    if (found !== undefined && found.value !== '') {
      fields[argument.name] = found.value;
      rest = found.rest;
    } else if (argument.optional !== true) {
      faults[argument.name] =
        rest === ''
          ? { is: 'missing' }
          : { is: 'malformed', text: echo(meant(rest, argument, inOrder.length - 1 - i)) };
      return { fields, faults }; // what follows cannot be told apart any more
    }
  }
  const last = inOrder.at(-1);
  if (rest !== '' && last !== undefined) faults[last.name] = { is: 'malformed', text: echo(rest) };
  return { fields, faults };
};

/** Enough to recognise what one typed; a refusal is no echo. */
const LONGEST_ECHO = 60;
export const echo = (text: string): string => (text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO)}…` : text);
/** A name may have several words; what comes after it has one each. Of anything else the first word is enough. */
const meant = (text: string, { kind }: Argument, after: number): string => {
  if (kind !== 'person') return firstWord(text);
  const words = text.split(/\s+/);
  return words.slice(0, Math.max(1, words.length - after)).join(' ');
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
    const value = withoutTail(text.slice(index + all.length, found[i + 1]?.index), END);
    const letter = letters[named.find((each) => each.name === name)?.kind ?? 'text'];
    fields[name] = (letter && readNumber(letter, value)) ?? value;
  }
  return withoutTail(text.slice(0, found[0]?.index), END).trim();
};

const END = `${SPACE};,`;
/** No flag is longer, with all the space that people leave in it. */
const LONGEST_FLAG = 60;
const takeFlags = (text: string, takes: readonly Argument[], spellings: Spellings, fields: Typed['fields']): string => {
  const flags = takes.flatMap(({ name, kind }) =>
    kind === 'flag' ? (spellings[name] ?? []).map((spelling) => ({ name, spelling })) : [],
  );
  let rest = text.trim();
  for (;;) {
    const bare = withoutTail(rest, `${SPACE})].!`);
    const end = bare.slice(-LONGEST_FLAG);
    const said = flags.flatMap(({ name, spelling }) => {
      const words = spelling.split(' ').join('\\s+');
      const length = new RegExp(`(?:^|[\\s,;([–-])${words}$`, 'iu').exec(end)?.[0].length;
      return length === undefined ? [] : [{ name, length }];
    });
    const [hit] = said.toSorted((a, b) => b.length - a.length);
    if (hit === undefined) return rest;
    fields[hit.name] = 'yes';
    rest = withoutTail(bare.slice(0, bare.length - hit.length), `${END}([–-`);
  }
};

type Taken = { value: string; rest: string };
const split = (text: string, length: number): Taken => ({
  value: text.slice(0, length).trim(),
  rest: text.slice(length).replace(/^[\s:;,]+/, ''),
});

const takeOne = (text: string, { kind, among = [] }: Argument, known: Known): Taken | undefined => {
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
      return (
        longest(
          text,
          among.map((as) => ({ id: as, as })),
        ) ?? split(text, firstWord(text).length)
      );
    default:
      return { value: text, rest: '' };
  }
};
/** "Herr Braun", where only one person is called so. */
const MOST_WORDS = 4;
const calledBriefly = (text: string, people: readonly Person[]): Taken | undefined => {
  for (let n = MOST_WORDS; n > 0; n -= 1) {
    const words = new RegExp(`^(?:\\S+\\s+){${n - 1}}\\S+`).exec(text)?.[0];
    const id = words && personNamed(withoutTail(words, ',;:.'), people);
    if (words !== undefined && id !== undefined && id !== '') return { ...split(text, words.length), value: id };
  }
  return undefined;
};
/** The longest name that the text begins with, as a whole word. Letters may be longer when small: slices are compared. */
const longest = (text: string, called: readonly { id: string; as: string }[]): Taken | undefined => {
  const begins = ({ as }: { as: string }) =>
    text.slice(0, as.length).toLowerCase() === as.toLowerCase() &&
    !/^[\p{L}\p{N}]/u.test(text.slice(as.length, as.length + 2));
  const [best] = called.filter(begins).toSorted((a, b) => b.as.length - a.as.length);
  return best && { ...split(text, best.as.length), value: best.id };
};
