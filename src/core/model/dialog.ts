import type { DialogId } from './number.ts';
import type { PersonId, PlaceId } from './place.ts';
import type { PostKey } from './post.ts';
import { type Json, no, ok, type Result } from './result.ts';
import { bareWord } from './text.ts';
import type { Iso } from './time.ts';
import type { WhenRefusal } from './when/index.ts';

export type DialogRefusal =
  | { code: 'unreadable'; wanted: 'text' | 'yes-no' | 'label' | 'choice' | 'review' | 'people' | 'number' }
  | { code: 'unknown-names'; names: readonly string[] }
  | { code: 'too-long'; most: number; is: number }
  | { code: 'review-number'; most: number }
  | { code: 'needed' }
  | WhenRefusal;
/** What a question may need for its words: the title of an agenda item, who will see the answer. Text of people. */
export type About = Readonly<Record<string, string>>;
/** `Ask` names the words in texts; a form and a conversation put the same text to `read`. */
export type Question<Ask extends string = string> = {
  key: string;
  ask: Ask;
  about?: About;
  read: (text: string) => Result<Json, DialogRefusal>;
  when?: (answers: Answers) => boolean;
  /** Short answers that a click can give. */
  picks?: readonly Pick[];
  /** A day is asked for: where there are calendars, one picks it. */
  day?: true;
  /** Without its answer nothing can come of the dialog: it is not skipped. */
  needed?: true;
  /** Shows all answers, and takes "3: other words". */
  review?: true;
};
export type Pick = 'yes' | 'no' | 'public' | 'non-public' | 'skip' | 'submit';
/** Any number of rounds, none included: `more` is asked before each. */
export type Repeat<Ask extends string = string> = {
  key: string;
  more: Ask;
  about?: About;
  questions: readonly Question<Ask>[];
  /** The question without whose answer a round comes to nothing. */
  needs?: string;
};
export type Script<Ask extends string = string> = {
  name: string;
  version: number;
  items: readonly (Question<Ask> | Repeat<Ask>)[];
};

/** In the order given. A skipped question has the answer null. */
export type Answers = readonly { path: string; value: Json }[];
export type Dialog = {
  id: DialogId;
  script: string;
  version: number;
  /** What it is about: ids of ours. */
  about: Readonly<Record<string, string>>;
  person: PersonId;
  place: PlaceId;
  under?: PostKey;
  answers: Answers;
  /** `open` awaits text; `parked` does again when its person says so. */
  state: 'open' | 'parked' | 'done' | 'cancelled' | 'expired';
  /** How many questions were put so far: names their posts. */
  asked: number;
  touched: Iso;
  /** It was parked then, and its person was reminded of it. */
  reminded?: Iso;
};

export const answerAt = (answers: Answers, path: string): Json | undefined =>
  answers.find((answer) => answer.path === path)?.value;

/** An answer in words; undefined if it was skipped, or is of another kind. */
export const textAt = (answers: Answers, path: string): string | undefined => {
  const value = answerAt(answers, path);
  return typeof value === 'string' ? value : undefined;
};
/** It can still be answered. */
export const isAlive = ({ state }: { state: Dialog['state'] }): boolean => state === 'open' || state === 'parked';

const affirmative = ['ja', 'j', 'jo', 'jawohl', 'gern', 'gerne', 'ok', 'yes', 'y', 'true'];
const negative = ['nein', 'n', 'nö', 'nee', 'keine', 'keins', 'kein', 'no', 'none', 'false'];
export const yesNo = (text: string): Result<Json, DialogRefusal> => {
  if (affirmative.includes(bareWord(text))) return ok(true);
  return negative.includes(bareWord(text)) ? ok(false) : no({ code: 'unreadable', wanted: 'yes-no' });
};

/** All questions that the answers so far lead to, each under its path. It ends, since an unanswered `more` opens no round. */
export function* reachable<Ask extends string>(script: Script<Ask>, answers: Answers): Generator<Question<Ask>> {
  for (const item of script.items) {
    if (!('questions' in item)) {
      if (item.when?.(answers) ?? true) yield item;
      continue;
    }
    for (let round = 1; ; round += 1) {
      const prefix = `${item.key}.${round}`;
      yield {
        key: `${prefix}.more`,
        ask: item.more,
        read: yesNo,
        picks: ['yes', 'no'],
        about: { ...item.about, round: `${round}` },
      };
      if (answerAt(answers, `${prefix}.more`) !== true) break;
      const within = answers.flatMap(({ path, value }) =>
        path.startsWith(`${prefix}.`) ? [{ path: path.slice(prefix.length + 1), value }] : [],
      );
      for (const question of item.questions) {
        const about = isSecret(within) ? { ...question.about, label: 'non-public' } : question.about;
        if (question.when?.(within) ?? true)
          yield { ...question, key: `${prefix}.${question.key}`, ...(about && { about }) };
        if (question.key === item.needs && answerAt(within, question.key) === null) break;
      }
    }
  }
}

