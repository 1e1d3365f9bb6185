import type { Post } from '../messages.ts';
import {
  type Answers,
  answerAt,
  back,
  carried,
  type Dialog,
  type DialogEnd,
  fill,
  isAlive,
  next,
  put,
  type Question,
  reachable,
  reviewed,
  type Script,
  skips,
} from '../model/dialog.ts';
import { numbered } from '../model/number.ts';
import { type PostKey, postKey } from '../model/post.ts';
import { type Json, no, ok } from '../model/result.ts';
import { bareWord } from '../model/text.ts';
import type { Reads } from '../ports.ts';
import { type Asked, type Change, type Decision, nothing, type Refusal, type Step, save } from '../step.ts';
import type { Ask } from '../texts/index.ts';
import type { ViewRef } from '../views/refs.ts';
import { recipes } from './index.ts';
import type { Recipe } from './recipe.ts';

const dialogWords = {
  back: ['zurück', 'zurueck', 'back'],
  skip: skips,
  later: ['später', 'spaeter', 'pause', 'later'],
  cancel: ['abbrechen', 'abbruch', 'stopp', 'cancel', 'stop'],
  resume: ['weiter', 'fortsetzen', 'continue', 'resume'],
} as const;
const saysOne = (text: string): keyof typeof dialogWords | undefined => {
  const said = bareWord(text);
  return (Object.keys(dialogWords) as (keyof typeof dialogWords)[]).find((each) =>
    (dialogWords[each] as readonly string[]).includes(said),
  );
};

