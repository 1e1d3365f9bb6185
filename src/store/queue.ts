import { settled } from '../core/model/delivery.ts';
import type { Due } from '../core/ports.ts';

/** A post that is not settled, as the store knows it: `waits` until its time, and whether its root stands already. */
export type Open = Due & { waits: boolean; rootless: boolean };

/**
 * What may be sent now, of all that is open, in commit order. A new post that must wait stops the new ones behind it in
 * its place; quiet ones, edits and uncertain ones neither stop nor are stopped; one `under` another waits for its root.
 */
export const ready = (open: readonly Open[]): readonly Due[] => {
  const stopped = new Set<string>();
  return open.flatMap(({ waits, rootless, ...due }) => {
    const {
      body,
      place,
      post,
      frozen: { pieces },
    } = due;
    if (rootless) return [];
    const isNew = pieces.every(({ ref }) => ref === undefined) && !pieces.some(({ state }) => state.is === 'uncertain');
    const ordered = isNew && post.urgency !== 'quiet';
    const room = `${body}/${place.id}`;
    if (waits || (ordered && stopped.has(room))) {
      if (ordered) stopped.add(room);
      return [];
    }
    return [due];
  });
};
export const isSettled = ({ frozen: { pieces, made }, wanted }: Pick<Due, 'frozen' | 'wanted'>): boolean =>
  pieces.every(settled) && made === wanted;