/** What follows in a round that one has called non-public is as little for everyone as its answer. */
const isSecret = (round: Answers): boolean => answerAt(round, 'label') === 'non-public';

/** No cursor can be lost: the next question is the first unanswered one. */
export const next = <Ask extends string>(script: Script<Ask>, answers: Answers): Question<Ask> | undefined =>
  reachable(script, answers).find(({ key }) => answerAt(answers, key) === undefined);

export const put = (answers: Answers, path: string, value: Json): Answers => {
  const i = answers.findIndex((answer) => answer.path === path);
  return i < 0 ? [...answers, { path, value }] : answers.with(i, { path, value });
};

/** What people say to leave a question open, in a form, too. */
export const skips: readonly string[] = ['überspringen', 'ueberspringen', 'weiter ohne', 'keine angabe', '-', 'skip'];
export type Filled = { answers: Answers; refused: Readonly<Record<string, DialogRefusal>> };
/** A form gives many answers at once, a reply gives one; an answer may open further questions of the same form. */
export const fill = (script: Script, before: Answers, given: Readonly<Record<string, string>>): Filled => {
  let filled: Filled = { answers: before, refused: {} };
  const rest = new Map(Object.entries(given));
  for (;;) {
    const question = reachable(script, filled.answers).find(({ key }) => rest.has(key));
    if (question === undefined) return filled;
    const said = rest.get(question.key) ?? '';
    const read = readOrSkipped(question, said);
    rest.delete(question.key);
    filled = read.ok
      ? { ...filled, answers: put(filled.answers, question.key, read.value) }
      : { ...filled, refused: { ...filled.refused, [question.key]: read.error } };
  }
};

const readOrSkipped = (question: Question, said: string): Result<Json, DialogRefusal> => {
  if (!skips.includes(bareWord(said))) return question.read(said);
  if (question.needed === true) return no({ code: 'needed' });
  return question.picks?.includes('skip') === true ? ok(null) : question.read(said);
};

/** "zurück": the last answer given, skipped ones included, is dropped. */
export const back = (answers: Answers): Answers => answers.slice(0, -1);
/** Of another version's answers, those whose keys still fit, wherever new questions have come in between. */
export const carried = (script: Script, answers: Answers): Answers => {
  let kept: Answers = [];
  for (;;) {
    const fits = reachable(script, kept).find(
      ({ key }) => answerAt(kept, key) === undefined && answerAt(answers, key) !== undefined,
    );
    const value = fits && answerAt(answers, fits.key);
    if (fits === undefined || value === undefined) return kept;
    kept = [...kept, { path: fits.key, value }];
  }
};
/** Whether what the round needs was skipped: its other answers then say nothing about anything. */
const isEmpty = (script: Script, answers: Answers, path: string): boolean =>
  script.items.some((item) => {
    const [key, round] = path.split('.');
    return 'needs' in item && item.key === key && answerAt(answers, `${key}.${round}.${item.needs}`) === null;
  });
/** What a review lists and numbers: given answers, without the yes and no that only lead on. */
export const reviewed = <Ask extends string>(
  script: Script<Ask>,
  answers: Answers,
): readonly { number: number; question: Question<Ask>; value: Json }[] =>
  [...reachable(script, answers)]
    .flatMap((question) => {
      const value = answerAt(answers, question.key);
      const leads = question.key.endsWith('.more') || question.review === true;
      return value === undefined || value === null || leads || isEmpty(script, answers, question.key)
        ? []
        : [{ question, value }];
    })
    .map((each, i) => ({ number: i + 1, ...each }));

/** What a dialog says of itself beside its questions; `waiting`: it was parked, and can go on. */
export type DialogEnd = 'done' | 'cancelled' | 'expired' | 'parked' | 'changed' | 'waiting';
