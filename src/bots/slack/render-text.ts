import { gapIn } from './render-cut.ts';
import type { Spans } from './spans.ts';
import { type Frame, framesOf, lineOf, type Row, type Unit } from './units.ts';

/** What notifications and screen readers say: complete by itself, and without buttons. */
const plain = (spans: Spans): string =>
  spans.map(({ said, address }) => (address === undefined ? said : `${said} (${address})`)).join('');
const below = (lead: string | undefined, text: string): string =>
  text.replaceAll('\n', `\n${' '.repeat(lead?.length ?? 0)}`);

const rowText = (frame: Frame, row: Row): string => {
  const line = plain(lineOf(frame, row));
  if (frame.is === 'table') return line.replaceAll('\n', ' ');
  const words = below(row.lead, line);
  const labels = [...(row.choices ?? []).map(({ label }) => label), ...(row.form ? [row.form.label] : [])];
  if (labels.length === 0) return words;
  const between = words === '' ? '' : row.number === undefined ? '\n' : ' ';
  return `${words}${between}[${labels.join(' · ')}]`;
};
const frameText = (frame: Frame, rows: readonly Row[]): string => {
  const head: readonly Row[] = frame.is === 'table' && frame.head !== undefined ? [{ cells: frame.head }] : [];
  return [...head, ...rows].map((row) => rowText(frame, row)).join('\n');
};

/** What is more, `chat.update` refuses. It says characters; counted in bytes it holds either way. */
const MOST_BYTES = 4_000;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const bytes = (text: string): number => Buffer.byteLength(escaped(text));
/** Whole if it can be; otherwise up to a word, since the blocks say all. */
const short = (text: string): string => {
  if (bytes(text) <= MOST_BYTES) return text;
  let [fits, most] = [0, MOST_BYTES];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (bytes(`${text.slice(0, middle)}…`) <= MOST_BYTES) fits = middle;
    else most = middle - 1;
  }
  return `${text.slice(0, gapIn(text, fits)).trimEnd()}…`;
};

const WORD_JOINER = '\u2060';
/** Nobody can have us call everybody, also where Slack is asked to find names by itself. */
const defused = (text: string): string => text.replaceAll(/@(?=channel|everyone|group|here)/gi, `@${WORD_JOINER}`);

/** As it is read, for places that know no markup. */
export const plainText = (units: readonly Unit[]): string =>
  framesOf(units)
    .map(({ frame, rows }, i) => `${i > 0 && frame.is === 'heading' ? '\n' : ''}${frameText(frame, rows)}`)
    .join('\n');
export const textOf = (units: readonly Unit[]): string => escaped(short(defused(plainText(units))));
