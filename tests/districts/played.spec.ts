import { expect, test } from 'vitest';
import { districtIn, heideland, waldshut } from './examples.ts';
import { stage } from './stage.ts';

/** What people get wrong on purpose, so that one sees how it is met. */
const meant = ['stimme U-1 4 ja', 'weiß nicht'];

test.each([
  ['landkreis-waldshut', waldshut, meant, 15, ['V-1']],
  ['two-steering-groups', heideland, [], 8, ['V-1', 'V-2']],
] as const)('the story of %s can be played to its end', async (_, text, refusals, outcomes, papers) => {
  const { play, bugs, refused, reads } = await stage(districtIn(text));
  await play();
  expect(refused).toEqual(refusals);
  expect(bugs).toEqual([]);
  expect(await reads.counters.last('E')).toBe(outcomes);
  for (const id of papers) expect((await reads.papers.byId(id))?.state.is).toBe('submitted');
});
