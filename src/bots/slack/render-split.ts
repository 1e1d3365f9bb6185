import type { Choice } from '../../core/texts/doc.ts';
import { blocksOf } from './render-blocks.ts';
import { gapIn } from './render-cut.ts';
import type { Span, Spans } from './spans.ts';
import { lineOf, type Row, type Unit } from './units.ts';

type Size = { blocks: number; text: number; json: number; rows: number };
/**
 * What a message holds. What Slack counts for all blocks together is not documented; messages with 9,597 characters of text
 * in 15,561 of JSON are known to be taken, and with 11,341 in 17,694 to be refused (bolt-js #2867).
 */
const most: Size = { blocks: 50, text: 9_500, json: 15_500, rows: 100 };
const MOST_HEAD = most.text / 4;
/** What stands around and between: brackets, and names that grow with their number. */
const AROUND = 64;
const BETWEEN = 8;

const words = new Set(['text', 'fallback', 'url']);
/** In bytes, so that it holds whatever is counted. */
const textIn = (value: object): number =>
  Object.entries(value).reduce((sum, [key, each]) => {
    if (typeof each === 'object' && each !== null) return sum + textIn(each);
    return typeof each === 'string' && words.has(key) ? sum + Buffer.byteLength(each) : sum;
  }, 0);
const sizeOf = (units: readonly Unit[]): Size => {
  const blocks = blocksOf(units);
  return {
    blocks: blocks.length,
    text: textIn(blocks),
    json: JSON.stringify(blocks).length,
    rows: blocks.reduce((sum, each) => sum + (each.type === 'table' ? each.rows.length : 0), 0),
  };
};

/** `own`: what a row adds; `frame`: what is around it, once for all rows that stand together. */
type Sized = { unit: Unit; own: Size; frame: Size };
const plus = (a: Size, b: Size, sign: 1 | -1 = 1): Size => ({
  blocks: a.blocks + sign * b.blocks,
  text: a.text + sign * b.text,
  json: a.json + sign * b.json,
  rows: a.rows + sign * b.rows,
});
const sized = (unit: Unit): Sized => {
  const one = sizeOf([unit]);
  const own = plus(sizeOf([unit, unit]), one, -1);
  return { unit, own, frame: plus(plus(one, own, -1), { blocks: 0, text: 0, json: BETWEEN, rows: 0 }) };
};
const isWithin = (size: Size): boolean =>
  size.blocks <= most.blocks && size.text <= most.text && size.json <= most.json && size.rows <= most.rows;
const fits = (all: readonly Sized[]): boolean => {
  // Slack has one table in a message, and shows it below everything else
  if (all.some(({ unit: { frame } }, i) => all[i - 1]?.unit.frame.is === 'table' && all[i - 1]?.unit.frame !== frame))
    return false;
  return isWithin(
    all.reduce<Size>(
      (sum, { unit, own, frame }, i) => plus(sum, all[i - 1]?.unit.frame === unit.frame ? own : plus(own, frame)),
      { blocks: 0, text: 0, json: AROUND, rows: 0 },
    ),
  );
};
const alone = (row: Row): Sized => sized({ frame: { is: 'text' }, row });

/** Persons and moments stay whole: it is Slack that says them. */
const isWhole = ({ user, at }: Span): boolean => (user ?? at) !== undefined;
const lengthOf = (span: Span): number => (isWhole(span) ? 1 : span.said.length);
const halves = (line: Spans): readonly [Spans, Spans] => {
  let left = Math.floor(line.reduce((sum, each) => sum + lengthOf(each), 0) / 2);
  const n = line.findIndex((each) => {
    if (lengthOf(each) > left) return true;
    left -= lengthOf(each);
    return false;
  });
  const span = line[n];
  if (span === undefined) return [line, []];
  if (isWhole(span)) return [line.slice(0, n), line.slice(n)];
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
const pieces = ({ frame, row }: Unit): readonly Sized[] => [
  ...cutLine(lineOf(frame, row)).flatMap((line) => (line.length === 0 ? [] : [alone({ cells: [line] })])),
  ...cutChoices({ cells: [] }, row.choices ?? []).flatMap((each) => (each.choices?.length === 0 ? [] : [alone(each)])),
];

/** A head that would leave no room for its rows is said once, as the first of them. */
const headed = (units: readonly Unit[]): readonly Unit[] => {
  const [first] = units;
  if (first?.frame.is !== 'table' || first.frame.head === undefined) return units;
  const { head, ...bare } = first.frame;
  if (sizeOf([{ frame: first.frame, row: { cells: [] } }]).text <= MOST_HEAD && fits([sized(first)])) return units;
  return [{ cells: head }, ...units.map(({ row }) => row)].map((row) => ({ frame: bare, row }));
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
