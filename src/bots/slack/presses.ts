import type { KnownBlock } from '@slack/types';
import { PICK } from './render-blocks.ts';

/** The buttons of a message say what they are about, since a click names only the message: `${about}\n${pick}`. */
export const addressed = (blocks: readonly KnownBlock[], about: string): readonly KnownBlock[] =>
  blocks.map((block) => {
    if (block.type !== 'actions') return block;
    return {
      ...block,
      elements: block.elements.map((each) =>
        each.type === 'button' && each.action_id?.startsWith(PICK) && each.value !== undefined
          ? { ...each, value: `${about}\n${each.value}` }
          : each,
      ),
    };
  });
/** What a pressed button says; nothing where it is none of ours. */
export const pressed = (value: string): { about: string; pick: string } | undefined => {
  const [, about, pick] = /^([^\n]+)\n(.+)$/s.exec(value) ?? [];
  return about === undefined || pick === undefined ? undefined : { about, pick };
};
