import type { CommandName } from './names.ts';

const MOST = 3;
/** No command is nearly so long. */
const LONGEST = 40;
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

/** The three commands that what was typed looks most like: by its beginning, letter for letter. */
export const nearest = (
  typed: string,
  phrases: readonly { words: string; command: { name: CommandName } }[],
): readonly CommandName[] => {
  const scored = phrases.map(({ words, command: { name } }) => {
    const begun = typed.slice(0, words.length + 2);
    const first = typed.slice(0, LONGEST).split(' ')[0] ?? '';
    return { name, apart: Math.min(distance(begun, words), distance(first, words.split(' ')[0] ?? '') + 1) };
  });
  return [...new Set(scored.toSorted((a, b) => a.apart - b.apart).map(({ name }) => name))].slice(0, MOST);
};
