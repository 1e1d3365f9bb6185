import fc from 'fast-check';
import type { Block, Choice, Doc, Inline } from '../../src/core/texts/doc.ts';
import { hostile } from './rows.ts';

/** What means something in the markup of one platform or another, and must not mean anything here. */
const markup = [
  '<@U123> <!channel> <!here> @room @everyone',
  '*fett* _kursiv_ ~durch~ `code` ```block``` > Zitat',
  '<https://evil.example|harmlos>',
  '[Klick](javascript:alert(1))',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '&lt;b&gt; &amp;amp;',
  '</textarea><b>',
  'mxc://evil/x https://matrix.to/#/@a:b',
  ':tada: &#x202e; \\* \\_',
  '# Kopf\n- Liste\n| a | b |',
];
const longest = 10_000;
const someText = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 3, arbitrary: fc.constantFrom(...markup, ...hostile.filter((text) => text.length < longest)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 400 })
      .map((n) => Array.from({ length: n }, (_, i) => `Zeile ${i}`).join('\n')),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000 }).map((n) => 'Wort'.repeat(n)) },
);
const slot = fc.oneof(
  fc.constant({ day: '2026-07-01' }),
  fc.constant({ from: '2026-07-01T08:00:00Z' }),
  fc.constant({ from: '2026-07-01T08:00:00Z', to: '2026-07-01T10:00:00Z' }),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  someText,
  someText.map((text) => ({ text })),
  someText.map((strong) => ({ strong })),
  someText.map((command) => ({ command })),
  fc.record({ when: slot, zone: fc.constant('Europe/Berlin'), said: fc.constant('Mi., 01.07.2026') }),
  fc.record(
    { person: fc.constant('P-1' as const), name: someText, account: fc.constantFrom('ada', '@ada:example.org', '<b>') },
    { requiredKeys: ['person', 'name'] },
  ),
  fc.record({ link: fc.constantFrom('https://example.org/a?b=c&d="e"', 'https://example.org/ä ö'), said: someText }),
);
const words = fc.array(inline, { maxLength: 5 });
const choice: fc.Arbitrary<Choice> = fc.record(
  {
    pick: fc.constantFrom('1:yes', '2:no', 'take-up'),
    label: someText.map((text) => text.slice(0, 30)),
    main: fc.constant(true as const),
  },
  { requiredKeys: ['pick', 'label'] },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ is: fc.constant('heading' as const), words }),
  fc.record(
    {
      is: fc.constant('text' as const),
      words,
      number: fc.integer({ min: 1, max: 999 }),
      choices: fc.array(choice, { maxLength: 9 }),
    },
    { requiredKeys: ['is', 'words'] },
  ),
  fc.record({ is: fc.constant('list' as const), items: fc.array(words, { maxLength: 60 }) }),
  fc.record({
    is: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: someText, words }), { maxLength: 15 }),
  }),
  fc.record({
    is: fc.constant('table' as const),
    head: fc.array(someText, { maxLength: 4 }),
    rows: fc.array(fc.array(words, { maxLength: 4 }), { maxLength: 8 }),
  }),
  fc.record({
    is: fc.constant('rooms' as const),
    name: someText,
    rooms: fc.array(fc.record({ room: fc.constantFrom('wohnen', '!abc:example.org'), name: someText }), {
      maxLength: 9,
    }),
    by: fc.constant({ person: 'P-1' as const, name: 'Ada' }),
  }),
  fc.record({
    is: fc.constant('file' as const),
    file: fc.constant({ file: 'paper' as const, of: 'V-1' as const, revision: 1, format: 'docx' as const }),
    name: fc.constant('vorlage-v-1.docx'),
    title: someText,
  }),
  fc.record(
    {
      is: fc.constant('poll' as const),
      question: someText,
      options: fc.array(fc.record({ pick: fc.constantFrom('1:yes', '2:yes'), said: someText }), { maxLength: 30 }),
      hidden: fc.constant(true as const),
      over: fc.constant(true as const),
    },
    { requiredKeys: ['is', 'question', 'options'] },
  ),
  fc.record({ is: fc.constant('form' as const), dialog: fc.constant('G-1'), said: someText }),
);
/** Anything that a view could make, and much that none will. */
export const anyDoc: fc.Arbitrary<Doc> = fc.array(block, { maxLength: 12 });

const saidBy = (each: Inline): string => {
  if (typeof each === 'string') return each;
  if ('text' in each) return each.text;
  if ('strong' in each) return each.strong;
  if ('command' in each) return each.command;
  return 'person' in each ? each.name : each.said;
};
/** All that a reader has to find again, in order. */
export const leaves = (doc: Doc): readonly string[] =>
  doc.flatMap((each): readonly string[] => {
    switch (each.is) {
      case 'heading':
        return each.words.map(saidBy);
      case 'text':
        return [
          ...(each.number === undefined ? [] : [`${each.number}`]),
          ...each.words.map(saidBy),
          ...(each.choices ?? []).map(({ label }) => label),
        ];
      case 'list':
        return each.items.flat().map(saidBy);
      case 'fields':
        return each.fields.flatMap((field) => [field.label, ...field.words.map(saidBy)]);
      case 'table':
        return [...each.head, ...each.rows.flat(2).map(saidBy)];
      case 'file':
        return [each.name];
      case 'rooms':
        return [each.name, ...each.rooms.map(({ name }) => name)];
      case 'poll':
        return []; // not every platform has one, and all of it stands in the lines
      case 'form':
        return []; // not every platform has forms, and one can also write
      default:
        return each satisfies never;
    }
  });
