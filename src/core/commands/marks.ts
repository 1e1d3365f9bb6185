import type { Availability, Mark } from '../model/poll.ts';
import { no, ok, type Result } from '../model/result.ts';
import { bareWord } from '../model/text.ts';
import type { Refusal } from '../step.ts';

const availabilities = new Map<string, Availability>([
  ['ja', 'yes'],
  ['j', 'yes'],
  ['yes', 'yes'],
  ['y', 'yes'],
  ['passt', 'yes'],
  ['geht', 'yes'],
  ['passen', 'yes'],
  ['gehen', 'yes'],
  ['✅', 'yes'],
  ['👍', 'yes'],
  ['+', 'yes'],
  ['vielleicht', 'if-need-be'],
  ['vll', 'if-need-be'],
  ['vllt', 'if-need-be'],
  ['notfalls', 'if-need-be'],
  ['zur not', 'if-need-be'],
  ['maybe', 'if-need-be'],
  ['if-need-be', 'if-need-be'],
  ['if need be', 'if-need-be'],
  ['evtl', 'if-need-be'],
  ['?', 'if-need-be'],
  ['nein', 'no'],
  ['n', 'no'],
  ['no', 'no'],
  ['nicht', 'no'],
  ['geht nicht', 'no'],
  ['gehen nicht', 'no'],
  ['passt nicht', 'no'],
  ['passen nicht', 'no'],
  ['❌', 'no'],
  ['👎', 'no'],
  ['-', 'no'],
  ['–', 'no'],
  ['✔', 'yes'],
  ['✖', 'no'],
]);
/** Longer than anything that people mean as a vote. */
const LONGEST = 4_000;
const numbered =
  /^(?:option|nr\.?|#)?\s*(\d{1,3})(?!\d)(?:\s*[-–]\s*(\d{1,3})(?!\d))?(?:[\s,.)/:=]|[+&](?=\s*\d)|[-–](?=\s*\p{L}))*/iu;
/** Where the next number begins: `1 ja 2 nein`. */
const next = / (?:(?:option|nr\.?) ?|#)?\d/i;
const every = /^(?:alle|alles|all)(?: (?:termine|tage|dates|days|options))?[\s:=]+(?!\d)/i;
/**
 * A button's `2:yes` and a person's `2 ja` are the same mark; a bare `2` means yes; `1-3 ja` and `1 3 ja` name several.
 * `alle ja` is said of each in `all` that is not named beside it.
 */
export const readMarks = (picks: readonly string[], all: readonly number[] = []): Result<readonly Mark[], Refusal> => {
  const marks: Mark[] = [];
  const rest: Availability[] = [];
  for (const pick of picks) {
    const said = pick.trim().replace(/\s+/g, ' ');
    const fits = every.test(said) ? availabilities.get(wordOf(said.replace(every, ''))) : undefined;
    const read =
      pick.length > LONGEST || (fits !== undefined && rest.length > 0)
        ? undefined
        : fits === undefined
          ? marksIn(said)
          : [];
    if (read === undefined) return no({ code: 'unreadable-marks', text: pick.slice(0, LONGEST) });
    if (fits !== undefined) rest.push(fits);
    marks.push(...read);
  }
  const unnamed = all.filter((option) => !marks.some((mark) => mark.option === option));
  return ok([...marks, ...rest.flatMap((fits) => unnamed.map((option) => ({ option, fits })))]);
};
const wordOf = (said: string): string => bareWord(said.replaceAll(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, ''));
/** Of several after each other none goes without its word: in `1 nein 2` the last may be forgotten. */
const marksIn = (pick: string): readonly Mark[] | undefined => {
  const marks: Mark[] = [];
  let text = pick.replace(/^no\.? ?(?=\d)/i, ''); // English for a number; further on it is a "no"
  do {
    const { options, rest } = numbersIn(text);
    const at = rest.search(next);
    const said = at < 0 ? rest : rest.slice(0, at);
    const word = wordOf(said);
    const fits = word === '' && marks.length === 0 && at < 0 ? 'yes' : availabilities.get(word);
    if (fits === undefined || options.length === 0) return undefined;
    marks.push(...options.map((option) => ({ option, fits })));
    text = at < 0 ? '' : rest.slice(at + 1);
  } while (text !== '');
  return marks;
};
const MOST = 200;
/** The numbers that a text begins with, taken off one by one, and what is left. */
const numbersIn = (text: string): { options: readonly number[]; rest: string } => {
  const options: number[] = [];
  for (let rest = text; ; ) {
    const found = numbered.exec(rest);
    if (found === null) return { options, rest };
    const [all, from = '', to = from] = found;
    const [first, last] = [Number(from), Number(to)];
    if (last < first || last - first > MOST) return { options: [], rest };
    for (let option = first; option <= last; option += 1) options.push(option);
    rest = rest.slice(all.length);
  }
};
