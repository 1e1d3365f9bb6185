import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/core/model/outcome.ts';
import { ok } from '../../src/core/model/result.ts';
import { type Change, save } from '../../src/core/step.ts';
import { outcome } from '../core/given.ts';
import { body, person } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { type World, world } from '../support/world.ts';

const made = (id: Outcome['id'], more: Partial<Outcome>): Change => save('outcome', outcome({ id, ...more }));
const own = { is: 'submitted', objectUntil: '2026-06-16T08:00:00Z' } as const;
/** Of the housing group one of each: public or not, handed on or not. Of the other group one that is public. */
const outcomes = [
  made('E-1', {}),
  made('E-2', { label: 'non-public' }),
  made('E-3', { state: own }),
  made('E-4', { state: own, label: 'non-public' }),
  made('E-5', { organization: 'org:arbeit' }),
];
const ask = {
  ada: ['slack', 'ada'],
  kim: ['slack', 'kim'],
  mia: ['slack', 'mia'],
  guest: ['matrix', '@guest'],
} as const;
type Who = keyof typeof ask | 'rut';

describe.each(storeKinds)('the overview, on %s', (kind) => {
  let it: World;
  beforeEach(async () => {
    it = await world(kind, [
      ...person('P-9', 'Mia Maurer', [['slack', 'mia']], { 'org:arbeit': ['member'] }),
      ...person('P-10', 'Rut Rau', [['slack', 'rut']], { 'org:migration': ['member'] }),
    ]);
    await it.store.ledger.commit({
      body,
      cause: 'results',
      expect: [],
      decision: ok({ save: outcomes, posts: [] }),
    });
  });
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const overview = async (who: Who, month?: string) => {
    const [connection, id] = who === 'rut' ? ['slack', 'rut'] : ask[who];
    const found = await it.door.overview(body, { connection, id }, month);
    if (found === undefined) throw new Error(`${who} is not known`);
    return found;
  };
  const counted = async (who: Who) =>
    (await overview(who)).flow.groups.map(({ group, counts }) => `${group.short} ${counts.submitted.came}`);

  test('counts only what the one who looks may see', async () => {
    expect(await counted('kim')).toEqual(['Arbeit 1', 'Wohnen 4']);
    expect(await counted('ada')).toEqual(['Arbeit 1', 'Wohnen 4']);
    expect(await counted('guest')).toEqual(['Wohnen 1']); // what is public and handed on
    expect(await counted('mia')).toEqual(['Arbeit 1']);
    expect(await counted('rut')).toEqual(['Arbeit 1', 'Wohnen 1']); // the board sees what is public, of all below it
  });

  test('is for nobody who is not known there', async () => {
    const kim = { connection: 'slack', id: 'kim' };
    expect(await it.door.overview(body, { connection: 'slack', id: 'nobody' })).toBeUndefined();
    expect(await it.door.overview('body:other', kim)).toBeUndefined();
  });

  test('shows the polls and meetings of one’s own groups alone, a coordinator those of all', async () => {
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    await it.done(it.ada.types('!ak sitzung am Di 7.7. 14–16 Uhr ort: Raum 4'));
    await it.done(it.ben.types('!ak stimme U-1 1 ja'));
    const seen = async (who: Who) => {
      const { polls, sittings } = await overview(who);
      return [
        ...polls.map(({ id, voted, voters, asked, own }) => `${id} ${voted}/${voters} ${asked} ${own}`),
        ...sittings.map(({ id }) => id),
      ];
    };
    expect(await seen('kim')).toEqual(['U-1 1/3 false false', 'S-2', 'S-1']);
    expect(await seen('guest')).toEqual(['U-1 1/3 false false', 'S-2', 'S-1']);
    expect(await seen('ada')).toEqual(['U-1 1/3 true false', 'S-2', 'S-1']);
    expect(await seen('mia')).toEqual([]);
  });

  test('keeps what was, in the month that it was in', async () => {
    await it.done(it.ada.types('!ak sitzung am Di 16.6. 14–16 Uhr'));
    await it.done(it.ada.types('!ak sitzung am Di 7.7. 14–16 Uhr'));
    await it.done(it.ada.types('!ak sitzung absagen S-1'));
    it.clock.now = '2026-07-01T08:00:00Z';
    const shown = async (month?: string) =>
      (await overview('ada', month)).sittings.map(({ id, state, past }) => `${id} ${state} ${past}`);
    expect(await shown()).toEqual(['S-2 scheduled false']);
    expect(await shown('2026-06')).toEqual(['S-1 cancelled true']);
    expect(await shown('2026-08')).toEqual([]);
  });

  test('leads a group to its committee’s sitting, and marks its days in the calendar', async () => {
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    const { lines, month } = await overview('mia', '2026-08');
    expect(lines.map(({ committee, sitting, day }) => [committee, sitting, day])).toEqual([
      ['Sozialausschuss', 'S-1', '2026-09-18'],
    ]);
    expect(lines[0]?.stops.map(({ step, state, mine }) => [step, state, mine])).toEqual([
      ['results', 'done', true],
      ['review', 'open', false],
      ['draft', 'open', false],
      ['co-signing', 'open', false],
      ['submission', 'open', false],
    ]);
    const marked = month.weeks
      .flat()
      .flatMap((each) => each?.deadlines.map(({ stop }) => `${each.day} ${stop.step}`) ?? []);
    expect(marked).toEqual(
      lines[0]?.stops.filter(({ day }) => day.startsWith('2026-08')).map(({ day, step }) => `${day} ${step}`),
    );
    expect(marked.length).toBeGreaterThan(2);
  });
});
