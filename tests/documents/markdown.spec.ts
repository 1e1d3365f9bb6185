import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { expect, test } from 'vitest';
import type { Block, Document } from '../../src/core/papers/document.ts';
import { markdown } from '../../src/documents/markdown.ts';
import { anyDocument, hostile, letters, paper, wordsOf } from './samples.ts';

const parse = (text: string): Token[] => marked.lexer(text, { gfm: true });
const all = (tokens: readonly Token[]): Token[] => {
  const found: Token[] = [];
  marked.walkTokens([...tokens], (token) => {
    found.push(token);
  });
  return found;
};
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
/** What a reader sees, from the HTML that the parser makes of it. */
const shown = (text: string): string =>
  marked
    .parse(text, { gfm: true, async: false })
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
      code ? String.fromCodePoint(Number(code)) : (entities[name] ?? ''),
    );
const bare = (...blocks: Block[]): Document => ({ title: '', issuer: [], language: 'de', blocks });
const ours = new Set(['heading', 'paragraph', 'list', 'list_item', 'table', 'space', 'text', 'escape', 'strong', 'br']);

test('a paper has its parts', () => {
  expect(markdown(paper)).toBe(`**ENTWURF**

Dezernat 4\\
Amt für Soziale Hilfen\\
11.06.2026

# Sprachmittlung im Landkreis

**Beschlussvorlage**

| Gremium | Sitzung am |
| --- | --- |
| Sozialausschuss | 28.06.2026 |

## Sachverhalt

### Bildung

#### Bedarf

**Bedarf:** elf Plätze fehlen. \\[E-7\\]

- Wohnen
- Arbeit

1. erstens
2. zweitens

Wer was tut

| Schritt | Wer |
| --- | --- |
| Anhören | AWO |
| Berichten |  |
`);
});

test.each(hostile)('%j stays text in every place', (text) => {
  const document: Document = {
    ...bare(
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', spans: [text] },
      { kind: 'paragraph', spans: [{ text, strong: true, mark: text }] },
      { kind: 'list', items: [[text], [{ text, strong: true }]] },
      { kind: 'table', caption: text, head: [text, text], rows: [[text, text]] },
    ),
    title: text,
    issuer: [text, text],
    stamp: text,
  };
  const tokens = parse(markdown(document));
  expect(
    all(tokens)
      .map(({ type }) => type)
      .filter((type) => !ours.has(type)),
  ).toEqual([]);
  expect(tokens.map(({ type }) => type).filter((type) => type !== 'space')).toEqual([
    ...['paragraph', 'paragraph', 'heading', 'heading', 'paragraph', 'paragraph', 'list', 'paragraph', 'table'],
  ]);
});

test('whatever is typed, only our markup is there and all words survive', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = markdown(document);
      const tokens = parse(text);
      for (const token of all(tokens)) expect(ours).toContain(token.type);
      expect(tokens.filter(({ type }) => type === 'heading')).toHaveLength(
        1 + document.blocks.filter(({ kind }) => kind === 'heading').length,
      );
      expect(tokens.filter(({ type }) => type === 'table')).toHaveLength(
        document.blocks.filter(({ kind }) => kind === 'table').length,
      );
      const head = [document.stamp ?? '', ...document.issuer, document.date ?? '', document.title, document.sort ?? ''];
      expect(letters(shown(text))).toBe(head.map(letters).join('') + wordsOf(document));
    }),
    { numRuns: 400 },
  );
});

test.each([
  '_www.evil.example',
  '*WWW.evil.example',
  '~www.evil.example',
  '(www.evil.example',
  '_mailto:a.b',
  'www.evil.example',
])('no link is made of %s', (text) => {
  const found = all(parse(markdown(bare({ kind: 'list', items: [[text]] }))));
  expect(found.map(({ type }) => type)).not.toContain('link');
});

test('strong words are strong beside any letter', () => {
  const edge = fc.constantFrom('a', '"', '(', ' ', '\n', '*', '\\', '&', '#', '😀', 'é', '„', '.', '€', '\ufeff');
  fc.assert(
    fc.property(edge, edge, edge, edge, (before, first, last, after) => {
      fc.pre(/\S/u.test(first.replace('\ufeff', '')) && /\S/u.test(last.replace('\ufeff', '')));
      const spans = [`x${before}`, { text: `${first}y${last}`, strong: true as const }, `${after}z`];
      const found = all(parse(markdown(bare({ kind: 'paragraph', spans }))));
      const strong = found.find((token): token is Tokens.Strong => token.type === 'strong');
      expect(strong && letters(shown(strong.text))).toBe(letters(`${first}y${last}`));
    }),
  );
});

test('lists in a row stay apart, and the second counts from one', () => {
  const list = (ordered: boolean): Block => ({ kind: 'list', items: [['a'], ['b']], ...(ordered && { ordered }) });
  const tokens = parse(markdown(bare(list(true), list(true), list(true), list(false), list(false), list(true))));
  const lists = tokens.filter((token): token is Tokens.List => token.type === 'list');
  expect(lists.map(({ ordered, start, items }) => [ordered, start, items.length])).toEqual([
    [true, 1, 2],
    [true, 1, 2],
    [true, 1, 2],
    [false, '', 2],
    [false, '', 2],
    [true, 1, 2],
  ]);
});
