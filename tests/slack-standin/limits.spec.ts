import { describe, expect, it } from 'vitest';
import { blockLimit, blockRule, viewRule } from '../../src/tools/slack/block-rules.ts';
import { Refusal } from '../../src/tools/slack/refusal.ts';
import { type Rule, string } from '../../src/tools/slack/rules.ts';
import { checkedView, messageBlocks } from '../support/slack/blocks.ts';
import { documentedLimits, enforcedLimits } from './documented-limits.ts';
import { allowed, broken, isRight, sample } from './violations.ts';

const rules: Rule[] = [...Object.values(blockRule), ...Object.values(viewRule)];
/** How long a text may be says whatever holds it. */
const HELD = /^(plain_text|mrkdwn)$/;

const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text = 'x') => ({ type: 'section', text: plain(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('x'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: plain(value), value });
const modal = (more: object = {}) => ({ type: 'modal', title: plain('x'), blocks: [section()], ...more });
const input = (element: object) => ({ type: 'input', label: plain('x'), element });

describe('limits of blocks and views', () => {
  it('are those of the doc comments in @slack/types', () => {
    const enforced = enforcedLimits(...rules);
    const kinds = new Set([...enforced.keys()].map((name) => name.split('.')[0]));
    const documented = documentedLimits().filter(({ of }) => kinds.has(of) && !HELD.test(of));
    expect(documented.length).toBeGreaterThan(75);
    expect(documented.filter(({ of, field, max }) => enforced.get(`${of}.${field}`) !== max)).toEqual([]);
  });

  it('where the comments say nothing: as written on docs.slack.dev', () => {
    expect(blockLimit).toEqual({ message: 50, modal: 100, home: 100 });
    expect(Object.fromEntries(enforcedLimits(...rules))).toMatchObject({
      'overflow.options': 5,
      'PlainTextOption.value': 75,
      'PlainTextOption.url': 3_000,
      'PlainTextOption.description': 75,
      'file_input.max_files': 10,
      'modal.external_id': 255,
      'home.external_id': 255,
    });
  });

  it.each(Object.entries({ ...blockRule, ...viewRule }))('of %s: what is just allowed is taken', (_, rule) => {
    const cases = [...allowed(rule)];
    expect(cases.length).toBeGreaterThan(500);
    expect(cases.filter(({ value }) => !isRight(rule, value)).map(({ what }) => what)).toEqual([]);
  });

  it.each(Object.entries({ ...blockRule, ...viewRule }))('of %s: each broken once is refused', (_, rule) => {
    const cases = [...broken(rule)];
    expect(cases.length).toBeGreaterThan(500);
    expect(cases.filter(({ value }) => isRight(rule, value)).map(({ what }) => what)).toEqual([]);
  });

  it('break a message with invalid_blocks, and a view with invalid_arguments', () => {
    for (const { what, value } of broken(blockRule.message))
      expect([what, refusal(() => messageBlocks([value], 'msg_blocks_too_long'))]).toEqual([what, 'invalid_blocks']);
    for (const type of ['modal', 'home'] as const)
      for (const { what, value } of broken(viewRule[type]))
        expect([what, refusal(() => checkedView(value, type))]).toEqual([what, 'invalid_arguments']);
  });

  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => section()), 'invalid_blocks'],
    [
      'the same block_id twice',
      [
        { ...section(), block_id: 'b' },
        { ...section(), block_id: 'b' },
      ],
      'invalid_blocks',
    ],
    [
      'the same action_id twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      'invalid_blocks',
    ],
    ['two tables', [1, 2].map(() => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })), 'invalid_blocks'],
    ['a section with neither text nor fields', [{ type: 'section' }], 'invalid_blocks'],
    ['a field of 2001 characters', [{ type: 'section', fields: [plain('x'.repeat(2_001))] }], 'invalid_blocks'],
    ['an image without a source', [{ type: 'image', alt_text: 'x' }], 'invalid_blocks'],
    [
      'an image of two sources',
      [{ type: 'image', alt_text: 'x', image_url: 'x', slack_file: { id: 'F' } }],
      'invalid_blocks',
    ],
    ['a select without options', [actions({ type: 'static_select' })], 'invalid_blocks'],
    [
      'a select with options and groups of them',
      [
        actions({
          type: 'static_select',
          options: [option('a')],
          option_groups: [{ label: plain('x'), options: [option('a')] }],
        }),
      ],
      'invalid_blocks',
    ],
    [
      'a first choice that is not offered',
      [actions({ type: 'static_select', options: [option('a')], initial_option: option('b') })],
      'invalid_blocks',
    ],
    [
      'first choices that are not offered',
      [actions({ type: 'checkboxes', options: [option('a')], initial_options: [option('b')] })],
      'invalid_blocks',
    ],
    ['13,201 characters in all', Array.from({ length: 5 }, () => section('x'.repeat(2_641))), 'msg_blocks_too_long'],
  ])('refuse a message with %s', (_, blocks, code) => {
    expect(refusal(() => messageBlocks(blocks, 'msg_blocks_too_long'))).toBe(code);
  });

  it('take a message of 50 blocks, the same action_id in two of them, and 13,200 characters in all', () => {
    const both = [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))];
    expect(refusal(() => messageBlocks([...both, ...Array.from({ length: 48 }, () => section())], ''))).toBeUndefined();
    expect(
      refusal(() =>
        messageBlocks(
          Array.from({ length: 5 }, () => section('x'.repeat(2_640))),
          '',
        ),
      ),
    ).toBeUndefined();
  });

  it.each([
    ['no submit beside an input', modal({ blocks: [input({ type: 'plain_text_input' })] }), 'invalid_arguments'],
    [
      'two elements in focus',
      modal({
        submit: plain('x'),
        blocks: ['a', 'b'].map((action_id) => input({ type: 'plain_text_input', action_id, focus_on_load: true })),
      }),
      'invalid_arguments',
    ],
    [
      'a block_id twice',
      modal({
        blocks: [
          { ...section(), block_id: 'b' },
          { ...section(), block_id: 'b' },
        ],
      }),
      'invalid_arguments',
    ],
    [
      'more than 250 kB',
      modal({ blocks: Array.from({ length: 99 }, () => section('x'.repeat(2_900))) }),
      'view_too_large',
    ],
    ['a block that only messages have', modal({ blocks: [{ type: 'markdown', text: 'x' }] }), 'invalid_arguments'],
  ])('refuse a modal with %s', (_, view, code) => {
    expect(refusal(() => checkedView(view, 'modal'))).toBe(code);
  });

  it('would not be seen to be broken by a sample that is broken itself', () => {
    for (const rule of rules) expect(isRight(rule, sample(rule))).toBe(true);
    expect([...broken(string(2, 1))].map(({ value }) => value)).toEqual([1, '', 'xxx']);
  });
});
