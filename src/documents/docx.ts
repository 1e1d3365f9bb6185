/** Documents as Word files (OOXML, ECMA-376), to be worked on in the administration's own programs. */
import {
  AlignmentType,
  File,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  NoBreakHyphen,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Day } from '../core/model/time.ts';
import type { Block, Document, Span } from '../core/papers/document.ts';
import { listIndent, page, styles, tableStyle, textWidth } from './docx-styles.ts';
import { clean, oneLine, runsOf, squared } from './text.ts';

const pageOf = { de: ['Seite ', ' von '], en: ['Page ', ' of '] } as const;
const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const level = (text: string, format: (typeof LevelFormat)[keyof typeof LevelFormat]) => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: listIndent } },
});
const numbering = {
  config: [
    { reference: 'bullets', levels: [level('–', LevelFormat.BULLET)] },
    { reference: 'numbers', levels: [level('%1.', LevelFormat.DECIMAL)] },
  ],
};

/** One run a line: a line break is an element of its own in OOXML. */
const lines = (text: string, bold: boolean): TextRun[] =>
  text.split('\n').map((line, i) => new TextRun({ text: line, ...(bold && { bold }), ...(i > 0 && { break: 1 }) }));
const runs = (spans: readonly Span[]): TextRun[] =>
  runsOf(spans).flatMap((run) =>
    'mark' in run
      ? [new TextRun({ children: unbroken(`\u00a0[${run.mark}]`), style: 'Mark' })]
      : lines(run.text, run.strong),
  );
/** No line ends within a number. Word has an element for that: unlike U+2011, programs that take the text out read it as "-". */
const unbroken = (text: string): (string | NoBreakHyphen)[] =>
  text.split('-').flatMap((part, i) => (i === 0 ? [part] : [new NoBreakHyphen(), part]));

/** In twentieths of a point: wide where much is written, but none narrower than its head or a date. */
const columnWidths = (rows: readonly (readonly string[])[], width: number): number[] => {
  const weights = Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const [head = 0, ...lengths] = cells.map(({ length }) => length);
    const word = Math.max(...cells.flatMap((cell) => cell.split(/\s+/).map(({ length }) => length)));
    return Math.max(6, Math.min(head, 30) * 1.1, Math.min(word, 14) * 1.2, Math.min(Math.max(0, ...lengths), 45) * 0.6);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.floor((textWidth * weight) / sum));
};

const table = ({ caption, head, rows }: Extract<Block, { kind: 'table' }>): (Paragraph | Table)[] => {
  const all = squared(head, rows);
  const above = caption === '' ? [] : [new Paragraph({ text: oneLine(caption), style: 'Caption' })];
  if (all.width === 0) return above;
  const widths = columnWidths([all.head, ...all.rows], all.width);
  const row = (cells: readonly string[], style: string, tableHeader: boolean): TableRow =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (text, i) =>
          new TableCell({
            width: { size: widths[i] ?? 0, type: WidthType.DXA },
            children: [new Paragraph({ style, children: lines(clean(text).trim(), false) })],
          }),
      ),
    });
  return [
    ...above,
    new Table({
      style: 'TableGrid',
      tableLook: { firstRow: true, lastRow: false, firstColumn: false, lastColumn: false },
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      rows: [row(all.head, 'CellHead', true), ...all.rows.map((cells) => row(cells, 'Cell', false))],
    }),
  ];
};

/** `place` tells lists apart: each is an instance of its own, so that its numbers begin at 1. */
const blockOf = (block: Block, place: number, afterTable: boolean): (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: oneLine(block.text), heading: levels[block.level - 1] ?? levels[2] })];
    case 'paragraph':
      return [new Paragraph({ children: runs(block.spans), ...(afterTable && { style: 'AfterTable' }) })];
    case 'list': {
      const numbered = { reference: block.ordered ? 'numbers' : 'bullets', level: 0, instance: place };
      const item = (spans: readonly Span[]): Paragraph =>
        new Paragraph({ style: 'ListParagraph', numbering: numbered, children: runs(spans) });
      return block.items.map(item);
    }
    case 'table':
      // Two tables without words between them are one to Word.
      return [...(afterTable && block.caption === '' ? [new Paragraph('')] : []), ...table(block)];
  }
};
const blocks = (all: readonly Block[]): (Paragraph | Table)[] => [
  ...all.flatMap((block, i) => blockOf(block, i, all[i - 1]?.kind === 'table')),
  // A text must not end in a table: Word wants a place for the cursor behind it.
  ...(all.at(-1)?.kind === 'table' ? [new Paragraph('')] : []),
];

const head = (document: Document): Paragraph[] => [
  ...(document.date ? [new Paragraph({ text: oneLine(document.date), alignment: AlignmentType.RIGHT })] : []),
  ...document.issuer.map((line) => new Paragraph({ text: oneLine(line), style: 'Issuer' })),
  new Paragraph({ text: oneLine(document.title), heading: HeadingLevel.TITLE }),
  ...(document.sort ? [new Paragraph({ text: oneLine(document.sort), style: 'Subtitle' })] : []),
];

const footer = (document: Document): Footer => {
  const [before, between] = pageOf[document.language];
  const number = new TextRun({ children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES] });
  return new Footer({
    children: [new Paragraph({ style: 'Footer', alignment: AlignmentType.RIGHT, children: [number] })],
  });
};
const header = (stamp: string): Header =>
  new Header({
    children: [new Paragraph({ text: oneLine(stamp), style: 'Stamp', alignment: AlignmentType.RIGHT })],
  });

export const docx = async (document: Document): Promise<Uint8Array> => {
  const file = new File({
    title: oneLine(document.title),
    subject: oneLine(document.sort ?? ''),
    creator: document.issuer.map(oneLine).join(', '),
    // The library writes its own name otherwise.
    lastModifiedBy: document.issuer.map(oneLine).join(', '),
    styles: styles(document.language),
    externalStyles: tableStyle,
    numbering,
    sections: [
      {
        properties: { page },
        ...(document.stamp && { headers: { default: header(document.stamp) } }),
        footers: { default: footer(document) },
        children: [...head(document), ...blocks(document.blocks)],
      },
    ],
  });
  return dated(new Uint8Array(await Packer.toBuffer(file)), document.day ?? NO_DAY);
};

/** The earliest that a zip can note. */
const NO_DAY = '1980-01-01';
const CORE = 'docProps/core.xml';
/** The library notes the moment of making, in the properties and beside each part: here it is the document's own day. */
const dated = (made: Uint8Array, day: Day): Uint8Array => {
  const parts = unzipSync(made);
  const core = strFromU8(parts[CORE] ?? new Uint8Array());
  const midnight = core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`);
  return zipSync({ ...parts, [CORE]: strToU8(midnight) }, { mtime: `${day}T00:00:00` }); // in local time, as zips are
};
