import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressed, type Made, pressed, render, SIGN } from '../../src/bots/slack/render.ts';
import { type Block, type Choice, type Doc, heading, type Inline, text, user } from '../../src/core/texts/doc.ts';
import { readDistrict } from '../../src/districts/read.ts';
import { play, programOf } from '../../src/story/play.ts';
import { inMemory, type MakePlatforms, setStage } from '../../src/tools/tour/stage.ts';
import { anyDoc, leaves } from '../contracts/docs.ts';
import { messageBlocks } from '../support/slack/blocks.ts';
import { wordsOf } from '../support/slack-words.ts';
import { makeStore } from '../support/stores.ts';

type Said = Extract<Made, { text: string }>;
const saidOf = (made: readonly Made[]): readonly Said[] => made.flatMap((each) => ('text' in each ? [each] : []));
const saidIn = (doc: Doc): readonly Said[] => saidOf(render(doc));
const only = (doc: Doc): Said => {
  const all = render(doc);
  const [first] = all;
  if (first === undefined || !('text' in first) || all.length > 1) throw new Error(`made ${all.length}`);
  return first;
};
/** What Slack would say to it: nothing, or it throws. */
const accepted = (made: readonly Made[]): void => {
  for (const { blocks } of saidOf(made)) messageBlocks(blocks, 'msg_blocks_too_long');
};
const buttonsIn = (blocks: readonly KnownBlock[]) =>
  blocks.flatMap((each) => (each.type === 'actions' ? each.elements : [])).filter((each) => each.type === 'button');
const stringsIn = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [String(value)];
const unescaped = (said: string): string =>
  said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('@\u2060', '@');
const squeeze = (words: string): string => words.toWellFormed().replaceAll('\u0000', '').replaceAll(/\s/gu, '');
const MOST_TEXT = 4_000;

const at = (said: string, to?: string): Inline => ({
  when: { from: '2026-06-30T12:00:00Z', ...(to !== undefined && { to }) },
  zone: 'Europe/Berlin',
  said,
});
const ada = { person: 'P-1', name: 'Ada', account: 'U012ADA' } as const;

