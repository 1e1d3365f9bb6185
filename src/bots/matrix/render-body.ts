import type { Marks } from './picks.ts';
import type { Spans } from './spans.ts';
import { type Frame, framesOf, lineOf, type Row, type Unit } from './units.ts';

/** The message for those who see no formatting: notifications, screen readers, other bots. Complete by itself. */
const plain = (spans: Spans): string =>
  spans.map(({ said, address }) => (address === undefined ? said : `${said} (${address})`)).join('');
const below = (lead: string | undefined, text: string): string =>
  text.replaceAll('\n', `\n${' '.repeat(lead?.length ?? 0)}`);

export const choicesSaid = ({ number, choices = [] }: Row, marks: Marks): string => {
  if (number !== undefined) return `[${choices.map(({ label }) => label).join(' · ')}]`;
  return choices
    .map((choice) => {
      const mark = marks.get(choice);
      return mark === undefined ? choice.label : `${mark} ${choice.label}`;
    })
    .join(' · ');
};
const rowBody = (frame: Frame, row: Row, marks: Marks): string => {
  const line = plain(lineOf(frame, row));
  if (frame.is === 'table') return line.replaceAll('\n', ' ');
  const words = below(row.lead, line);
  if (row.choices === undefined) return words;
  const between = words === '' ? '' : row.number === undefined ? '\n' : ' ';
  return `${words}${between}${choicesSaid(row, marks)}`;
};
export const frameBody = (frame: Frame, rows: readonly Row[], marks: Marks): string => {
  const head: readonly Row[] = frame.head === undefined ? [] : [{ cells: frame.head }];
  return [...head, ...rows].map((row) => rowBody(frame, row, marks)).join('\n');
};
export const bodyOf = (units: readonly Unit[], marks: Marks): string =>
  framesOf(units)
    .map(({ frame, rows }, i) => `${i > 0 && frame.is === 'heading' ? '\n' : ''}${frameBody(frame, rows, marks)}`)
    .join('\n');
