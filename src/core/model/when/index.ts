/**
 * Dates as people write them, in German and plain English. Everything written has to be understood: a reader of dates
 * that is wrong without a word is worse than none. What can mean two things is asked back, and what is understood is
 * to be repeated to the person with its weekday.
 */
import { no, ok, type Result } from '../result.ts';
import type { Day, Zoned } from '../time.ts';
import { phrase } from './grammar.ts';
import { map, parse } from './parser.ts';
import { pieces } from './pieces.ts';
import type { Said } from './said.ts';
import { timeSaid } from './times.ts';
import { tokenize } from './tokens.ts';
import type { When, WhenRefusal } from './types.ts';
import { verdict } from './verdict.ts';

export { firstDay, lastDay, type When, type WhenRefusal } from './types.ts';

/** Characters of one date. */
const LONGEST = 200;
/** Dates in one message, and characters of all of them. */
const MOST = 100;
const LONGEST_LIST = 4000;
/** `Montag, 6. Juli, 2026, vormittags, 9 Uhr` has five; no date has more. */
const MOST_COMMAS = 5;

const unreadable = (text: string): Result<never, WhenRefusal> =>
  no({ code: 'when-unreadable', text: text.slice(0, LONGEST) });

const read = (text: string, now: Zoned, before: Day | undefined): Result<When, WhenRefusal> => {
  if (text.length > LONGEST) return unreadable(text);
  const tokens = tokenize(text);
  if (tokens === undefined) return unreadable(text);
  const said: readonly Said[] = parse(phrase, tokens);
  if (said.length > 0 || before === undefined) return verdict(text, said, now);
  const timeOnly = map(timeSaid, (time): Said => ({ is: 'on', day: { by: 'known', day: before }, time }));
  return verdict(text, parse(timeOnly, tokens), now);
};

/**
 * Reads one date as people write it.
 *
 * Hours without a part of the day follow the office: 7 to 12 as said, 1 to 6 in the afternoon (`halb drei` is 14:30);
 * `03:00`, `3:00 Uhr` and `um 3 nachts` stay in the night, `2:30` alone is asked back.
 * A date without a year is this year's, or next year's if that is more than two months past.
 */
export const readWhen = (text: string, now: Zoned): Result<When, WhenRefusal> => read(text, now, undefined);

/** `morgen, 26.6.` is no one day, but two. */
const SPLIT: ReadonlySet<WhenRefusal['code']> = new Set(['when-unreadable', 'when-impossible']);

/** The longest run of parts between commas that reads; if none does, the first part. */
const longest = (parts: readonly string[], now: Zoned, before: Day | undefined) => {
  for (let n = Math.min(parts.length, MOST_COMMAS); n > 1; n--) {
    const piece = parts.slice(0, n).join(', ');
    const result = read(piece, now, before);
    if (result.ok || !SPLIT.has(result.error.code)) return { piece, result, n };
  }
  const piece = parts[0] ?? '';
  return { piece, result: read(piece, now, before), n: 1 };
};

/**
 * Reads several dates, parted by `;`, a new line, `oder`/`or`, or by commas where each piece reads on its own.
 * A piece with only a time takes the day of the date before it; a day never takes a time from elsewhere.
 * Gives all of them, or the first refusal with its piece.
 */
export const readWhens = (
  text: string,
  now: Zoned,
): Result<readonly When[], (WhenRefusal & { piece: string }) | { code: 'too-many-options'; most: number }> => {
  const refuse = (error: WhenRefusal, piece: string) => no({ ...error, piece: piece.slice(0, LONGEST) });
  const whole = text.slice(0, LONGEST);
  if (text.length > LONGEST_LIST) return refuse({ code: 'when-unreadable', text: whole }, whole);
  const whens: When[] = [];
  for (const piece of pieces(text)) {
    let parts = piece;
    while (parts.length > 0) {
      const last = whens.at(-1);
      const one = longest(parts, now, last?.is === 'days' ? undefined : last?.day);
      if (!one.result.ok) return refuse(one.result.error, one.piece);
      whens.push(one.result.value);
      if (whens.length > MOST) return no({ code: 'too-many-options', most: MOST });
      parts = parts.slice(one.n);
    }
  }
  return whens.length === 0 ? refuse({ code: 'when-unreadable', text: whole }, whole) : ok(whens);
};
