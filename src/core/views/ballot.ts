import { type Block, line, text, user } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { View } from './index.ts';
import { pollIn, said } from './poll.ts';

/** Repeats what was understood, with the date, so that a wrong number is noticed. */
export const ballot: View<'ballot'> = async ({ poll, person }, look) => {
  const { reads, words } = look;
  const it = await pollIn(reads, poll);
  if (it === undefined) return gone(look);
  const { poll: found, organization } = it;
  const own = await reads.ballots.by(person, poll);
  const items = (own?.marks ?? []).flatMap(({ option, fits }): readonly Block[] => {
    const slot = found.options.find(({ number }) => number === option)?.slot;
    return slot === undefined
      ? []
      : [text(line`${said(slot, organization.zone, look)} – ${words.poll.fits[fits]}`, { number: option })];
  });
  const rest = found.options.length - items.length;
  return {
    label: 'non-public',
    say: [
      text(items.length === 0 ? words.poll.noMarks(poll) : words.poll.noted(poll)),
      ...items,
      ...(items.length > 0 && rest > 0 ? [text(words.poll.rest(rest))] : []),
      ...(own?.comment === undefined ? [] : [text(words.quoted([user(own.comment)]))]),
    ],
  };
};
