/** YAML as plain data with line numbers: texts, lists and fields, nothing else. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { no, ok, type Result } from '../core/model/result.ts';

export type Plain = string | readonly Plain[] | { readonly [field: string]: Plain };
export type Path = readonly (string | number)[];
export type Mistake = {
  /** `organizations.wohnen.reportsTo[0]`; empty: the file as a whole. */
  path: string;
  says: string;
  line?: number;
};
type Read = { data: Plain | undefined; mistakes: readonly Mistake[]; lineOf(path: Path): number | undefined };

/** A district of a whole Land's size has far less. */
const LONGEST = 256 * 1024;
/** More repetitions than that are an attack, or a mistake. */
const MOST_ALIASES = 100;

export const pathSaid = (path: Path): string =>
  path.reduce<string>(
    (said, part) => (typeof part === 'number' ? `${said}[${part}]` : said === '' ? part : `${said}.${part}`),
    '',
  );

const wholeFile = (says: string): Result<never, readonly Mistake[]> => no([{ path: '', says }]);

/** A key that stands there twice spoils nothing else; after any other mistake the rest would be guesswork. */
export const readYaml = (text: string): Result<Read, readonly Mistake[]> => {
  if (text.length > LONGEST) return wholeFile(`The file is too long: at most ${LONGEST / 1024} KiB are read.`);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      logLevel: 'error',
    });
    const mistakes = document.errors.map(({ message, pos: [start], code }) => {
      const { line, col } = lines.linePos(start);
      return {
        path: '',
        line,
        says: code === 'DUPLICATE_KEY' ? 'This key stands here twice.' : `This is no YAML, column ${col}: ${message}.`,
      };
    });
    if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return no(mistakes);
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return ok({ data: pruned(data), mistakes, lineOf: (path) => lineIn(document, lines, path) });
  } catch {
    // The library throws at repetitions without end and at nesting deeper than the stack.
    return wholeFile('The file repeats itself too often, names an anchor that is not there, or is nested too deeply.');
  }
};

/** A field with nothing behind it counts as not written. */
const pruned = (data: unknown): Plain | undefined => {
  if (data === null || data === undefined || data === '') return undefined;
  if (Array.isArray(data)) return data.map((each) => pruned(each) ?? '');
  if (typeof data !== 'object') return String(data);
  return Object.fromEntries(
    Object.entries(data).flatMap(([field, value]) => {
      const kept = pruned(value);
      return kept === undefined ? [] : [[field, kept]];
    }),
  );
};

/** The line of what the path names, or of the nearest that is there. */
const lineIn = (document: Document, lines: LineCounter, path: Path): number | undefined => {
  let node: unknown = document.contents;
  let start: number | undefined;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (pair === undefined) break;
      start = isScalar(pair.key) ? (pair.key.range?.[0] ?? start) : start;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)];
      if (isMap(item) || isSeq(item) || isScalar(item)) start = item.range?.[0] ?? start;
      node = item;
    } else break;
  }
  return start === undefined ? undefined : lines.linePos(start).line;
};

// ── To look at what may not yet be as it should: what has another shape counts as empty. ──

export const fieldsOf = (data: Plain | undefined): Readonly<Record<string, Plain>> =>
  typeof data === 'object' && !Array.isArray(data) ? (data as Readonly<Record<string, Plain>>) : {}; // isArray does not narrow a readonly list
export const listOf = (data: Plain | undefined): readonly Plain[] => (Array.isArray(data) ? data : []);
export const textOf = (data: Plain | undefined): string | undefined => (typeof data === 'string' ? data : undefined);
