import { Temporal } from '../core/model/time.ts';
import type { Scene } from '../districts/scenes.ts';
import { chance } from './chance.ts';

/** A scene, and what a person did wrongly or twice around it. */
export type Move = Scene & { slip?: 'typo' | 'twice' | 'nonsense' };

const votes = ['yes', 'if-need-be', 'no'];
const LATEST_MINUTES = 180;

/**
 * The same story with other people: late, mistyping, sending twice, voting otherwise, changing their minds. What leads the
 * way (commands, decisions) stays, or there would be no story; who does something else meanwhile is left to chance.
 */
export const otherPeople = (scenes: readonly Scene[], seed: number): readonly Move[] => {
  const next = chance(seed);
  const happens = (likelihood: number) => next() < likelihood;
  const one = <T>(all: readonly T[]): T | undefined => all[Math.floor(next() * all.length)];
  const moves = scenes.flatMap((scene, i): readonly Move[] => {
    const { deed } = scene;
    const gap = minutesUntil(scene, scenes[i + 1]);
    const late = happens(0.3) ? Math.floor(next() * Math.min(LATEST_MINUTES, gap)) : 0;
    const moved: Move = { ...scene, at: Temporal.Instant.from(scene.at).add({ minutes: late }).toString() };
    const voted = deed.kind === 'choice' ? /^(\d+):/.exec(deed.pick)?.[1] : undefined;
    if (deed.kind === 'choice' && voted !== undefined) {
      const other: Move = { ...moved, deed: { ...deed, pick: `${voted}:${one(votes) ?? 'yes'}` } };
      return happens(0.3) ? [other, moved] : happens(0.3) ? [other] : [moved];
    }
    if (deed.kind === 'command' && happens(0.1)) return [{ ...moved, slip: 'typo' }, moved];
    if (deed.kind === 'answers' && happens(0.3)) return [{ ...moved, slip: 'nonsense' }];
    return happens(0.1) ? [{ ...moved, slip: 'twice' }] : [moved];
  });
  return swapped(moves, happens);
};

const minutesUntil = ({ at }: Scene, after: Scene | undefined): number =>
  after === undefined ? LATEST_MINUTES : Temporal.Instant.from(at).until(after.at).total('minutes');

/** Two people who act within a quarter of an hour on the same thing may do so the other way round. */
const QUARTER = 15;
const swapped = (moves: readonly Move[], happens: (likelihood: number) => boolean): readonly Move[] => {
  const order = [...moves];
  for (let i = 0; i + 1 < order.length; i += 1) {
    const [one, other] = [order[i], order[i + 1]];
    if (one === undefined || other === undefined || one.person === other.person) continue;
    const free = one.deed.kind === 'choice' && other.deed.kind === 'choice' && minutesUntil(one, other) < QUARTER;
    if (!free || !happens(0.5)) continue;
    order[i] = { ...other, at: one.at };
    order[i + 1] = { ...one, at: other.at };
    i += 1;
  }
  return order;
};
