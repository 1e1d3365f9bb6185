import type { Availability, Mark } from '../model/poll.ts';
import { no, ok, type Result } from '../model/result.ts';
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
]);
/** A button's `2:yes` and a person's `2 ja` are the same mark; a bare `2` means yes; `1-3 ja` and `1 3 ja` name several. */
export const readMarks = (picks: readonly string[]): Result<readonly Mark[], Refusal> => {
  const marks: Mark[] = [];
  for (const pick of picks) {
    const [, numbers = '', word = ''] =
      /^\s*((?:(?:option|nr\.?|no\.?|#)?\s*\d{1,3}\s*[-–+/.)\s]*)+)[:\s=]*(\D*?)[.!\s]*$/iu.exec(pick) ?? [];
    const fits = word === '' ? 'yes' : availabilities.get(word.toLowerCase());
    const options = numbersIn(numbers);
    if (fits === undefined || options.length === 0) return no({ code: 'unreadable-marks', text: pick });
    marks.push(...options.map((option) => ({ option, fits })));
  }
  return ok(marks);
};
const MOST = 200;
const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?/g)].flatMap(([, from = '', to]) => {
    const [first, last] = [Number(from), Number(to ?? from)];
    return last < first || last - first > MOST ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
