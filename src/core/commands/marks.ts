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
  /^(?:option|nr\.?|no\.?|#)?\s*(\d{1,3})(?!\d)(?:\s*[-–]\s*(\d{1,3})(?!\d))?(?:[\s,.)/:=]|[+&](?=\s*\d)|[-–](?=\s*\p{L}))*/iu;
/** A button's `2:yes` and a person's `2 ja` are the same mark; a bare `2` means yes; `1-3 ja` and `1 3 ja` name several. */
export const readMarks = (picks: readonly string[]): Result<readonly Mark[], Refusal> => {
  const marks: Mark[] = [];
  for (const pick of picks) {
    const { options, rest } = pick.length > LONGEST ? { options: [], rest: pick } : numbersIn(pick.trim());
    const word = bareWord(rest.replaceAll(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, ''));
    const fits = word === '' ? 'yes' : availabilities.get(word);
    if (fits === undefined || options.length === 0)
      return no({ code: 'unreadable-marks', text: pick.slice(0, LONGEST) });
    marks.push(...options.map((option) => ({ option, fits })));
  }
  return ok(marks);
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
