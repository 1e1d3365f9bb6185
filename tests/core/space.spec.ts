import { describe, expect, test } from 'vitest';
import { space } from '../../src/core/commands/space.ts';
import { type Space, spaceIn, spaceRoom } from '../../src/core/model/place.ts';
import { asks, body, codeOf, saved, value } from './given.ts';

const asked = { ...asks('P-3', ['coordinator']), can: ['space'] as const };
const place = (id: Space['id'], named: string, more: Partial<Space> = {}): Space => ({
  id,
  kind: 'space',
  by: 'P-9',
  spot: { connection: 'slack', room: spaceRoom(body.id, named) },
  language: 'de',
  state: 'joined',
  ...more,
});
const decide = (spaces: readonly Space[], named?: string) =>
  space.decide({ body, spaces, last: 7 }, { ...(named !== undefined && { space: named }) }, asked);

describe('a space', () => {
  test('is wanted: a place of its own, with one post for ever', () => {
    const decision = decide([]);
    expect(saved(decision, 'place')).toEqual([place('R-8', 'R-8', { by: 'P-3' })]);
    expect(saved(decision, 'counter')).toEqual([{ of: 'R', last: 8 }]);
    expect(value(decision).posts).toEqual([
      { key: 'post:space:R-8', to: 'R-8', view: { view: 'space', place: 'R-8' }, urgency: 'quiet' },
    ]);
  });
  test('that is there is named, and keeps its name', () => {
    const [wanted] = saved(decide([], '#kreis:example.org'), 'place');
    expect(wanted).toEqual(place('R-8', '#kreis:example.org', { by: 'P-3' }));
    expect(spaceIn(wanted?.spot.room ?? '')).toBe('#kreis:example.org');
  });
  test('asked for again is the same, told anew what it lacks', () => {
    const before = place('R-2', '#kreis:example.org', { lacks: { why: 'power', has: 0, needs: 50 } });
    for (const decision of [decide([before]), decide([before], '#kreis:example.org')]) {
      expect(value(decision).save).toEqual([
        { table: 'place', row: place('R-2', '#kreis:example.org', { by: 'P-3' }) },
      ]);
      expect(value(decision).posts).toMatchObject([{ key: 'post:space:R-2' }]);
      expect(value(decision).say).toMatchObject({ about: { named: '#kreis:example.org' } });
    }
  });
  test('takes the place of another, which is left alone from then on', () => {
    const [made, former] = [place('R-2', 'R-2'), place('R-3', '#kreis:example.org', { state: 'gone' })];
    expect(saved(decide([made, former], '#kreis:example.org'), 'place')).toEqual([
      place('R-3', '#kreis:example.org', { by: 'P-3' }),
      place('R-2', 'R-2', { state: 'gone' }),
    ]);
    expect(saved(decide([made, former], '#neu:example.org'), 'place').map(({ id, state }) => [id, state])).toEqual([
      ['R-8', 'joined'],
      ['R-2', 'gone'],
    ]);
  });
  test('that we had made and were put out of is made anew, and one that others made is not', () => {
    const outside = { lacks: { why: 'outside' } } as const;
    expect(saved(decide([place('R-2', 'R-2', outside)]), 'place').map(({ id, state }) => [id, state])).toEqual([
      ['R-8', 'joined'],
      ['R-2', 'gone'],
    ]);
    expect(saved(decide([place('R-2', '#kreis:example.org', outside)]), 'place').map(({ id }) => id)).toEqual(['R-2']);
  });
  test('is refused where the platform has none', () => {
    expect(codeOf(space.decide({ body, spaces: [], last: 7 }, {}, { ...asked, can: [] }))).toBe('not-on-this-platform');
  });
  test('has a name that no room has', () => {
    expect(['!abc:example.org', '#kreis:example.org', 'space', 'space/x'].map(spaceIn)).toEqual(
      Array(4).fill(undefined),
    );
  });
});