const same = (a: Dialog['about'], b: Dialog['about']): boolean => {
  const keys = Object.keys(a); // in no order that a database would keep
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Begins, or goes on with what was begun about the same; while another dialog awaits text there, it queues. */
export const begin = async (
  reads: Reads,
  script: string,
  about: Dialog['about'],
  asked: Asked,
  under?: PostKey,
): Promise<Decision> => {
  const recipe = recipes.get(script);
  if (recipe === undefined) throw new Error(`no script ${script}`);
  const others = await reads.dialogs.awaiting(asked.by, asked.at.id);
  const begun = others.find((dialog) => dialog.script === script && same(dialog.about, about));
  if (begun !== undefined) {
    const busy = others.some((other) => other.id !== begun.id && other.state === 'open' && other.under === begun.under);
    if (!busy) return resume(reads, begun, asked);
    return ok({
      save: [save('dialog', { ...begun, state: 'open' })],
      posts: [],
      say: { view: 'noted', what: 'queued' },
    });
  }
  // in a room that never saw the root there is no thread to hang on; one answers by quoting the question
  const root = under !== undefined && (await reads.posts.root(under)) !== undefined ? under : undefined;
  const last = await reads.counters.last('D');
  const dialog: Dialog = {
    id: numbered('D', last + 1),
    script,
    version: recipe.version,
    about,
    person: asked.by,
    place: asked.at.id,
    ...(root && { under: root }),
    answers: [],
    state: 'open',
    asked: 0,
    touched: asked.now.toString(),
  };
  const counted: Change = save('counter', { of: 'D', last: last + 1 });
  const stood = await stand(reads, recipe, dialog, asked);
  if (!stood.ok) return stood;
  const waits = others.some((other) => other.state === 'open' && other.under === root);
  const step = waits
    ? {
        // whoever ends the one before must see this one: raised versions meet
        save: [
          save('dialog', dialog),
          ...others.filter((each) => each.state === 'open').map((each) => save('dialog', each)),
        ],
        posts: [],
        say: { view: 'noted', what: 'queued' } as const,
      }
    : stood.value;
  return ok({ ...step, save: [counted, ...step.save] });
};

/** Where the answers so far lead: the next question, put where the dialog lives, or the end. */
const stand = async (reads: Reads, recipe: Recipe, dialog: Dialog, asked: Asked): Promise<Decision> => {
  const script = await recipe.script(reads, dialog, asked.now);
  if (script === undefined) return no({ code: 'no-longer' });
  const question = next(script, dialog.answers);
  if (question === undefined) return finish(reads, recipe, dialog, asked);
  const put = { ...dialog, asked: dialog.asked + 1, touched: asked.now.toString() };
  const view: ViewRef = { view: 'question', dialog: dialog.id, path: question.key };
  return ok({ save: [save('dialog', put)], posts: [post(put, `${put.asked}`, view)], say: view });
};
const post = ({ id, place, under }: Dialog, n: string, view: ViewRef): Post => ({
  key: postKey('dialog', id, n),
  to: place,
  view,
  urgency: 'answer',
  ...(under && { under }),
});

/** Of a parked one its person is reminded, where it lives. */
export const remindedOf = (dialog: Dialog): Step => ({
  save: [save('dialog', { ...dialog, reminded: dialog.touched })],
  posts: [
    {
      ...post(dialog, `waiting:${dialog.touched}`, { view: 'dialog-end', dialog: dialog.id, how: 'waiting' }),
      urgency: 'notice',
    },
  ],
});

const finish = async (reads: Reads, recipe: Recipe, dialog: Dialog, asked: Asked): Promise<Decision> => {
  const decision = await recipe.finish(dialog, asked, reads);
  if (decision === undefined) return no({ code: 'no-longer' });
  // every answer is given: asking again would not help, and an open dialog would swallow what comes next
  if (!decision.ok) return ok(await ended(reads, dialog, 'cancelled', asked, decision.error));
  return ok(join(decision.value, await ended(reads, dialog, 'done', asked)));
};
const join = (first: Step, then: Step): Step => {
  const say = then.say ?? first.say;
  return { save: [...first.save, ...then.save], posts: [...first.posts, ...then.posts], ...(say && { say }) };
};
/** It speaks when it ends, and the next in the queue begins to ask. */
export const ended = async (
  reads: Reads,
  dialog: Dialog,
  how: Exclude<DialogEnd, 'changed' | 'waiting'>,
  asked: Asked,
  why?: Refusal,
): Promise<Step> => {
  const view: ViewRef = { view: 'dialog-end', dialog: dialog.id, how, ...(why && { why }) };
  const over = { ...dialog, state: how, touched: asked.now.toString() };
  const { save: saved, posts } = await nextInQueue(reads, dialog, asked);
  return { save: [save('dialog', over), ...saved], posts: [post(dialog, how, view), ...posts], say: view };
};
/** Of those that wait behind it, the first that still can asks. */
const nextInQueue = async (reads: Reads, dialog: Dialog, asked: Asked): Promise<Pick<Step, 'save' | 'posts'>> => {
  const queue = await reads.dialogs.awaiting(dialog.person, dialog.place);
  const waiting = queue.filter(
    (other) => other.id !== dialog.id && other.state === 'open' && other.under === dialog.under,
  );
  const gone: Change[] = [];
  for (const other of waiting) {
    const recipe = recipes.get(other.script);
    const asks = recipe && (await stand(reads, recipe, other, asked));
    if (asks?.ok) return { save: [...gone, ...asks.value.save], posts: asks.value.posts };
    gone.push(save('dialog', { ...other, state: 'cancelled' })); // what it was about is gone
  }
  return { save: gone, posts: [] };
};

const resume = (reads: Reads, dialog: Dialog, asked: Asked): Promise<Decision> =>
  go(reads, dialog, asked, (recipe) => stand(reads, recipe, { ...dialog, state: 'open' }, asked));

/** Brings a dialog up to the script of this version, and then goes on with it. */
const go = async (
  reads: Reads,
  dialog: Dialog,
  asked: Asked,
  on: (recipe: Recipe, script: Script<Ask>) => Promise<Decision>,
): Promise<Decision> => {
  const recipe = recipes.get(dialog.script);
  if (recipe === undefined || dialog.version > recipe.version) return no({ code: 'dialog-newer' });
  const script = await recipe.script(reads, dialog, asked.now);
  if (script === undefined) return ok(await ended(reads, dialog, 'cancelled', asked, await recipe.why(reads, dialog)));
  if (dialog.version === recipe.version) return on(recipe, script);
  const renewed: Dialog = {
    ...dialog,
    version: recipe.version,
    answers: carried(script, dialog.answers),
    state: 'open',
  };
  const stood = await stand(reads, recipe, renewed, asked);
  const view: ViewRef = { view: 'dialog-end', dialog: dialog.id, how: 'changed' };
  return stood.ok
    ? ok({ ...stood.value, posts: [post(renewed, `changed:${recipe.version}`, view), ...stood.value.posts] })
    : stood;
};

/** The dialog that a text answers: the one quoted, in a room the one whose thread it is in, alone with us the first that waits. */
export const awaited = async (reads: Reads, asked: Asked, text: string): Promise<Dialog | undefined> => {
  const all = await reads.dialogs.awaiting(asked.by, asked.at.id);
  const wanted = all.filter(({ state }) => state === 'open' || saysOne(text) === 'resume');
  const on = asked.about ?? asked.thread;
  const view = on && (await reads.posts.shownAt(on))?.view;
  if (view?.view === 'question') return wanted.find(({ id }) => id === view.dialog);
  if (asked.at.kind === 'direct') return wanted[0];
  // what the prompt itself offers to write counts beside its thread, too, where only one can be meant
  if (asked.thread === undefined) return saysOne(text) !== undefined && wanted.length === 1 ? wanted[0] : undefined;
  for (const dialog of wanted) {
    const root = dialog.under && (await reads.posts.root(dialog.under));
    if (root?.id === asked.thread.id) return dialog;
  }
  return undefined;
};

/** "weiter", said alone with us where nothing waits: what was begun in a room goes on here, where nobody reads along. */
export const moved = async (reads: Reads, text: string, asked: Asked): Promise<Decision | undefined> => {
  if (asked.at.kind !== 'direct' || saysOne(text) !== 'resume') return undefined;
  const begun = (await reads.dialogs.alive()).filter(({ person, asked: n }) => person === asked.by && n > 0);
  const [dialog] = begun.toSorted((a, b) => (a.touched < b.touched ? 1 : -1));
  if (dialog === undefined) return undefined;
  const { under: _, ...rest } = dialog;
  const here = await resume(reads, { ...rest, place: asked.at.id }, asked);
  if (!here.ok) return here;
  const behind = await nextInQueue(reads, dialog, asked);
  return ok({
    ...here.value,
    save: [...here.value.save, ...behind.save],
    posts: [...here.value.posts, ...behind.posts],
  });
};

/** One answer, or a word about the dialog itself. */
export const reply = (reads: Reads, dialog: Dialog, text: string, asked: Asked, path?: string): Promise<Decision> =>
  go(reads, dialog, asked, async (recipe, script) => {
    const question = next(script, dialog.answers);
    // a second click, or the quote of an earlier question, means that one and not the next
    if (path !== undefined && path !== question?.key)
      return saysOne(text) === undefined
        ? reconsider(reads, dialog.id, path, text, asked)
        : no({ code: 'nothing-to-choose' });
    const open: Dialog = { ...dialog, state: 'open' };
    switch (saysOne(text)) {
      case 'resume':
        return stand(reads, recipe, open, asked);
      case 'later':
        return ok(await ended(reads, dialog, 'parked', asked));
      case 'cancel':
        return ok(await ended(reads, dialog, 'cancelled', asked));
      case 'back':
        return stand(reads, recipe, { ...open, answers: back(dialog.answers) }, asked);
      case 'skip':
        if (question?.needed === true) return no({ code: 'needed' });
        return question?.review === true
          ? ok(await ended(reads, dialog, 'parked', asked))
          : stand(reads, recipe, { ...open, answers: skipped(dialog.answers, question) }, asked);
      case undefined:
        break;
    }
    if (question === undefined) return no({ code: 'dialog-over' });
    if (question.review === true) {
      const changed = correction(script, dialog.answers, text);
      if (changed !== undefined && !changed.ok) return changed;
      if (changed !== undefined) return stand(reads, recipe, { ...open, answers: changed.value }, asked);
    }
    const { answers, refused } = fill(script, dialog.answers, { [question.key]: text });
    const wrong = refused[question.key];
    if (wrong !== undefined) return no(wrong);
    const stood = await stand(reads, recipe, { ...open, answers }, asked);
    const { message } = asked;
    if (!stood.ok || message === undefined) return stood;
    return ok({
      ...stood.value,
      save: [
        ...stood.value.save,
        save('utterance', { message, person: asked.by, did: 'answer', dialog: dialog.id, path: question.key }),
      ],
    });
  });

/** A skipped "any more?" means no more. */
const skipped = (answers: Answers, question: Question | undefined): Answers =>
  question === undefined ? answers : put(answers, question.key, question.key.endsWith('.more') ? false : null);

/** "3: other words" in a review; undefined if the text is none. */
const correction = (script: Script<Ask>, answers: Answers, text: string) => {
  const [, number, other] = /^\s*(\d{1,3})\s*[:.)]?\s+(\S[\s\S]*)$/.exec(text) ?? [];
  if (number === undefined || other === undefined) return undefined;
  const all = reviewed(script, answers);
  const meant = all.find((each) => each.number === Number(number));
  if (meant === undefined) return no({ code: 'review-number', most: all.length } as const);
  const read = meant.question.read(other);
  return read.ok ? ok(put(answers, meant.question.key, read.value)) : read;
};

