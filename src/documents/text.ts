import type { Span } from '../core/papers/document.ts';

const lineBreaks = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;
// XML 1.0 (2.2) allows none of these, and no file format here has a meaning for them. The two overrides of direction
// at the end would let words read other than they are stored.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unwritable = /[\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202d\u202e]/g;

/** What people typed, fit for any file: `\n` alone breaks lines, no control characters, no half characters. */
export const clean = (text: string): string =>
  text.replace(lineBreaks, '\n').replaceAll('\t', ' ').replace(unwritable, '').toWellFormed();
export const oneLine = (text: string): string =>
  clean(text)
    .replace(/ *\n+ */g, ' ')
    .trim();

/** Words in one weight; `mark` stands behind them, in square brackets, so that it cannot be taken for words. */
export type Run = { text: string; strong: boolean } | { mark: string };

export const runsOf = (spans: readonly Span[]): readonly Run[] =>
  spans.flatMap((span): readonly Run[] => {
    const { text, strong = false, mark = '' } = typeof span === 'string' ? { text: span } : span;
    return [{ text: clean(text), strong }, ...(mark === '' ? [] : [{ mark: oneLine(mark) }])];
  });

/** Each row as long as the longest, head included: short ones are filled up with empty cells. */
export const squared = (head: readonly string[], rows: readonly (readonly string[])[]) => {
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const fill = (row: readonly string[]): readonly string[] => Array.from({ length: width }, (_, i) => row[i] ?? '');
  return { width, head: fill(head), rows: rows.map(fill) };
};
