import type { Counter } from '../core/model/number.ts';
import type { Reads } from '../core/ports.ts';
import type { Move } from '../story/people.ts';

/** What the story calls S-2 and what it is called here: whoever tries it may have made something of their own before. */
export type Numbers = Readonly<Record<string, string>>;
const letters = ['U', 'S', 'E', 'A', 'V', 'F'] as const satisfies readonly Counter['of'][];
export type Counts = Readonly<Record<(typeof letters)[number], number>>;

export const countsIn = async ({ counters }: Pick<Reads, 'counters'>): Promise<Counts> =>
  Object.fromEntries(await Promise.all(letters.map(async (of) => [of, await counters.last(of)] as const))) as Counts; // of each letter one
/** What an act of the story has made has the next numbers in the story, whatever they are here. */
export const counted = (numbers: Numbers, before: Counts, after: Counts): Numbers => {
  const added = letters.flatMap((of) => {
    const known = Object.keys(numbers).filter((name) => name.startsWith(`${of}-`)).length;
    return Array.from({ length: after[of] - before[of] }, (_, i) => [
      `${of}-${known + 1 + i}`,
      `${of}-${before[of] + 1 + i}`,
    ]);
  });
  return { ...numbers, ...Object.fromEntries(added) };
};

/** The same act, with what things are called here. */
export const renumbered = (move: Move, numbers: Numbers): Move => {
  const here = (text: string): string =>
    text.replace(/\b[USEAVF]-\d+\b/g, (name) => (Object.hasOwn(numbers, name) ? (numbers[name] ?? name) : name));
  const { deed } = move;
  switch (deed.kind) {
    case 'command':
      return { ...move, deed: { ...deed, words: here(deed.words) } };
    case 'choice':
      return { ...move, deed: { ...deed, on: here(deed.on), pick: here(deed.pick) } };
    case 'reply':
      return {
        ...move,
        deed: { ...deed, text: here(deed.text), ...(deed.to !== undefined && { to: here(deed.to) }) },
      };
    case 'answers':
      return { ...move, deed: { ...deed, answers: deed.answers.map(here) } };
  }
};
