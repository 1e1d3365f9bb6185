import type { KnownBlock } from '@slack/types';
import type { Block, Doc } from '../../core/texts/doc.ts';
import { blocksOf } from './render-blocks.ts';
import { messagesOf } from './render-split.ts';
import { plainText, textOf } from './render-text.ts';
import { clean, isBlank } from './spans.ts';
import { saysNothing, type Unit, unitsOf } from './units.ts';

export { addressed, pressed } from './presses.ts';
export { SIGN } from './spans.ts';

type FileBlock = Extract<Block, { is: 'file' }>;
export type Made =
  /** One message. `text` is complete by itself, for notifications and those who see no blocks. */
  { text: string; blocks: readonly KnownBlock[] } | { file: FileBlock['file']; name: string; title: string };

/** Where there is no room for blocks: labels, and what is wrong with an answer. */
export const plainOf = (doc: Doc): string =>
  plainText(doc.flatMap((block) => (block.is === 'poll' || block.is === 'file' ? [] : unitsOf(block))));

const LONGEST_TITLE = 250;
const fileMade = ({ file, name, title }: FileBlock): Made => ({
  file,
  name: clean(name),
  title: clean(title.slice(0, LONGEST_TITLE)),
});
const made = (units: readonly Unit[]): Made => ({ text: textOf(units), blocks: blocksOf(units) });

/** Messages in the order of the Doc: each file is one of its own, and what stands between files is split where it must be. */
export const render = (doc: Doc): readonly Made[] => {
  const all: Made[] = [];
  let open: (readonly Unit[])[] = [];
  const close = () => {
    all.push(...messagesOf(open).map(made));
    open = [];
  };
  for (const block of doc) {
    if (block.is === 'poll') continue; // Slack has none of its own, and the lines say all
    if (block.is === 'file') {
      close();
      all.push(fileMade(block));
    } else open.push(unitsOf(block).filter((unit) => !saysNothing(unit)));
  }
  close();
  return all.filter((each) => !('blocks' in each) || !isBlank(each.text));
};
