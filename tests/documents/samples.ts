import fc from 'fast-check';
import type { Block, Document, Span } from '../../src/core/papers/document.ts';

export const paper: Document = {
  title: 'Sprachmittlung im Landkreis',
  sort: 'Beschlussvorlage',
  issuer: ['Dezernat 4', 'Amt für Soziale Hilfen'],
  date: '11.06.2026',
  language: 'de',
  stamp: 'ENTWURF',
  blocks: [
    { kind: 'table', caption: '', head: ['Gremium', 'Sitzung am'], rows: [['Sozialausschuss', '28.06.2026']] },
    { kind: 'heading', level: 1, text: 'Sachverhalt' },
    { kind: 'heading', level: 2, text: 'Bildung' },
    { kind: 'heading', level: 3, text: 'Bedarf' },
    {
      kind: 'paragraph',
      spans: [
        { text: 'Bedarf: ', strong: true },
        { text: 'elf Plätze fehlen.', mark: 'E-7' },
      ],
    },
    { kind: 'list', items: [['Wohnen'], ['Arbeit']] },
    { kind: 'list', ordered: true, items: [['erstens'], ['zweitens']] },
    { kind: 'table', caption: 'Wer was tut', head: ['Schritt', 'Wer'], rows: [['Anhören', 'AWO'], ['Berichten']] },
  ],
};

/** What people, or someone who means ill, could type. */
export const hostile = [
  '# kein Titel',
  '[Klick](https://evil.example)',
  '![Bild](x.png)',
  '<script>alert(1)</script>',
  '<https://evil.example>',
  'https://evil.example/a_b_c',
  'www.evil.example',
  'mail@evil.example',
  'a | b',
  '\\| a \\',
  '- eins\n- zwei',
  '1. eins\n2) zwei',
  'Titel\n===\n---',
  '| a |\n| --- |',
  '    code',
  '```\ncode\n```',
  '~~weg~~ ~weg~',
  '> Zitat',
  '*a* **b** _c_ `d` $e$',
  '[ ] Aufgabe',
  '[x]: https://evil.example "y"',
  '[^1]: Fußnote',
  '&amp; &#60;b&#62;',
  ']]> <!-- -->',
  'a  \nb\\\nc\r\n\r\nd\te',
  'A\u0000B\u0008C\u001bD\uFFFEE\ud800F',
  '<w:p/>&"\'',
];
const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom(...'ab1.)-+=#*_`~[]()!<>&|\\:/@ \n"„é€😀'), maxLength: 12 }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  fc.record({ text: words, strong: fc.constant(true as const) }),
  fc.record({ text: words, mark: fc.constantFrom('E-7', 'B-12') }),
);
const spans = fc.array(span, { maxLength: 4 });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const),
    text: words,
  }),
  fc.record({ kind: fc.constant('paragraph' as const), spans }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(spans, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.constant(true as const),
    items: fc.array(spans, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    caption: words,
    head: fc.array(words, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.array(words, { maxLength: 3 }), { maxLength: 3 }),
  }),
);
export const anyDocument: fc.Arbitrary<Document> = fc.record({
  title: words,
  sort: words,
  issuer: fc.array(words, { maxLength: 2 }),
  date: words,
  language: fc.constantFrom('de' as const, 'en' as const),
  stamp: words,
  blocks: fc.array(block, { maxLength: 6 }),
});

const plain = (list: readonly Span[]): string =>
  list.map((each) => (typeof each === 'string' ? each : `${each.text} ${each.mark ? `[${each.mark}]` : ''}`)).join('');
const said = (each: Block): readonly string[] => {
  switch (each.kind) {
    case 'heading':
      return [each.text];
    case 'paragraph':
      return [plain(each.spans)];
    case 'list':
      return each.items.map(plain);
    case 'table':
      return [each.caption, ...each.head, ...each.rows.flat()];
  }
};
/** All words of a document's body in their order, as a reader should find them. */
export const wordsOf = (document: Document): string => document.blocks.flatMap(said).map(letters).join('');
/** What must survive in any file: neither white space nor what cannot be written counts. */
export const letters = (text: string): string =>
  text.toWellFormed().replace(/[\p{White_Space}\p{Cc}\ufeff\ufffe\uffff\u202d\u202e]/gu, '');
