import type { Block, Choice, Doc, Inline, Words } from '../../core/texts/doc.ts';
import { SIGN } from './receive.ts';

/** As on a platform with short messages and without buttons: plain lines, each choice with the words for it. */
const MOST_LINES = 30;
const inline = (each: Inline): string => {
  if (typeof each === 'string') return each;
  if ('text' in each) return each.text;
  if ('strong' in each) return each.strong;
  if ('person' in each) return each.account === undefined ? each.name : `@${each.account} (${each.name})`;
  if ('command' in each) return `${SIGN} ${each.command}`;
  return each.said;
};
const words = (all: Words): string => all.map(inline).join('');
const choices = (all: readonly Choice[]): string => `[${all.map(({ label }) => label).join(' | ')}]`;

const lines = (block: Block): readonly string[] => {
  switch (block.is) {
    case 'heading':
      return [`# ${words(block.words)}`];
    case 'text':
      return [
        `${block.number === undefined ? '' : `${block.number}. `}${words(block.words)}`,
        ...(block.choices === undefined ? [] : [`   ${choices(block.choices)}`]),
      ];
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${words(item)}`);
    case 'fields':
      return block.fields.map(({ label, words: value }) => `${label}: ${words(value)}`);
    case 'table':
      return [block.head.join(' | '), ...block.rows.map((row) => row.map(words).join(' | '))];
    case 'file':
      return [`<${block.name}>`];
    case 'rooms':
      return [`# ${block.name}`, ...block.rooms.map(({ name }) => `- ${name}`)];
    case 'poll':
    case 'form':
      return []; // there are none here
  }
};
export const render = (doc: Doc): readonly string[] => {
  const all = doc.flatMap(lines).flatMap((each) => each.split('\n'));
  return Array.from({ length: Math.ceil(all.length / MOST_LINES) }, (_, n) =>
    all.slice(n * MOST_LINES, (n + 1) * MOST_LINES).join('\n'),
  );
};