describe('any Doc', () => {
  const each = (check: (made: readonly Made[], doc: Doc) => void) =>
    fc.assert(
      fc.property(anyDoc, (doc) => check(render(doc), doc)),
      { numRuns: 60 },
    );
  const finds = (said: string, doc: Doc) => {
    const all = squeeze(said);
    let from = 0;
    for (const leaf of leaves(doc).map(squeeze)) {
      const found = all.indexOf(leaf, from);
      expect(found, `lost: ${leaf.slice(0, 80)}`).toBeGreaterThanOrEqual(0);
      from = found + leaf.length;
    }
  };

  test('loses no word, in order', () => {
    each((made, doc) => finds(made.map((one) => ('text' in one ? wordsOf(one.blocks) : one.name)).join('\n'), doc));
  });

  test('says all of it as plain text, too, or says that there is more', () => {
    each((made, doc) => {
      const isShort = ({ text: said }: Said) => said.endsWith('…') && Buffer.byteLength(said) > MOST_TEXT * 0.4;
      if (!saidOf(made).some(isShort))
        finds(made.map((one) => ('text' in one ? unescaped(one.text) : one.name)).join('\n'), doc);
    });
  });

  test('is taken by Slack, never empty', () => {
    each((made) => {
      accepted(made);
      for (const { text: said, blocks } of saidOf(made)) {
        expect(said.trim()).not.toBe('');
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(MOST_TEXT);
        expect(blocks).not.toEqual([]);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(15_561);
        for (const block of blocks) expect(wordsOf([block])).not.toBe('');
      }
    });
  });

  test('is plain JSON, the same each time', () => {
    each((made, doc) => {
      expect(render(doc)).toEqual(made);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      for (const said of stringsIn(made)) {
        expect(said.isWellFormed()).toBe(true);
        expect(said.includes('\u0000')).toBe(false);
      }
    });
  });

  test('calls nobody in its plain text, and holds no markup', () => {
    each((made) => {
      for (const { text: said } of saidOf(made)) {
        expect(said).not.toMatch(/[<>]/);
        expect(said).not.toMatch(/&(?!(?:amp|lt|gt);)/);
        expect(said).not.toMatch(/@(?:channel|everyone|group|here)/i);
      }
    });
  });

  test('has no two buttons of one name', () => {
    each((made) => {
      for (const { blocks } of saidOf(made)) {
        const names = buttonsIn(blocks).flatMap(({ action_id }) => (action_id === 'form' ? [] : [action_id]));
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });
});

describe('each block', () => {
  test('headings and text', () => {
    expect(only([heading('Umfrage U-1'), text(['Von ', user('Ada <b>')]), heading('Mehr'), text('a\nb')])).toEqual({
      text: 'Umfrage U-1\nVon Ada &lt;b&gt;\n\nMehr\na\nb',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Umfrage U-1', emoji: false } },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Von Ada <b>' }] }],
        },
        { type: 'header', text: { type: 'plain_text', text: 'Mehr', emoji: false } },
        { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a\nb' }] }] },
      ],
    });
  });

  test.each<[string, Doc[number]]>([
    ['too long', heading('Wort '.repeat(40))],
    ['of two lines', heading('a\nb')],
    ['with a person', heading([ada])],
    ['with a command', heading([{ command: 'hilfe' }])],
    ['with a link', heading([{ link: 'https://e.example/', said: 'Kalender' }])],
  ])('a heading that no header holds is bold: %s', (_, block) => {
    const [made] = only([block]).blocks;
    expect(made).toMatchObject({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ style: { bold: true } }] }],
    });
  });

  test('lists', () => {
    const items = [['eins\nnoch eins'], [{ strong: 'zwei' }]];
    const made = (style: string) => [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style,
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'eins\nnoch eins' }] },
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'zwei', style: { bold: true } }] },
            ],
          },
        ],
      },
    ];
    expect(only([{ is: 'list', items }])).toEqual({ text: '- eins\n  noch eins\n- zwei', blocks: made('bullet') });
    expect(only([{ is: 'list', ordered: true, items }])).toEqual({
      text: '1. eins\n   noch eins\n2. zwei',
      blocks: made('ordered'),
    });
  });

  test('fields, each on a line', () => {
    const { text: said, blocks } = only([
      {
        is: 'fields',
        fields: [
          { label: 'Ort', words: ['Raum 114'] },
          { label: 'Zeit', words: ['um vier'] },
        ],
      },
    ]);
    expect(said).toBe('Ort: Raum 114\nZeit: um vier');
    expect(blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Ort', style: { bold: true } },
              { type: 'text', text: ': Raum 114\n' },
              { type: 'text', text: 'Zeit', style: { bold: true } },
              { type: 'text', text: ': um vier' },
            ],
          },
        ],
      },
    ]);
  });

  test('a command with the sign that it begins with here', () => {
    const { text: said, blocks } = only([text(['Mit ', { command: 'hilfe' }])]);
    expect(said).toBe(`Mit ${SIGN} hilfe`);
    expect(blocks).toMatchObject([
      { elements: [{ elements: [{ text: 'Mit ' }, { text: '/ak hilfe', style: { code: true } }] }] },
    ]);
  });

  test('rooms as a list', () => {
    const { blocks } = only([
      {
        is: 'rooms',
        name: 'Landkreis',
        rooms: [{ room: 'C1', name: 'Wohnen' }],
        by: { person: 'P-1', name: 'Ada' },
      },
    ]);
    expect(wordsOf(blocks)).toBe('Landkreis\n• Wohnen');
  });

  test('a file as a message of its own, where it stood', () => {
    const file = { file: 'paper', of: 'V-1', revision: 1, format: 'docx' } as const;
    expect(render([text('davor'), { is: 'file', file, name: 'v-1.docx', title: 'Vorlage' }, text('danach')])).toEqual([
      expect.objectContaining({ text: 'davor' }),
      { file, name: 'v-1.docx', title: 'Vorlage' },
      expect.objectContaining({ text: 'danach' }),
    ]);
  });

  test.each<[string, Doc]>([
    ['nothing', []],
    ['no words', [text(''), heading('  \n'), { is: 'list', items: [] }, { is: 'table', head: [], rows: [[]] }]],
    ['a poll of the platform’s own', [{ is: 'poll', question: 'Wann?', options: [{ pick: '1:yes', said: '1.' }] }]],
  ])('%s is no message', (_, doc) => {
    expect(render(doc)).toEqual([]);
  });
});

