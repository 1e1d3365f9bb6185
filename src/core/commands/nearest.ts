import type { CommandName } from './names.ts';

const MOST = 3;
/** No command is nearly so long. */
const LONGEST = 60;
/** How many letters apart two words are. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const above = row;
    row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      row.push(Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + (letter === other ? 0 : 1)));
    }
  }
  return row[b.length] ?? 0;
};

type Phrases = readonly { words: string; command: { name: CommandName } }[];
/** Word for word with as many words as a command has; or by the first alone, which says a little less. */
const scored = (typed: string, phrases: Phrases) => {
  const words = typed.slice(0, LONGEST).split(' ');
  return phrases
    .map(({ words: phrase, command: { name } }) => {
      const own = phrase.split(' ');
      const whole = distance(words.slice(0, own.length).join(' '), phrase);
      return { name, apart: Math.min(whole, distance(words[0] ?? '', own[0] ?? '') + 1) };
    })
    .toSorted((a, b) => a.apart - b.apart);
};

/** The three commands that what was typed looks most like. */
export const nearest = (typed: string, phrases: Phrases): readonly CommandName[] =>
  [...new Set(scored(typed, phrases).map(({ name }) => name))].slice(0, MOST);

/** Whether it was meant as a command, and only mistyped: a letter in a short word, two in a long one. */
export const looksLikeOne = (typed: string, phrases: Phrases): boolean => {
  const [first = ''] = typed.split(' ');
  const most = first.length >= 6 ? 2 : first.length >= 4 ? 1 : 0;
  return (scored(typed, phrases)[0]?.apart ?? LONGEST) <= most;
};
