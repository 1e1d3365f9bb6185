import type { Block, Choice } from '../../core/texts/doc.ts';
import { shortened } from './render-cut.ts';
import { clean, isBlank, type Spans, saidIn, spansOf } from './spans.ts';

/** What holds rows together: the same object for all rows that stand together. `columns`: of a table. */
export type Frame =
  | { is: 'heading' | 'text' | 'lines' | 'list' | 'ordered' | 'fields' | 'form' }
  | { is: 'table'; columns: number; head?: readonly Spans[] };
/** `lead`: what stands before the words where nothing else numbers them. `form`: the dialog that a button opens. */
export type Row = {
  lead?: string;
  cells: readonly Spans[];
  number?: number;
  choices?: readonly Choice[];
  form?: { dialog: string; label: string };
};
/** The smallest piece that stays whole if it can. */
export type Unit = { frame: Frame; row: Row };

/** block-kit/block-elements/button-element */
const LONGEST_LABEL = 75;
/** No button goes without words. */
const labelled = (label: string, otherwise: string): string =>
  shortened(isBlank(label) ? otherwise : clean(label), LONGEST_LABEL);
const inOne = (frame: Frame, rows: readonly Row[]): readonly Unit[] => rows.map((row) => ({ frame, row }));
const strong = (cell: string): Spans => spansOf([{ strong: cell }]);

/** Lines that follow each other, without buttons in between. */
const lines: Frame = { is: 'lines' };
/** block-kit/blocks/table-block */
const MOST_COLUMNS = 20;

export const unitsOf = (block: Exclude<Block, { is: 'file' | 'poll' }>): readonly Unit[] => {
  switch (block.is) {
    case 'heading':
      return inOne({ is: 'heading' }, [{ cells: [spansOf(block.words)] }]);
    case 'text': {
      const { words, number, choices = [] } = block;
      const isLine = number !== undefined && choices.length === 0;
      return inOne(isLine ? lines : { is: 'text' }, [
        {
          cells: [spansOf(words)],
          ...(number !== undefined && { number, lead: `${number}. ` }),
          ...(choices.length > 0 && {
            choices: choices.map((choice) => ({ ...choice, label: labelled(choice.label, choice.pick) })),
          }),
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
        block.fields.map(({ label, words }) => ({ cells: [strong(label), spansOf(words)] })),
      );
    case 'table': {
      const head = block.head.map(strong);
      const rows = block.rows.filter(({ length }) => length > 0).map((row): Row => ({ cells: row.map(spansOf) }));
      const columns = Math.max(head.length, ...rows.map(({ cells }) => cells.length));
      if (rows.length === 0 || columns > MOST_COLUMNS)
        return inOne(
          { is: 'list' },
          [...(head.length === 0 ? [] : [{ cells: head }]), ...rows].map((row) => ({ lead: '- ', ...row })),
        );
      return inOne({ is: 'table', columns, ...(head.length > 0 && { head }) }, rows);
    }
    case 'rooms':
      return [
        { frame: { is: 'heading' }, row: { cells: [spansOf([{ text: block.name }])] } },
        ...inOne(
          { is: 'list' },
          block.rooms.map(({ name }) => ({ lead: '- ', cells: [spansOf([{ text: name }])] })),
        ),
      ];
    case 'form': {
      const { dialog, said } = block;
      return inOne({ is: 'form' }, [{ cells: [], form: { dialog, label: labelled(said, dialog) } }]);
    }
  }
};

/** A paragraph that has nothing in it leaves no gap. */
export const saysNothing = ({ frame: { is }, row }: Unit): boolean =>
  (is === 'text' || is === 'heading') &&
  row.choices === undefined &&
  row.number === undefined &&
  isBlank(row.cells.map(saidIn).join(''));

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
