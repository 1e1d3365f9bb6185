import { jobs } from '../../src/core/ticks/index.ts';
import { act } from './acts.ts';
import type { Scene } from './scene.ts';

/** In seconds: a clock set right, an hour, half a day, ten days of nothing. */
const jumps = [-86_400, -3_600, -1, 1, 60, 3_600, 3_600, 43_200, 864_000];
/** In milliseconds: around a lease, a timeout, a look, an abandoned row, the quarantine. */
const waits = [500, 1_000, 3_100, 5_000, 11_000, 16_000, 61_000];

const crowd = (it: Scene) => Promise.all(Array.from({ length: 2 + it.roll.roll(4) }, () => act(it)));
const redeliver = async (it: Scene) => {
  if (it.sent.length > 0) await it.again(it.roll.pick(it.sent));
};
const flood = (it: Scene) => Promise.all([redeliver(it), redeliver(it), act(it), redeliver(it)]);
const work = (it: Scene) => it.work(it.roll.pick(it.replicas), it.roll.pick(it.names));
const workInTheCrowd = (it: Scene) => {
  const [of, on] = [it.roll.pick(it.replicas), it.roll.pick(it.names)];
  return Promise.all([it.work(of, on), act(it), it.work(of, on), act(it), it.work(of, on)]);
};
const jump = (it: Scene) => {
  it.clock.now = it.clock.now.add({ seconds: it.roll.pick(jumps) });
};
const platform = (it: Scene) => it.platforms[it.roll.pick(it.names)];
const weather = (it: Scene) => Object.assign(platform(it), { storm: it.roll.pick([0, 2, 3, 6]) });
const blindness = (it: Scene) => Object.assign(platform(it), { blind: it.roll.oneIn(2) });
const audience = (it: Scene) =>
  Object.assign(platform(it), { audience: it.roll.pick(['members', 'members', 'guests', 'unknown']) });

/** All that happens, and how often. Whatever else may go wrong is a line here. */
const moves: readonly (readonly [weight: number, (it: Scene) => unknown])[] = [
  [18, act],
  [4, crowd],
  [3, redeliver],
  [1, flood],
  [14, work],
  [5, workInTheCrowd],
  [2, (it) => it.wakeZombie()],
  [3, (it) => it.tick(it.roll.pick([...jobs.keys()]))],
  [8, (it) => it.wait(it.roll.pick(waits))],
  [2, jump],
  [2, weather],
  [1, blindness],
  [1, audience],
];
export const move = async (it: Scene): Promise<void> => {
  await it.roll.weighted(moves)(it);
};