describe('a table', () => {
  const table = (columns: number, rows: number): Block => ({
    is: 'table',
    head: Array.from({ length: columns }, (_, n) => `Kopf ${n}`),
    rows: Array.from({ length: rows }, (_, n) => [[`Zeile ${n}`]]),
  });
  const tables = ({ blocks }: Said) => blocks.flatMap((each) => (each.type === 'table' ? [each] : []));

  test('has a bold head, and as many cells in each row', () => {
    const { text: said, blocks } = only([table(2, 1)]);
    expect(said).toBe('Kopf 0 | Kopf 1\nZeile 0');
    expect(wordsOf(blocks)).toBe('Kopf 0 | Kopf 1\nZeile 0 |  ');
    expect(JSON.stringify(blocks)).toContain('{"type":"text","text":"Kopf 1","style":{"bold":true}}');
  });

  test('goes on in further messages, with its head above each part', () => {
    const all = saidIn([table(1, 150)]);
    accepted(all);
    expect(all.length).toBeGreaterThan(1);
    for (const { text: said } of all) expect(said).toMatch(/^Kopf 0\nZeile /);
    expect(all.flatMap(tables).reduce((sum, { rows }) => sum + rows.length - 1, 0)).toBe(150);
  });

  test('is the last of its message, since Slack shows it below everything else', () => {
    const all = saidIn([text('davor'), table(1, 1), text('danach'), table(1, 1), table(1, 1)]);
    accepted(all);
    expect(all.map(({ blocks }) => blocks.map(({ type }) => type))).toEqual([
      ['rich_text', 'table'],
      ['rich_text', 'table'],
      ['table'],
    ]);
  });

  test('that is too wide is a list', () => {
    const { blocks } = only([table(21, 2)]);
    accepted([{ text: '', blocks }]);
    expect(wordsOf(blocks)).toMatch(/^• Kopf 0 \| Kopf 1 .*\n• Zeile 0\n• Zeile 1$/);
  });
});

describe('moments', () => {
  const elements = (said: Inline) => {
    const [block] = only([text([said])]).blocks;
    const [section] = block?.type === 'rich_text' ? block.elements : [];
    return section?.type === 'rich_text_section' ? section.elements : [];
  };
  const date = (timestamp: number, format: string, fallback: string) => ({ type: 'date', timestamp, format, fallback });

  test.each(['Di., 30.06.2026, 14:00 Uhr', 'Tue, 30 Jun 2026, 14:00'])('are said in the reader’s way: %s', (said) => {
    expect(elements(at(said))).toEqual([date(1_782_820_800, '{date_long}, {time}', said)]);
  });
  test('with their end', () => {
    expect(elements(at('Di., 30.06.2026, 14:00–16:00 Uhr', '2026-06-30T14:00:00Z'))).toEqual([
      date(1_782_820_800, '{date_long}, {time}', 'Di., 30.06.2026, 14:00'),
      { type: 'text', text: '–' },
      date(1_782_828_000, '{time}', '16:00 Uhr'),
    ]);
  });
  test.each<[string, Inline]>([
    ['a whole day', { when: { day: '2026-06-30' }, zone: 'Europe/Berlin', said: 'Di., 30.06.2026' }],
    ['without the time', at('Di., 30.06.2026')],
    ['with more than a time', at('am 30.06.2026, 14:00 Uhr, Raum 114')],
    ['the time alone', at('14:00 Uhr')],
    ['an end that is not said', at('Di., 30.06.2026, 14:00 Uhr', '2026-06-30T14:00:00Z')],
  ])('stay as they are said where Slack would say something else: %s', (_, said) => {
    expect(elements(said)).toEqual([{ type: 'text', text: expect.any(String) }]);
  });
});

describe('links and persons', () => {
  test('a link says in plain text where it leads', () => {
    const { text: said, blocks } = only([text([{ link: 'https://e.example/?a=1&b=2', said: 'Kalender' }])]);
    expect(said).toBe('Kalender (https://e.example/?a=1&amp;b=2)');
    expect(blocks).toMatchObject([
      { elements: [{ elements: [{ type: 'link', url: 'https://e.example/?a=1&b=2', text: 'Kalender' }] }] },
    ]);
  });
  test.each([
    'javascript:alert(1)',
    'slack://channel?id=1',
    'e.example',
    'https://bank.example@evil.example/',
    `https://e.example/${'a'.repeat(3_000)}`,
  ])('and nowhere with %.40s', (link) => {
    expect(only([text([{ link, said: 'Klick' }])])).toEqual(only([text('Klick')]));
  });
  test('with a name longer than Slack takes, it is said before', () => {
    const made = render([text([{ link: 'https://e.example/', said: 'Wort '.repeat(800) }])]);
    accepted(made);
    expect(wordsOf(saidOf(made).flatMap(({ blocks }) => blocks))).toMatch(/Wort {2}\(https:\/\/e\.example\/\)$/);
  });

  test('persons are called where their account is known, and named in plain text', () => {
    const { text: said, blocks } = only([text([ada, ', ', { person: 'P-2', name: 'Ben' }])]);
    expect(said).toBe('Ada, Ben');
    expect(blocks).toMatchObject([
      {
        elements: [
          {
            elements: [
              { type: 'user', user_id: 'U012ADA' },
              { type: 'text', text: ', Ben' },
            ],
          },
        ],
      },
    ]);
  });
  test.each(['ada', '<b>', 'S012GROUP', 'U1> <!channel', '@ada:example.org'])('and not where it is none: %s', (id) => {
    expect(wordsOf(only([text([{ ...ada, account: id }])]).blocks)).toBe('Ada');
  });
});

