/** Blocks and views as Slack takes them: checked by the rules, and named where the app left them without a name. */
import { blockLimit, blockRule, type Surface, viewRule } from './block-rules.ts';
import { type Json, json, list, word } from './json.ts';
import { wrong } from './refusal.ts';
import { listOf, problems } from './rules.ts';

/** bolt-js #2509: what all texts of a message's blocks may have together. */
const ALL_TEXT = 13_200;

/** Elements that a person can act on, wherever they stand in a block. */
export const elementsOf = (block: Json): readonly Json[] =>
  [...list(block['elements']), json(block['element']), json(block['accessory'])].filter(
    ({ action_id }) => action_id !== undefined,
  );

/** Names are given to blocks and elements that have none, as Slack does. */
const named = (block: Json, i: number): Json => {
  const name = (element: unknown, j: number): unknown => {
    const { type, action_id } = json(element);
    return type === undefined || action_id !== undefined || !ACTIVE.test(`${type}`)
      ? element
      : { ...json(element), action_id: `a${i}${j}` };
  };
  const { element, elements, accessory } = block;
  return {
    ...block,
    block_id: block['block_id'] ?? `b${i}x`,
    ...(element === undefined ? {} : { element: name(element, 0) }),
    ...(accessory === undefined ? {} : { accessory: name(accessory, 0) }),
    ...(block['type'] === 'actions' && Array.isArray(elements) ? { elements: elements.map(name) } : {}),
  };
};
const ACTIVE = /button|picker|select|input|checkboxes|overflow/;

const twice = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) !== i);

const repeated = (blocks: readonly Json[]): string[] => {
  const block = twice(blocks.flatMap(({ block_id }) => word(block_id) ?? []));
  const action = blocks
    .map((each) => twice(elementsOf(each).flatMap(({ action_id }) => word(action_id) ?? [])))
    .find((each) => each !== undefined);
  return [
    ...(block === undefined ? [] : [`\`block_id\` ${block} already exists [json-pointer:/blocks]`]),
    ...(action === undefined ? [] : [`\`action_id\` ${action} already exists in its block [json-pointer:/blocks]`]),
  ];
};

const focused = (blocks: readonly Json[]): string[] =>
  blocks.flatMap(elementsOf).filter(({ focus_on_load }) => focus_on_load === true).length > 1
    ? ['only one element may have focus_on_load [json-pointer:/blocks]']
    : [];

/** Blocks of a message, with their names, or the refusal. */
export const messageBlocks = (given: unknown, tooLong: string, invalid = 'invalid_blocks'): readonly Json[] => {
  const surface: Surface = 'message';
  const found = problems(listOf(blockRule[surface], blockLimit[surface], 0), given, '/blocks');
  if (found.length > 0) throw wrong(invalid, found);
  const blocks = list(given);
  const tables = blocks.filter(({ type }) => type === 'table').length;
  const more = [...repeated(blocks), ...(tables > 1 ? ['only one table is allowed [json-pointer:/blocks]'] : [])];
  if (more.length > 0) throw wrong(invalid, more);
  if (textIn(blocks) > ALL_TEXT) throw wrong(tooLong, []);
  return blocks.map(named);
};

/** A view, with its blocks named, or the refusal. */
export const checkedView = (given: unknown, type: 'modal' | 'home'): Json => {
  const found = problems(viewRule[type], given, '/view');
  if (found.length > 0) throw wrong('invalid_arguments', found);
  const view = json(given);
  if (JSON.stringify(view).length > 250_000) throw wrong('view_too_large', []);
  const blocks = list(view['blocks']);
  const more = [...repeated(blocks), ...focused(blocks)];
  if (more.length > 0) throw wrong('invalid_arguments', more);
  return { ...view, blocks: blocks.map(named) };
};

const textIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textIn(each), 0);
  return Object.entries(json(value)).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textIn(each)),
    0,
  );
};
