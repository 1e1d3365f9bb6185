import { recipes } from '../dialogs/index.ts';
import { answerAt, type Dialog, isAlive, type Pick, reachable, reviewed, type Script } from '../model/dialog.ts';
import { type DialogId, readNumber } from '../model/number.ts';
import type { OrganizationId, PersonId } from '../model/place.ts';
import type { Json } from '../model/result.ts';
import { dates } from '../texts/dates.ts';
import { type Block, type Doc, type Form, line, text, user, type Words } from '../texts/doc.ts';
import type { Ask } from '../texts/index.ts';
import { sayRefusal } from '../texts/refused.ts';
import { alreadyReporting } from './already-reporting.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';

/** An answer as its person would say it. */
const spoken = (value: Json, { words, names }: Spoken): string => {
  if (value === true) return words.yes;
  if (value === false) return words.no;
  if (value === 'public' || value === 'non-public') return words.label[value];
  if (Array.isArray(value)) return value.map((id) => names.get(String(id)) ?? String(id)).join(', ');
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? dates(words.language).day(value) : value;
  return '';
};
type Spoken = { words: Look['words']; names: ReadonlyMap<string, string> };

const review = (script: Script<Ask>, dialog: Dialog, look: Spoken): readonly Block[] => {
  const all = reviewed(script, dialog.answers);
  return all.length === 0
    ? [text(look.words.dialog.nothingSaid)]
    : [
        {
          is: 'list',
          ordered: true,
          items: all.map(
            ({ question, value }): Words => line`${look.words.review(question.ask)} ${user(spoken(value, look))}`,
          ),
        },
      ];
};
const choices = (picks: readonly Pick[] | undefined, { words }: Look) =>
  picks === undefined ? {} : { choices: picks.map((pick) => ({ pick, label: words.picks[pick] })) };

/** All of a script that is reachable so far. */
const makeForm = (dialog: Dialog, script: Script<Ask>, title: Words, look: Look, spokenLook: Spoken): Form => ({
  dialog: dialog.id,
  version: script.version,
  language: look.words.language,
  title,
  fields: [...reachable(script, dialog.answers)].map((each) => {
    const value = answerAt(dialog.answers, each.key);
    const { inForm } = look.words.dialog; // where one ticks what one would write
    const ask: Doc = [text(inForm[each.ask] ?? look.words.ask[each.ask](each.about ?? {}))];
    return {
      path: each.key,
      ask,
      ...(value !== undefined && value !== null && { value: spoken(value, spokenLook) }),
      ...choices(each.picks, look),
      ...(value === undefined && { open: true as const }),
      ...(each.review === true && { ends: true as const }),
      ...(each.day === true && { day: typeof value === 'string' ? value : '' }),
    };
  }),
});
/** What a dialog is, and what it is about. */
const titleOf = async ({ script, about }: Dialog, { reads, words }: Look): Promise<Words> => {
  const title = words.dialog.titles[script] ?? [script];
  const id = readNumber('S', about['meeting'] ?? '');
  const meeting = id && (await reads.meetings.byId(id));
  const organization = await reads.organizations.byId(
    (about['organization'] ?? meeting?.organization ?? '') as OrganizationId,
  );
  const named = [
    ...(organization === undefined ? [] : [user(organization.name)]),
    ...[about['meeting'], about['outcome']].flatMap((each) => each ?? []),
  ];
  return named.reduce<Words>((all, each, i) => line`${all}${i === 0 ? ': ' : ', '}${each}`, title);
};
/** A dialog that is going on, as its person may fill it in. */
export const formOf = async (id: DialogId, person: PersonId, look: Look): Promise<Form | 'over' | undefined> => {
  const dialog = await look.reads.dialogs.byId(id);
  if (dialog?.person !== person) return undefined;
  if (!isAlive(dialog)) return 'over';
  const script = await recipes.get(dialog.script)?.script(look.reads, dialog, look.now);
  if (script === undefined) return 'over';
  const names = new Map((await look.reads.people.all()).map((each) => [each.id as string, each.name]));
  return makeForm(dialog, script, await titleOf(dialog, look), look, { words: look.words, names });
};

/** The same script as a conversation, one question at a time, and as a form, all that is reachable so far. */
export const question: View<'question'> = async ({ dialog: id, path }, look) => {
  const { reads, words, now } = look;
  const dialog = await reads.dialogs.byId(id);
  const script = dialog && (await recipes.get(dialog.script)?.script(reads, dialog, now));
  if (dialog === undefined || script === undefined) return gone(look);
  const questions = [...reachable(script, dialog.answers)];
  const asked = questions.find(({ key }) => key === path);
  const answer = answerAt(dialog.answers, path);
  if (asked === undefined) return { label: 'non-public', say: [text(words.dialog.takenBack)] };
  const names = new Map(
    (Array.isArray(answer) || asked.review === true ? await reads.people.all() : []).map((person) => [
      person.id as string,
      person.name,
    ]),
  );
  const spokenLook = { words, names };
  const over = !isAlive(dialog);
  if (over || answer !== undefined) {
    const said: Words =
      answer === undefined ? [] : answer === null ? [words.dialog.skipped] : [user(spoken(answer, spokenLook))];
    return {
      label: 'non-public',
      say: [text(line`${words.ask[asked.ask](asked.about ?? {})}${said.length === 0 ? '' : line` – ${said}`}`)],
    };
  }
  // whoever answers a single question needs no introduction
  const first = dialog.answers.length === 0 && questions.length > 2;
  const others = first ? await alreadyReporting(dialog, look) : [];
  const form = makeForm(dialog, script, await titleOf(dialog, look), look, spokenLook);
  const secret = asked.review === true || asked.about?.['label'] === 'non-public';
  const said: Doc = [
    ...(first ? [text(words.dialog.howTo)] : []),
    ...(asked.review === true ? review(script, dialog, spokenLook) : []),
    text(words.ask[asked.ask](asked.about ?? {}), choices(asked.picks, look)),
  ];
  const inForm: Block = { is: 'form', dialog: dialog.id, said: words.dialog.answer };
  return {
    // the words of a question give nothing away, unless they repeat what is not public, or name who has said something
    label: secret || others.length > 0 ? 'non-public' : 'public',
    form,
    say: [...others, ...said, inForm],
    // a form is seen by nobody but who answers, so it may be offered where the question may not be said
    otherwise: [...(others.length > 0 && !secret ? said : [text(words.dialog.elsewhere)]), inForm],
  };
};

export const dialogEnd: View<'dialog-end'> = async ({ dialog: id, how, why }, { words, reads, now }) => {
  const script = how === 'waiting' ? (await reads.dialogs.byId(id))?.script : undefined;
  const title = script === undefined ? '' : line`${words.dialog.titles[script] ?? script}: `;
  return {
    label: 'public',
    say: [
      ...(why === undefined ? [] : (await sayRefusal(why, words, reads, now)).say),
      text(line`${title}${words.dialog.ends[how]}`),
    ],
  };
};
