/** What an input holds, in the form in which Slack sends it: `state.values` and the action of a click. */
import { elementsOf } from './blocks.ts';
import { type Json, json, list, word } from './json.ts';
import type { Values } from './world.ts';

const plainOption = (option: Json): Json => {
  const { text, value, description } = option;
  return { text: { emoji: true, ...json(text) }, value, ...(description === undefined ? {} : { description }) };
};

/** An element's value before anybody has touched it. */
const initial = (element: Json): Json | undefined => {
  const type = word(element['type']) ?? '';
  const of = (name: string): unknown => element[name] ?? null;
  const option = (name: string): Json | null => (element[name] === undefined ? null : plainOption(json(element[name])));
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: of('initial_value') };
    case 'datepicker':
      return { type, selected_date: of('initial_date') };
    case 'timepicker':
      return { type, selected_time: of('initial_time') };
    case 'datetimepicker':
      return { type, selected_date_time: of('initial_date_time') };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: option('initial_option') };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: list(element['initial_options']).map(plainOption) };
    case 'users_select':
      return { type, selected_user: of('initial_user') };
    case 'multi_users_select':
      return { type, selected_users: element['initial_users'] ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: of('initial_conversation') };
    case 'channels_select':
      return { type, selected_channel: of('initial_channel') };
    case 'file_input':
      return { type, files: [] };
    default:
      return undefined; // a button holds nothing
  }
};

export const initialValues = (view: Json): Values => valuesOf(list(view['blocks']));
export const valuesOf = (blocks: readonly Json[]): Values => {
  const all: Values = {};
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const value = initial(element);
      const at = `${block['block_id']}`;
      if (value !== undefined) all[at] = { ...all[at], [`${element['action_id']}`]: value };
    }
  return all;
};

/** What a person gives: words, a date, the label of an option, several labels. */
export type Given = string | readonly string[];
export const given = (element: Json, what: Given, people: ReadonlyMap<string, string>): Json => {
  const type = word(element['type']) ?? '';
  const options = [
    ...list(element['options']),
    ...list(element['option_groups']).flatMap((group) => list(group['options'])),
  ];
  const one = typeof what === 'string' ? what : (what[0] ?? '');
  const option = (label: string): Json => {
    const found = options.find((each) => word(json(each['text'])['text']) === label || word(each['value']) === label);
    if (found === undefined) throw new Error(`There is no option "${label}".`);
    return plainOption(found);
  };
  const many = typeof what === 'string' ? (what === '' ? [] : [what]) : what;
  const person = (name: string): string => people.get(name) ?? name;
  const orNull = one === '' ? null : one;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: orNull };
    case 'datepicker':
      return { type, selected_date: orNull };
    case 'timepicker':
      return { type, selected_time: orNull };
    case 'datetimepicker':
      return { type, selected_date_time: one === '' ? null : Math.floor(Date.parse(one) / 1_000) };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: one === '' ? null : option(one) };
    case 'overflow':
      return { type, selected_option: option(one) };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: many.map(option) };
    case 'users_select':
      return { type, selected_user: one === '' ? null : person(one) };
    case 'multi_users_select':
      return { type, selected_users: many.map(person) };
    case 'conversations_select':
      return { type, selected_conversation: orNull };
    case 'channels_select':
      return { type, selected_channel: orNull };
    default:
      throw new Error(`Nobody can fill in "${type}" here.`);
  }
};

/** Whether Slack itself would let a person submit this. */
export const complaint = (element: Json, value: Json | undefined, optional: boolean): string | undefined => {
  const is = Object.entries(value ?? {}).find(([name]) => name !== 'type')?.[1];
  const empty = is === null || is === undefined || (Array.isArray(is) && is.length === 0);
  if (empty) return optional ? undefined : 'Please complete this required field.';
  if (typeof is !== 'string') return undefined;
  const { min_length: least, max_length: most, type } = element;
  if (typeof least === 'number' && is.length < least) return `Please write at least ${least} characters.`;
  const longest = typeof most === 'number' ? most : 3_000;
  if (type === 'plain_text_input' && is.length > longest) return `Please write at most ${longest} characters.`;
  if (type === 'number_input' && Number.isNaN(Number(is))) return 'Please enter a number.';
  return undefined;
};
