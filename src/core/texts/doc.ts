import type { FileRef } from '../model/file.ts';
import type { Language, PersonId } from '../model/place.ts';
import type { Slot } from '../model/slot.ts';
import type { Zone } from '../model/time.ts';

/**
 * What a person will see, before a platform dresses it. Every string is plain text, never markup; what people typed comes
 * as `text`, so that a platform can set it apart (its direction, its mentions). `said` is the date in the reader's language.
 */
export type Inline =
  | string
  | { text: string }
  | { strong: string }
  | { when: Slot; zone: Zone; said: string }
  /** Somebody who is called on. Of whom something is only said, the name is `text`. */
  | { person: PersonId; name: string; account?: string }
  | { link: string; said: string }
  /** What one types to have something done. The words are ours, the sign before them is the platform's. */
  | { command: string };
export type Words = readonly Inline[];
/** `pick` is what a click sends, or what a person types where there are no buttons. */
export type Choice = { pick: string; label: string; main?: true };
export type Block =
  | { is: 'heading'; words: Words }
  /** A line with choices becomes buttons; its number belongs to the domain, and people type it. `leads`: its words say so, too. */
  | { is: 'text'; words: Words; number?: number; choices?: readonly Choice[]; leads?: true }
  /** `ordered`: numbered from 1, so that people can say which. */
  | { is: 'list'; ordered?: true; items: readonly Words[] }
  | { is: 'fields'; fields: readonly { label: string; words: Words }[] }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly Words[])[] }
  | { is: 'file'; file: FileRef; name: string; title: string }
  /**
   * The same once more as a poll of the platform's own, where it has one; everywhere else it is nothing, since the lines say
   * all. A mark means yes. `hidden`: until it is over nobody sees
   * what others say.
   */
  | { is: 'poll'; question: string; options: readonly { pick: string; said: string }[]; hidden?: true; over?: true }
  /** The rooms of a connection, as its platform names them, and as people do. Where one can hold them together, that is it; `by`: who asked. */
  | {
      is: 'rooms';
      name: string;
      rooms: readonly { room: string; name: string }[];
      by: Extract<Inline, { person: PersonId }>;
    }
  /** Where a platform has forms, this opens that of a dialog; everywhere else it is nothing, since one can also write. */
  | { is: 'form'; dialog: string; said: string };
export type Doc = readonly Block[];

/**
 * One field per question of a dialog, under the question's path. `open`: neither answered nor skipped. `ends`: the last, whether
 * all is right. `day`: a day is asked for, the one given as 2026-12-01, or none yet.
 */
export type Field = {
  path: string;
  ask: Doc;
  value?: string;
  choices?: readonly Choice[];
  open?: true;
  ends?: true;
  day?: string;
};
export type Form = { dialog: string; version: number; language: Language; title: Words; fields: readonly Field[] };

/** Words with values in between: line`Notiert: ${marks}`. */
export const line = (strings: TemplateStringsArray, ...values: readonly (Inline | number | Words)[]): Words =>
  together(strings, values).reduce<Inline[]>((all, each) => {
    const last = all.at(-1);
    if (typeof each === 'string' && typeof last === 'string') all[all.length - 1] = last + each;
    else all.push(each);
    return all;
  }, []);
const together = (strings: TemplateStringsArray, values: readonly (Inline | number | Words)[]): Words =>
  strings.flatMap((string, i): Words => {
    const value = values[i];
    const between =
      value === undefined
        ? []
        : typeof value === 'number'
          ? [`${value}`]
          : Array.isArray(value)
            ? (value as Words)
            : [value as Inline];
    return [...(string === '' ? [] : [string]), ...between];
  });
export const user = (text: string): Inline => ({ text });
export const typed = (command: string): Inline => ({ command });
export const joined = (parts: readonly Words[], between: string): Words =>
  parts.flatMap((words, i) => (i === 0 ? words : [between, ...words]));
/** "Ada Amann, Ben Braun" */
export const listed = (all: readonly Inline[]): Words =>
  joined(
    all.map((each) => [each]),
    ', ',
  );

export const text = (words: Words | string, more: { number?: number; choices?: readonly Choice[] } = {}): Block => ({
  is: 'text',
  words: typeof words === 'string' ? [words] : words,
  ...more,
});
export const heading = (words: Words | string): Block => ({
  is: 'heading',
  words: typeof words === 'string' ? [words] : words,
});
