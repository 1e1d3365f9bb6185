import type { Choice } from '../../core/texts/doc.ts';
import type { Unit } from './units.ts';

const keycaps = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟'];
const letters = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(0x1f1e6 + i));

/** How a choice is shown: with the emoji that picks it, where it has one. */
export type Marks = ReadonlyMap<Choice, string>;
const offering = (units: readonly Unit[], numbered: boolean) =>
  units.filter(({ row }) => row.choices !== undefined && (row.number !== undefined) === numbered);

/**
 * Numbers belong to what is voted on by number; beside it the others have letters. An agenda takes none away: it grows while
 * people react, and what they see below a card is to go on meaning the same.
 */
export const marksIn = (units: readonly Unit[]): Marks => {
  const marks = offering(units, true).some(({ row: { choices = [] } }) => choices.length > 0) ? letters : keycaps;
  const free = offering(units, false).flatMap(({ row }) => row.choices ?? []);
  return new Map(free.slice(0, marks.length).map((choice, i) => [choice, marks[i] ?? '']));
};

/** What each emoji under a message picks; a number that stands there twice picks nothing. */
export const picksIn = (units: readonly Unit[]): Readonly<Record<string, string>> => {
  const lines = Map.groupBy(offering(units, true), ({ row }) => row.number ?? 0);
  const numbered = [...lines].flatMap(([number, [line, another]]) => {
    const mark = keycaps[number - 1];
    const { choices = [] } = line?.row ?? {};
    const choice = choices.find(({ main }) => main) ?? choices[0];
    return mark === undefined || choice === undefined || another !== undefined ? [] : [[mark, choice.pick] as const];
  });
  const all = units.flatMap(({ row }) => row.choices ?? []);
  const [only] = all;
  return Object.fromEntries([
    ...numbered,
    ...[...marksIn(units)].map(([{ pick }, mark]) => [mark, pick] as const),
    ...(only === undefined || all.length > 1 ? [] : ['✅', '👍'].map((mark) => [mark, only.pick] as const)),
  ]);
};

/** Clients differ in what they add to an emoji: how it is to look, and in which colour. */
const bare = (emoji: string): string => emoji.replaceAll(/[\u{FE0E}\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu, '');
export const pickOf = (picks: Readonly<Record<string, string>>, reaction: string): string | undefined =>
  Object.entries(picks).find(([mark]) => bare(mark) === bare(reaction))?.[1];

/** The emoji before a choice, where somebody types nothing but that, or its number. `isNumber`: it could be anything. */
export const markIn = (text: string): { mark: string; isNumber: boolean } | undefined => {
  const [, number] = /^(\d{1,2})[.)]?$/.exec(text.trim()) ?? [];
  if (number === undefined) {
    const mark = [...keycaps, ...letters].find((each) => bare(each) === bare(text.trim()));
    return mark === undefined ? undefined : { mark, isNumber: false };
  }
  const mark = keycaps[Number(number) - 1];
  return mark === undefined ? undefined : { mark, isNumber: true };
};
/** What is typed chooses; a bare number only among several: beside a single "skip" it is an answer as any other. */
export const typedIn = (picks: Readonly<Record<string, string>>, text: string): string | undefined => {
  const typed = markIn(text);
  if (typed === undefined || (typed.isNumber && new Set(Object.values(picks)).size < 2)) return undefined;
  return pickOf(picks, typed.mark);
};
