import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Spot } from '../../core/model/place.ts';
import type { Doc, Field, Form, Words } from '../../core/texts/doc.ts';
import { texts } from '../../core/texts/index.ts';
import { fieldIn, textIn } from './json.ts';
import { type Made, plainOf, render } from './render.ts';
import { shortened } from './render-cut.ts';

/** What a form must remember until it is sent: nothing in it is trusted, the core asks each time who may. */
export type Meta = { dialog: string; version: number; at: Spot; quote?: string };

const MOST_BLOCKS = 95;
const LONGEST_LABEL = 1_900;
const LONGEST_NAME = 24;
const LONGEST_OPTION = 75;
const LONGEST_TEXT = 3_000;

/** `said`: above the questions; `quote`: what stands in the first field that is free to be written in, as a beginning. */
type More = { said?: Doc; quote?: string };
/** A dialog as a modal: all questions that are reachable so far, the same as in the conversation (docs.slack.dev, "Modals"). */
export const modalOf = (form: Form, at: Spot, { said, quote }: More = {}): ModalView => {
  const { web } = texts[form.language];
  const quoted = quote === undefined ? undefined : form.fields.find(isFree);
  // it is carried on until there is a field for it
  const carried = quote !== undefined && quoted === undefined ? { quote } : {};
  const meta: Meta = { dialog: form.dialog, version: form.version, at, ...carried };
  const above: readonly KnownBlock[] = [
    ...blocksOf([{ is: 'heading', words: form.title }]),
    ...(said ? blocksOf(said) : []),
  ];
  const questions = form.fields.map((each) =>
    inputOf(each === quoted && quote !== undefined ? { ...each, value: quote } : each),
  );
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(meta),
    title: { type: 'plain_text', text: short(wordsOf(form.title).split(':')[0] ?? '', LONGEST_NAME) },
    submit: { type: 'plain_text', text: short(web.form.submit, LONGEST_NAME) },
    close: { type: 'plain_text', text: short(web.form.later, LONGEST_NAME) },
    // the last are those that are still to be answered
    blocks: [...above.slice(0, 5), ...questions.slice(-(MOST_BLOCKS - 5))],
  };
};
export const blocksOf = (doc: Doc): readonly KnownBlock[] =>
  render(doc).flatMap((made: Made) => ('blocks' in made ? made.blocks : []));

/** Neither answered nor to be chosen from. */
const isFree = ({ value, choices = [], day }: Field): boolean =>
  value === undefined && choices.length === 0 && day === undefined;
const inputOf = (field: Field): InputBlock => {
  const { path, ask, value, choices = [] } = field;
  const label = { type: 'plain_text', text: short(docWords(ask), LONGEST_LABEL) } as const;
  const [only] = choices;
  const shape = { type: 'input', block_id: path, optional: true, label } as const;
  const options = choices.map(
    (each, i) => ({ text: { type: 'plain_text', text: short(each.label, LONGEST_OPTION) }, value: `${i}` }) as const,
  );
  const chosen = options[choices.findIndex((each) => each.label === value)];
  if (choices.length > 1)
    return {
      ...shape,
      element: { type: 'radio_buttons', action_id: 'v', options, ...(chosen && { initial_option: chosen }) },
    };
  if (only?.pick === 'submit')
    return {
      ...shape,
      element: { type: 'checkboxes', action_id: 'v', options, ...(chosen && { initial_options: [chosen] }) },
    };
  if (field.day !== undefined)
    return {
      ...shape,
      element: { type: 'datepicker', action_id: 'v', ...(field.day !== '' && { initial_date: field.day }) },
    };
  const typed = value === only?.label ? undefined : value;
  return {
    ...shape,
    element: {
      type: 'plain_text_input',
      action_id: 'v',
      multiline: true,
      max_length: LONGEST_TEXT,
      ...(typed !== undefined && { initial_value: typed.slice(0, LONGEST_TEXT) }),
    },
  };
};

/** What was filled in. Who says that all is done leaves out what may be left out, and need not say so field by field. */
export const answersIn = (
  answers: Readonly<Record<string, string>>,
  fields: readonly Field[],
): Readonly<Record<string, string>> => {
  const isDone = fields.some(({ path, ends }) => ends === true && (answers[path] ?? '') !== '');
  const left = fields.flatMap(({ path, value, choices = [] }) => {
    const [only] = choices;
    const isOpen = value === undefined && answers[path] === '';
    return isDone && isOpen && choices.length === 1 && only?.pick === 'skip' ? [[path, only.label] as const] : [];
  });
  return Object.fromEntries([...Object.entries(answers).filter(([, said]) => said !== ''), ...left]);
};
export const metaIn = (text: string): Meta | undefined => {
  try {
    const it: unknown = JSON.parse(text);
    const [dialog, version, connection, room] = [
      textIn(it, 'dialog'),
      fieldIn(it, 'version'),
      textIn(it, 'at', 'connection'),
      textIn(it, 'at', 'room'),
    ];
    if (dialog === undefined || typeof version !== 'number' || connection === undefined || room === undefined)
      return undefined;
    const direct = fieldIn(it, 'at', 'direct') === true;
    const quote = textIn(it, 'quote');
    return {
      dialog,
      version,
      at: { connection, room, ...(direct && { direct }) },
      ...(quote !== undefined && { quote }),
    };
  } catch {
    return undefined;
  }
};

const wordsOf = (words: Words): string => plainOf([{ is: 'text', words }]);
export const docWords = (doc: Doc): string => plainOf(doc).trim() || '–';
/** Slack takes no label without words. */
const short = (text: string, most: number): string => shortened(text, most) || '–';
