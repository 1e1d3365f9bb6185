/**
 * Documents as CommonMark with GFM tables. What people typed stays text in every viewer that follows the two. The limit:
 * some viewers make a link of any address they see in plain text, as mail programs do; it then leads where it says.
 */
import type { Block, Document, Span } from '../core/papers/document.ts';
import { clean, oneLine, runsOf, squared } from './text.ts';

const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>|~&#$@^]/g, '\\$&')
    // Autolinks (GFM 6.9) need no brackets, and begin behind an underscore, too.
    .replaceAll('://', '\\://')
    .replace(/(?<![a-z0-9])(www|mailto|xmpp)([.:])/gi, '$1\\$2');

/** What would make a line a list, a rule, the underline of a heading or the second row of a table. */
const lineStart = (line: string): string => line.replace(/^[-+=:]/, '\\$&').replace(/^(\d+)([.)])(?= |$)/, '$1\\$2');
/** Spaces at a line's edges mean code or a break, and are not shown otherwise. */
const trimmed = (text: string): string => text.replace(/^ +| +$/gm, '');

/**
 * Two asterisks open and close strong words only where a letter does not meet punctuation across them (CommonMark 6.2).
 * There the letter outside is written as a number, which ends in punctuation.
 */
const joined = (before: string, strong: string, after: string): [string, string] => {
  const letter = /^[\p{L}\p{N}]/u;
  const numbered = (outside: string): string => `&#${outside.codePointAt(0)};`;
  return [
    letter.test(strong) ? before : before.replace(/[^\p{Zs}\n!-/:-@[-`{-~]$/u, numbered),
    letter.test([...strong].at(-1) ?? '') ? after : after.replace(/^[^\p{Zs}\n!-/:-@[-`{-~]/u, numbered),
  ];
};

type Piece = { text: string; strong: boolean };
/** Neighbours of one weight are one piece, and the spaces at a strong one's edges lie outside it. */
const pieces = (spans: readonly Span[]): readonly Piece[] => {
  const all = runsOf(spans).flatMap((run): readonly Piece[] => {
    if ('mark' in run) return [{ text: ` [${run.mark}]`, strong: false }];
    const [, open = '', words = '', close = ''] = /^(\s*)(.*?)(\s*)$/su.exec(run.text) ?? [];
    return run.strong && words !== ''
      ? [
          { text: open, strong: false },
          { text: words, strong: true },
          { text: close, strong: false },
        ]
      : [{ text: run.text, strong: false }];
  });
  const merged: Piece[] = [];
  for (const piece of all.filter(({ text }) => text !== '')) {
    const last = merged.at(-1);
    if (last?.strong === piece.strong) last.text += piece.text;
    else merged.push({ ...piece });
  }
  return merged;
};

/** Lines of one paragraph, without what would end it. */
const inline = (spans: readonly Span[]): readonly string[] => {
  const parts = pieces(spans).map(({ text, strong }) => ({ strong, text: escaped(text) }));
  for (const [i, part] of parts.entries()) {
    if (!part.strong) continue;
    const [before, after] = [parts[i - 1], parts[i + 1]];
    const [left, right] = joined(before?.text ?? '', part.text, after?.text ?? '');
    if (before) before.text = left;
    if (after) after.text = right;
  }
  const text = parts.map((part) => (part.strong ? `**${part.text}**` : part.text)).join('');
  return trimmed(text)
    .split('\n')
    .filter((line) => line !== '')
    .map(lineStart);
};
const line = (text: string): string => inline([oneLine(text)]).join('');
const paragraph = (spans: readonly Span[], indent = ''): string => inline(spans).join(`\\\n${indent}`);

const table = ({ caption, head, rows }: Extract<Block, { kind: 'table' }>): string => {
  const all = squared(head, rows);
  if (all.width === 0) return line(caption);
  const row = (cells: readonly string[]): string => `| ${cells.map(line).join(' | ')} |`;
  const grid = [row(all.head), `|${' --- |'.repeat(all.width)}`, ...all.rows.map(row)].join('\n');
  return [line(caption), grid].filter((part) => part !== '').join('\n\n');
};

/** Of two lists in a row the second gets other signs; with the same it would go on with the first (CommonMark 5.3). */
const list = ({ items, ordered }: Extract<Block, { kind: 'list' }>, second: boolean): string =>
  items
    .map((spans, i) => {
      const sign = ordered ? `${i + 1}${second ? ')' : '.'}` : second ? '*' : '-';
      return `${sign} ${paragraph(spans, ' '.repeat(sign.length + 1))}`.trimEnd();
    })
    .join('\n');

const heading = (level: number, text: string): string => `${'#'.repeat(level)} ${line(text)}`.trimEnd();

/** Ends in a line break. The title is the one heading of level 1, so the blocks' begin at 2. */
export const markdown = (document: Document): string => {
  const top = [...document.issuer, document.date ?? ''].map(clean).join('\n');
  const parts = [
    document.stamp ? paragraph([{ text: document.stamp, strong: true }]) : '',
    paragraph([top]),
    heading(1, document.title),
    document.sort ? paragraph([{ text: document.sort, strong: true }]) : '',
  ];
  let second = false;
  for (const [i, block] of document.blocks.entries()) {
    const before = document.blocks[i - 1];
    second = block.kind === 'list' && before?.kind === 'list' && before.ordered === block.ordered && !second;
    parts.push(
      block.kind === 'heading'
        ? heading(block.level + 1, block.text)
        : block.kind === 'paragraph'
          ? paragraph(block.spans)
          : block.kind === 'list'
            ? list(block, second)
            : table(block),
    );
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};
