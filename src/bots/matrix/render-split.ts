import type { Choice } from '../../core/texts/doc.ts';
import { frameBody } from './render-body.ts';
import { frameHtml } from './render-html.ts';
import type { Spans } from './spans.ts';
import { type Frame, lineOf, type Row, type Unit } from './units.ts';

/** An event ends at 64 kB, and an edit carries everything twice. */
const MOST_BYTES = 14_000;
/** What stands around and between: the names of both forms, line ends, where a list begins. */
const AROUND = 64;
const BETWEEN = 8;
const MOST_HEAD = MOST_BYTES / 4;

const bytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;
/** As if each choice had the longest mark. */
const longest = (rows: readonly Row[]) =>
  new Map(rows.flatMap(({ choices = [] }) => choices.map((choice) => [choice, '1️⃣'] as const)));
const sizeOf = (frame: Frame, rows: readonly Row[]): number => {
  const marks = longest(rows);
  return bytes(frameBody(frame, rows, marks)) + bytes(`${frameHtml(frame, rows, marks)}`);
};

/** `own`: what a row adds; `frame`: what is around it, once for all rows that stand together. */
type Sized = { unit: Unit; own: number; frame: number };
const sized = (unit: Unit): Sized => {
  const { frame, row } = unit;
  const one = sizeOf(frame, [row]);
  const own = sizeOf(frame, [row, row]) - one;
  return { unit, own, frame: one - own + BETWEEN };
};
const fits = (all: readonly Sized[]): boolean => {
  const total = all.reduce(
    (sum, { unit, own, frame }, i) => sum + own + (all[i - 1]?.unit.frame === unit.frame ? 0 : frame),
    AROUND,
  );
  return total <= MOST_BYTES;
};
const alone = (row: Row): Sized => sized({ frame: { is: 'text' }, row });

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Not far before `most`: after a line, else after a word, else between two signs; never within one, unless it has no end. */
const gapIn = (text: string, most: number): number => {
  const early = most / 2;
  const gap = ['\n', ' '].map((each) => text.lastIndexOf(each, most - 1) + 1).find((at) => at > early);
  if (gap !== undefined) return gap;
  const at = graphemes.segment(text).containing(most)?.index ?? 0;
  if (at > early) return at;
  return most > 0 && /[\uDC00-\uDFFF]/.test(text[most] ?? '') ? most - 1 : most;
};
const halves = (line: Spans): readonly [Spans, Spans] => {
  let left = Math.floor(line.reduce((sum, { said }) => sum + said.length, 0) / 2);
  const n = line.findIndex(({ said }) => {
    if (said.length > left) return true;
    left -= said.length;
    return false;
  });
  const span = line[n];
  if (span === undefined) return [line, []];
  const at = gapIn(span.said, left);
  const { address, ...begun } = span; // where it leads is said at its end
  return [
    [...line.slice(0, n), ...(at === 0 ? [] : [{ ...begun, said: span.said.slice(0, at) }])],
    [{ ...span, said: span.said.slice(at) }, ...line.slice(n + 1)],
  ];
};
const cutLine = (line: Spans): readonly Spans[] => {
  if (line.length === 0 || fits([alone({ cells: [line] })])) return [line];
  const [first, second] = halves(line);
  return first.length === 0 || second.length === 0 ? [line] : [...cutLine(first), ...cutLine(second)];
};
const cutChoices = (row: Row, choices: readonly Choice[]): readonly Row[] => {
  const whole: Row = { ...row, choices };
  if (choices.length < 2 || fits([alone(whole)])) return [whole];
  const middle = Math.floor(choices.length / 2);
  return [choices.slice(0, middle), choices.slice(middle)].flatMap((half) => cutChoices(row, half));
};
/** A row that no message holds goes on as plain paragraphs, with nothing between them that nobody said. */
const pieces = ({ frame, row }: Unit): readonly Sized[] => {
  const { number, choices = [] } = row;
  return [
    ...cutLine(lineOf(frame, row)).flatMap((line) => (line.length === 0 ? [] : [alone({ cells: [line] })])),
    ...(choices.length === 0
      ? []
      : cutChoices(number === undefined ? { cells: [] } : { cells: [], number }, choices).map(alone)),
  ];
};

/** A head that would leave no room for its rows is said once, as the first of them. */
const headed = (units: readonly Unit[]): readonly Unit[] => {
  const [first] = units;
  if (first?.frame.head === undefined) return units;
  const { head, is } = first.frame;
  if (sizeOf(first.frame, []) <= MOST_HEAD && fits([sized(first)])) return units;
  const frame: Frame = { is };
  return [{ cells: head }, ...units.map(({ row }) => row)].map((row) => ({ frame, row }));
};
const measured = (block: readonly Unit[]): readonly Sized[] =>
  headed(block).flatMap((unit) => {
    const whole = sized(unit);
    return fits([whole]) ? [whole] : pieces(unit);
  });

/** Messages that each fit: cut between blocks if that will do, then between rows. A heading goes with what follows it. */
export const messagesOf = (blocks: readonly (readonly Unit[])[]): readonly (readonly Unit[])[] => {
  const messages: (readonly Sized[])[] = [];
  let now: readonly Sized[] = [];
  const turn = () => {
    const end = now.findLastIndex(({ unit }) => unit.frame.is !== 'heading') + 1 || now.length;
    messages.push(now.slice(0, end));
    now = now.slice(end);
  };
  for (const block of blocks.map(measured)) {
    if (fits(block)) while (now.length > 0 && !fits([...now, ...block])) turn();
    for (const each of block) {
      while (now.length > 0 && !fits([...now, each])) turn();
      now = [...now, each];
    }
  }
  return [...messages, now].map((message) => message.map(({ unit }) => unit)).filter(({ length }) => length > 0);
};
