import type { Block, Choice } from '../../core/texts/doc.ts';
import { clean, type Spans, spansOf } from './spans.ts';

/** What holds rows together: the same object for all rows of one block. */
export type Frame = { is: 'heading' | 'text' | 'list' | 'ordered' | 'fields' | 'table'; head?: readonly Spans[] };
/** `lead`: what stands before the words where nothing else numbers them. */
export type Row = { lead?: string; cells: readonly Spans[]; number?: number; choices?: readonly Choice[] };
/** The smallest piece that stays whole if it can. */
export type Unit = { frame: Frame; row: Row };

const LONGEST_LABEL = 200;
const labelled = (choice: Choice): Choice => ({
  ...choice,
  label: clean(choice.label.slice(0, LONGEST_LABEL)),
});
const inOne = (frame: Frame, rows: readonly Row[]): readonly Unit[] => rows.map((row) => ({ frame, row }));

export const unitsOf = (block: Exclude<Block, { is: 'file' | 'poll' | 'rooms' | 'form' }>): readonly Unit[] => {
  switch (block.is) {
    case 'heading':
      return inOne({ is: 'heading' }, [{ cells: [spansOf(block.words)] }]);
    case 'text': {
      const { words, number, choices = [] } = block;
      return inOne({ is: 'text' }, [
        {
          cells: [spansOf(words)],
          ...(number !== undefined && { number, lead: `${number}. ` }),
          ...(choices.length > 0 && { choices: choices.map(labelled) }),
        },
      ]);
    }
    case 'list':
      return inOne(
        { is: block.ordered ? 'ordered' : 'list' },
        block.items.map((item, i) => ({
          cells: [spansOf(item)],
          ...(block.ordered ? { number: i + 1, lead: `${i + 1}. ` } : { lead: '- ' }),
        })),
      );
    case 'fields':
      return inOne(
        { is: 'fields' },
        block.fields.map(({ label, words }) => ({ cells: [spansOf([label]), spansOf(words)] })),
      );
    case 'table': {
      const head = block.head.map((cell) => spansOf([cell]));
      const rows = block.rows.filter(({ length }) => length > 0).map((row) => ({ cells: row.map(spansOf) }));
      if (head.length === 0) return inOne({ is: 'table' }, rows);
      return rows.length === 0 ? inOne({ is: 'table' }, [{ cells: head }]) : inOne({ is: 'table', head }, rows);
    }
  }
};

/** A row as one line: what the plain text shows, and what is cut where it is too long. */
export const lineOf = ({ is }: Frame, { lead, cells }: Row): Spans => [
  ...(lead === undefined ? [] : [{ said: lead }]),
  ...cells.flatMap((cell, i) => (i === 0 ? cell : [{ said: is === 'fields' ? ': ' : ' | ' }, ...cell])),
];
/** The units as they stand together. */
export const framesOf = (units: readonly Unit[]): readonly { frame: Frame; rows: readonly Row[] }[] => {
  const frames: { frame: Frame; rows: Row[] }[] = [];
  for (const { frame, row } of units) {
    const last = frames.at(-1);
    if (last?.frame === frame) last.rows.push(row);
    else frames.push({ frame, rows: [row] });
  }
  return frames;
};