describe('what people typed', () => {
  test.each<[string, Block]>([
    ['in one piece', text([user('<!channel> <!here|x> <@U012ADA> @here @Channel')])],
    ['in two pieces', text(['<', user('!channel>'), '@', user('here')])],
    ['as a name', text([{ person: 'P-1', name: '<!channel> @here' }])],
    ['as a choice', text('a', { choices: [{ pick: 'a', label: '<!channel> @here' }] })],
    ['in a table', { is: 'table', head: ['<!channel>'], rows: [[[user('@here')]]] }],
    ['as a heading', heading([user('<!channel> @here')])],
  ])('calls nobody: %s', (_, block) => {
    const { text: said, blocks } = only([block]);
    expect(said).not.toMatch(/[<>]|@(?:here|channel)/i);
    const types = [...JSON.stringify(blocks).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    for (const type of types) expect(['mrkdwn', 'user', 'usergroup', 'broadcast', 'markdown']).not.toContain(type);
  });
  test('turns no words but its own', () => {
    expect(wordsOf(only([text([user('a\u202Eb\u2066c'), ' – 2 ja'])]).blocks)).toBe(
      'a\u202Eb\u2066c\u202C\u2069 – 2 ja',
    );
  });
  test('with half a character or nothing at all reaches Slack whole', () => {
    expect(wordsOf(only([text([user('a\uD800b\u0000c')])]).blocks)).toBe('a\uFFFDbc');
  });
});

describe('choices', () => {
  const choice = (pick: string, label: string, main?: true): Choice => ({ pick, label, ...(main && { main }) });
  const option = (number: number) =>
    text(`Termin ${number}`, { number, choices: [choice(`${number}:yes`, 'ja'), choice(`${number}:no`, 'nein')] });

  test('stand below their line, say to which they belong, and have a name each', () => {
    const { text: said, blocks } = only([option(1), option(3)]);
    expect(said).toBe('1. Termin 1 [ja · nein]\n3. Termin 3 [ja · nein]');
    expect(wordsOf(blocks)).toBe('1. Termin 1\n[ja] [nein]\n3. Termin 3\n[ja] [nein]');
    expect(buttonsIn(blocks)).toMatchObject([
      { action_id: 'pick/1', value: '1:yes', accessibility_label: 'ja: 1. Termin 1' },
      { action_id: 'pick/2', value: '1:no', accessibility_label: 'nein: 1. Termin 1' },
      { action_id: 'pick/3', value: '3:yes', accessibility_label: 'ja: 3. Termin 3' },
      { action_id: 'pick/4', value: '3:no', accessibility_label: 'nein: 3. Termin 3' },
    ]);
  });
  test('of a card: the main one stands out', () => {
    const { text: said, blocks } = only([text('Stand', { choices: [choice('a', 'A', true), choice('b', 'B')] })]);
    expect(said).toBe('Stand\n[A · B]');
    expect(buttonsIn(blocks).map(({ style }) => style)).toEqual(['primary', undefined]);
  });
  test('more than one row of buttons holds go on in the next', () => {
    const { blocks } = only([text('', { choices: Array.from({ length: 30 }, (_, n) => choice(`${n}`, `w${n}`)) })]);
    accepted([{ text: '', blocks }]);
    expect(blocks.map((each) => (each.type === 'actions' ? each.elements.length : each.type))).toEqual([25, 5]);
  });
  test('with more words than a button holds are shortened, and without any say what they send', () => {
    const long = `${'👩‍👩‍👧‍👦'.repeat(3)}${'ä'.repeat(60)}`;
    const { blocks } = only([text('', { choices: [choice('a', long), choice('b', ' ')] })]);
    accepted([{ text: '', blocks }]);
    expect(buttonsIn(blocks).map((each) => each.text.text)).toEqual([`${long.slice(0, 74)}…`, 'b']);
  });
  test('lines without any stand together', () => {
    const { blocks } = only([text('a', { number: 1 }), text('b', { number: 2 }), text('c')]);
    expect(blocks).toHaveLength(2);
    expect(wordsOf(blocks)).toBe('1. a\n2. b\nc');
  });

  test('a form stands beside them', () => {
    const form: Block = { is: 'form', dialog: 'D-1', said: 'Antworten' };
    const { text: said, blocks } = only([text('Öffentlich?', { choices: [choice('yes', 'ja')] }), form]);
    expect(said).toBe('Öffentlich?\n[ja]\n[Antworten]');
    expect(wordsOf(blocks)).toBe('Öffentlich?\n[ja] [Antworten]');
    expect(buttonsIn(blocks).at(-1)).toMatchObject({ action_id: 'form', value: 'D-1' });
    expect(wordsOf(only([text('Was?'), form]).blocks)).toBe('Was?\n[Antworten]');
    accepted(render([form, form, form]));
  });

  test('say what they are about once they are addressed, and it is read back', () => {
    const { blocks } = only([option(1), { is: 'form', dialog: 'D-1', said: 'Antworten' }]);
    const values = buttonsIn(addressed(blocks, 'post:poll:U-1')).map(({ value }) => value ?? '');
    expect(values).toEqual(['post:poll:U-1\n1:yes', 'post:poll:U-1\n1:no', 'D-1']);
    expect(values.map(pressed)).toEqual([
      { about: 'post:poll:U-1', pick: '1:yes' },
      { about: 'post:poll:U-1', pick: '1:no' },
      undefined,
    ]);
    expect(['', '\n', 'a\n', '\nb'].map(pressed)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('what is too long for one message', () => {
  const paragraph = (n: number, length = 3_000) => text(`${n} ${'wort '.repeat(length / 5)}`);
  const begins = (all: readonly Said[]) => all.map(({ blocks }) => wordsOf(blocks).slice(0, 4));

  test('is cut between blocks', () => {
    expect(begins(saidIn([1, 2, 3, 4].map((n) => paragraph(n))))).toEqual(['1 wo', '4 wo']);
  });
  test('takes a heading along with what stands below it', () => {
    const all = saidIn([paragraph(1, 4_500), paragraph(2, 4_500), heading('Kopf'), paragraph(3)]);
    expect(begins(all)).toEqual(['1 wo', 'Kopf']);
  });
  test('fifty blocks are one message', () => {
    const all = saidIn(Array.from({ length: 60 }, (_, n) => text(`${n}`)));
    accepted(all);
    expect(all.map(({ blocks }) => blocks.length)).toEqual([50, 10]);
  });
  test('a poll keeps each date with its buttons', () => {
    const choices = ['ja', 'zur Not', 'nein'].map((label) => ({ pick: `1:${label}`, label }));
    const all = saidIn([
      heading('Umfrage'),
      ...Array.from({ length: 40 }, (_, n) => text([at('Di., 30.06.2026, 14:00 Uhr')], { number: n + 1, choices })),
    ]);
    accepted(all);
    for (const { blocks } of all)
      expect(wordsOf(blocks)).toMatch(/^(Umfrage\n)?(\d+\. Di\., .*\n\[ja\] \[zur Not\] \[nein\]\n?)+$/);
    expect(all[0]?.blocks.length).toBeGreaterThan(30);
  });
  test('a list between its items, which go on counting', () => {
    const items = Array.from({ length: 900 }, (_, i) => [`Punkt ${i + 1}`]);
    const all = saidIn([heading('Kopf'), { is: 'list', ordered: true, items }]);
    accepted(all);
    expect(all.length).toBeGreaterThan(1);
    expect(
      all
        .map(({ blocks }) => wordsOf(blocks))
        .join('\n')
        .split('\n'),
    ).toEqual(['Kopf', ...items.map(([item], i) => `${i + 1}. ${item}`)]);
  });
  test('a paragraph after a line, else after a word', () => {
    const lines = saidIn([text(Array.from({ length: 2_000 }, (_, i) => `Zeile ${i}`).join('\n'))]);
    for (const { blocks } of lines) expect(wordsOf(blocks)).toMatch(/^Zeile \d+\n/);
    const words = saidIn([text('Donaudampfschiff '.repeat(2_000))]);
    for (const { blocks } of words) expect(wordsOf(blocks)).toMatch(/^(Donaudampfschiff )+$/);
  });
  test.each([
    ['families', '👩‍👩‍👧‍👦', /^(?:👩‍👩‍👧‍👦)+$/u, /^(?:👩‍👩‍👧‍👦)+…$/u],
    ['flags', '🇩🇪', /^(?:🇩🇪)+$/u, /^(?:🇩🇪)+…$/u],
    ['marks', 'e\u0301', /^(?:e\u0301)+$/u, /^(?:e\u0301)+…$/u],
    ['what grows when it is escaped', '"&<\u{1F5F3}', /^["&<\u{1F5F3}]+$/u, /^(?:["\u{1F5F3}]|&amp;|&lt;)+…$/u],
  ])('a word without end between its signs: %s', (_, sign, whole, short) => {
    const word = sign.repeat(9_000);
    const all = saidIn([text([user(word)])]);
    accepted(all);
    expect(all.map(({ blocks }) => wordsOf(blocks)).join('')).toBe(word);
    for (const { blocks } of all) expect(wordsOf(blocks)).toMatch(whole);
    expect(all[0]?.text).toMatch(short);
  });
  test('a person and a moment are never cut', () => {
    const all = saidIn([
      text([{ ...ada, name: 'Ada'.repeat(10_000) }, 'wort '.repeat(4_000), at('Di., 30.06.2026, 14:00 Uhr'), ada]),
    ]);
    accepted(all);
    const said = all.map(({ blocks }) => wordsOf(blocks)).join('');
    expect(said.match(/@U012ADA/g)).toHaveLength(2);
    expect(said).toMatch(/^@U012ADAwort .*Di\., 30\.06\.2026, 14:00 Uhr@U012ADA$/);
  });
  test('plain text ends at a word, and says that there is more', () => {
    const { text: said } = only([text('Grüße '.repeat(1_000))]);
    expect(said).toMatch(/^(Grüße )+Grüße…$/);
    expect(Buffer.byteLength(said)).toBeGreaterThan(MOST_TEXT - 20);
  });
  test('choices stand below the last part, and pick what they did', () => {
    const all = saidIn([text('wort '.repeat(4_000), { number: 2, choices: [{ pick: '2:yes', label: 'ja' }] })]);
    expect(begins(all)[0]).toBe('2. w');
    expect(all.flatMap(({ blocks }) => buttonsIn(blocks).map(({ value }) => value))).toEqual(['2:yes']);
    expect(wordsOf(all.at(-1)?.blocks ?? [])).toMatch(/\n\[ja\]$/);
  });
  test('within moments', () => {
    const before = performance.now();
    render([text('a'.repeat(500_000)), { is: 'list', items: Array.from({ length: 10_000 }, (_, i) => [`${i}`]) }]);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

test('all that is said while a quarter of a district is played is taken by Slack, and loses no word', {
  timeout: 120_000,
}, async () => {
  const read = readDistrict(readFileSync('examples/landkreis-waldshut.yaml', 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const docs: Doc[] = [];
  const listening: MakePlatforms = async (...given) =>
    new Map(
      [...(await inMemory(...given))].map(([connection, played]) => [
        connection,
        {
          ...played,
          async take(payload, label) {
            const answer = await played.take(payload, label);
            docs.push(answer.say ?? []);
            if (answer.kind === 'done') docs.push(...(answer.form?.fields ?? []).map(({ ask }) => ask));
            return answer;
          },
          bot: {
            ...played.bot,
            render: (doc: Doc) => {
              docs.push(doc);
              return played.bot.render(doc);
            },
          },
        },
      ]),
    );
  const program = programOf(read.value, undefined);
  const { store, end } = await makeStore('memory');
  const log = { bug: (_: string, error: unknown) => expect.fail(String(error)), note: () => {} };
  await play(await setStage(read.value, store, program.start, log, () => {}, listening), program, () => {});
  await end();
  expect(docs.length).toBeGreaterThan(200);
  for (const doc of docs) {
    const made = render(doc);
    accepted(made);
    const all = squeeze(made.map((one) => ('text' in one ? wordsOf(one.blocks) : one.name)).join('\n'));
    for (const leaf of leaves(doc)) expect(all).toContain(squeeze(leaf));
  }
});
