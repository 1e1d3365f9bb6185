import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { expect, test, vi } from 'vitest';
import type { Document } from '../../src/core/papers/document.ts';
import { docx } from '../../src/documents/docx.ts';
import { anyDocument, letters, paper, wordsOf } from './samples.ts';

type Parts = Record<string, string>;
const partsOf = async (document: Document): Promise<Parts> =>
  Object.fromEntries(Object.entries(unzipSync(await docx(document))).map(([name, bytes]) => [name, strFromU8(bytes)]));
const part = (parts: Parts, name: string): string => parts[name] ?? '';
/** Throws where the XML is not well-formed. */
const textOf = (xml: string): string => {
  let text = '';
  let inside = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    inside = name === 'w:t';
    if (name === 'w:noBreakHyphen') text += '-';
  });
  parser.on('closetag', () => {
    inside = false;
  });
  parser.on('text', (piece) => {
    if (inside) text += piece;
  });
  parser.write(xml).close();
  return text;
};
const style = (styles: string, id: string): string =>
  new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(styles)?.[0] ?? '';

test('a paper has its parts', async () => {
  const parts = await partsOf(paper);
  const [body, styles, core] = ['word/document.xml', 'word/styles.xml', 'docProps/core.xml'].map((n) => part(parts, n));
  for (const id of ['Title', 'Subtitle', 'Heading1', 'Heading2', 'Heading3', 'Caption', 'ListParagraph', 'TableGrid']) {
    expect(body).toMatch(new RegExp(`<w:(pStyle|tblStyle) w:val="${id}"/>`));
    expect(style(styles ?? '', id)).not.toBe('');
  }
  for (const level of [1, 2, 3])
    expect(style(styles ?? '', `Heading${level}`)).toContain(`<w:outlineLvl w:val="${level - 1}"/>`);
  expect(style(styles ?? '', 'TableGrid')).toContain('<w:tblBorders>');
  expect(styles).toMatch(/<w:docDefaults>.*<w:lang [^>]*w:val="de-DE"/);
  expect(body?.match(/<w:tblHeader\/>/g)).toHaveLength(2);
  expect(body?.match(/<w:cantSplit\/>/g)).toHaveLength(5);
  expect(body).toContain('<w:pgSz w:w="11906" w:h="16838"');
  // the number of an outcome stays on one line
  expect(body).toMatch(/<w:rStyle w:val="Mark"\/>.*?\[E<\/w:t><w:noBreakHyphen\/><w:t[^>]*>7\]/);
  expect(body).not.toMatch(/\[E-7\]/);
  expect(core).toContain('<dc:title>Sprachmittlung im Landkreis</dc:title>');
  expect(core).toContain('<dc:subject>Beschlussvorlage</dc:subject>');
  expect(core).toContain('<dc:creator>Dezernat 4, Amt für Soziale Hilfen</dc:creator>');
  expect(textOf(part(parts, 'word/header1.xml'))).toBe('ENTWURF');
  expect(textOf(part(parts, 'word/footer1.xml'))).toBe('Seite  von ');
  expect(part(parts, 'word/footer1.xml')).toMatch(/PAGE<.*NUMPAGES</);
});

test('an English paper is marked as English, and a final one has no stamp', async () => {
  const { stamp: _, ...final } = paper;
  const parts = await partsOf({ ...final, language: 'en' });
  expect(part(parts, 'word/styles.xml')).toMatch(/<w:docDefaults>.*<w:lang [^>]*w:val="en-GB"/);
  expect(textOf(part(parts, 'word/footer1.xml'))).toBe('Page  of ');
  expect(Object.keys(parts).filter((name) => name.includes('header'))).toEqual([]);
});

test('each ordered list counts from one', async () => {
  const list = { kind: 'list', ordered: true, items: [['a'], ['b']] } as const;
  const body = part(await partsOf({ ...paper, blocks: [list, list] }), 'word/document.xml');
  expect(new Set(body.match(/<w:numId w:val="\d+"\/>/g)).size).toBe(2);
});

test('tables without a caption stay apart, and no text ends in one', async () => {
  const table = { kind: 'table', caption: '', head: ['a'], rows: [] } as const;
  const body = part(await partsOf({ ...paper, blocks: [table, table] }), 'word/document.xml');
  expect(body).not.toMatch(/<\/w:tbl><w:(tbl|sectPr)>/);
});

test('the same data gives the same bytes, dated as the document, at whatever time and place they are made', async () => {
  const dated = { ...paper, day: '2026-06-11' } as const;
  const wall = vi.useFakeTimers({ toFake: ['Date'] });
  try {
    wall.setSystemTime('2026-06-12T10:00:00Z');
    const first = await docx(dated);
    wall.setSystemTime('2031-01-01T23:30:00Z');
    expect(await docx(dated)).toEqual(first);
    const core = part(await partsOf(dated), 'docProps/core.xml');
    expect(core.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['2026-06-11T00:00:00Z', '2026-06-11T00:00:00Z']);
    expect(await docx(paper)).toEqual(await docx(paper)); // without a day, too
  } finally {
    wall.useRealTimers();
  }
});

test('whatever is typed, the file is well-formed and all words survive', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (document) => {
      const parts = await partsOf(document);
      for (const [name, xml] of Object.entries(parts)) if (/\.(xml|rels)$/.test(name)) textOf(xml);
      const head = [document.date ?? '', ...document.issuer, document.title, document.sort ?? ''];
      const text = textOf(part(parts, 'word/document.xml'));
      expect(letters(text)).toBe(head.map(letters).join('') + wordsOf(document));
    }),
    { numRuns: 60 },
  );
});
