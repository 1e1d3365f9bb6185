import { parts, spellings } from './spelling.ts';

/** Glued: without a space before it, which tells `2.7. 17` from `2. 7.17`. */
export type Token =
  | { kind: 'word'; glued: boolean; spellings: readonly string[] }
  | { kind: 'number'; glued: boolean; text: string }
  | { kind: 'mark'; glued: boolean; text: string };

/** Nobody needs more for one date, and the grammar tries all ways through. */
const MOST = 40;

const FOLD: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
  ['’', "'"],
  ...['‐', '‑', '‒', '–', '—', '−'].map((dash) => [dash, '-'] as const),
]);

const isLetter = (c: string): boolean => (c >= 'a' && c <= 'z') || c === "'";
const isDigit = (c: string): boolean => c >= '0' && c <= '9';
const isMark = (c: string): boolean => c.length === 1 && '.,:-/()'.includes(c);

const runFrom = (text: string, start: number, belongs: (c: string) => boolean): string => {
  let end = start;
  while (end < text.length && belongs(text.charAt(end))) end++;
  return text.slice(start, end);
};

/** Undefined where a character or a word is none of ours: then nothing is read at all. */
export const tokenize = (raw: string): readonly Token[] | undefined => {
  const text = [...raw.normalize('NFC').toLowerCase()].map((c) => FOLD.get(c) ?? c).join('');
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text.charAt(i);
    const glued = i > 0 && text.charAt(i - 1).trim() !== '';
    if (isLetter(c)) {
      const word = runFrom(text, i, isLetter);
      for (const part of parts(word)) {
        const known = spellings(part);
        if (known.length === 0) return undefined;
        tokens.push({ kind: 'word', glued, spellings: known });
      }
      i += word.length;
      // The point of an abbreviation or of a sentence says nothing; the one after a number does.
      if (text.charAt(i) === '.') i++;
    } else if (isDigit(c)) {
      const number = runFrom(text, i, isDigit);
      if (number.length > 4) return undefined;
      tokens.push({ kind: 'number', glued, text: number });
      i += number.length;
    } else if (isMark(c)) {
      tokens.push({ kind: 'mark', glued, text: c });
      i++;
    } else if (c.trim() === '') {
      i++;
    } else if ((c === '?' || c === '!') && text.slice(i + 1).trim() === '') {
      i++;
    } else return undefined;
    if (tokens.length > MOST) return undefined;
  }
  return tokens;
};
