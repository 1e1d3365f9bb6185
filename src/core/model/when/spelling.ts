import { FORGIVEN, KNOWN, PART, WEEKDAY } from './words.ts';

/** One letter wrong, missing, too many, or two neighbours swapped; the words differ. */
const oneSlip = (a: string, b: string): boolean => {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const x = a.slice(same);
  const y = b.slice(same);
  return (
    x.slice(1) === y.slice(1) ||
    x.slice(1) === y ||
    x === y.slice(1) ||
    (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2))
  );
};

/** The known words a written one may stand for; several are all read and asked back if they differ (`Sontag`). */
export const spellings = (word: string): readonly string[] =>
  KNOWN.has(word) ? [word] : FORGIVEN.filter((known) => oneSlip(word, known));

/** `dienstagnachmittag` is two words to the grammar. */
export const parts = (word: string): readonly string[] => {
  for (const day of WEEKDAY.keys()) {
    const rest = word.slice(day.length);
    if (day.length >= 5 && word.startsWith(day) && PART.has(rest)) return [day, rest];
  }
  return [word];
};