const withoutEnd = (script: Script<Ask>, answers: Answers): Answers => {
  const end = reachable(script, answers).find(({ review }) => review === true)?.key;
  return answers.filter(({ path }) => path !== end);
};
const alike = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
type Submitted = { dialog: string; version: number; answers: Readonly<Record<string, string>> };
/** A form gives many answers at once. What it leaves empty stays as it is. */
export const submit = async (reads: Reads, form: Submitted, asked: Asked): Promise<Decision> => {
  const id = /^D-\d+$/.test(form.dialog) ? numbered('D', Number(form.dialog.slice(2))) : undefined;
  const dialog = id && (await reads.dialogs.byId(id));
  if (dialog === undefined || dialog.person !== asked.by) return no({ code: 'no-such', named: form.dialog });
  if (!isAlive(dialog)) return no({ code: 'dialog-over' });
  if (form.version !== dialog.version) return no({ code: 'dialog-changed' });
  return go(reads, dialog, asked, async (recipe, script) => {
    const given = Object.fromEntries(Object.entries(form.answers).filter(([, text]) => text.trim() !== ''));
    const { answers: all, refused } = fill(script, dialog.answers, given);
    if (Object.keys(refused).length > 0) return no({ code: 'form', fields: refused });
    // that all is right counts only where nothing is open any more
    const answers = next(script, all) === undefined ? all : withoutEnd(script, all);
    const stood = await stand(reads, recipe, { ...dialog, state: 'open', answers }, asked);
    const changed = dialog.answers.some(({ path, value }) => path in given && !alike(answerAt(answers, path), value));
    if (!stood.ok || !changed) return stood;
    // what was said meanwhile in the conversation gives way, and the conversation says so
    const said = post(dialog, `changed:${dialog.asked}`, { view: 'noted', what: 'answer-changed' });
    return ok({ ...stood.value, posts: [said, ...stood.value.posts] });
  });
};

/** A message that was an answer has been edited, or deleted: the answer changes with it while the dialog lasts. */
export const reconsider = async (
  reads: Reads,
  id: Dialog['id'],
  path: string,
  text: string | undefined,
  asked: Asked,
): Promise<Decision> => {
  const dialog = await reads.dialogs.byId(id);
  if (dialog === undefined || dialog.person !== asked.by) return ok(nothing);
  if (!isAlive(dialog)) return no({ code: 'dialog-over' });
  return go(reads, dialog, asked, async (recipe, script) => {
    const asksNow = next(script, dialog.answers)?.key;
    let answers: Answers = dialog.answers.filter((answer) => answer.path !== path);
    if (text !== undefined) {
      const filled = fill(script, dialog.answers, { [path]: text });
      const wrong = filled.refused[path];
      if (wrong !== undefined) return no(wrong);
      answers = filled.answers;
    }
    const changed = { ...dialog, answers };
    if (next(script, answers)?.key === asksNow)
      return ok({ save: [save('dialog', changed)], posts: [], say: { view: 'noted', what: 'answer-changed' } });
    return stand(reads, recipe, changed, asked);
  });
};
