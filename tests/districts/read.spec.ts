import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { vacant } from '../../src/core/model/organization.ts';
import { ok } from '../../src/core/model/result.ts';
import { bodyIdOf, rowsOf } from '../../src/districts/rows.ts';
import { connectionsIn, scenesOf } from '../../src/districts/scenes.ts';
import { makeStore, storeKinds } from '../support/stores.ts';
import { districtIn, heideland, waldshut } from './examples.ts';

describe.each(storeKinds)('the examples in the store, on %s', async (kind) => {
  const { store, end } = await makeStore(kind);
  afterAll(end);

  test.each([
    ['landkreis-waldshut', waldshut, 6, 18],
    ['two-steering-groups', heideland, 8, 13],
  ] as const)('%s', async (_, text, organizations, people) => {
    const district = districtIn(text);
    const body = bodyIdOf(district);
    const decision = ok({ save: rowsOf(district), posts: [] });
    expect(await store.ledger.commit({ body, cause: 'import', expect: [], decision })).toEqual({
      is: 'done',
      said: {},
    });
    const { reads } = store.read(body);
    expect(await reads.organizations.all()).toHaveLength(organizations);
    expect(await reads.people.all()).toHaveLength(people);
    expect(await reads.counters.last('P')).toBe(people);
    expect(await reads.people.byId('P-1')).toMatchObject({ name: Object.values(district.persons)[0]?.name });
    for (const { at, by, spot } of scenesOf(district)) {
      expect(at).toMatch(/^2026-.*Z$/);
      expect((await store.across.place(spot))?.body).toBe(body);
      expect(await store.across.people(by)).toHaveLength(1);
    }
  });
});

test('the same file gives the same rows', () => {
  expect(rowsOf(districtIn(waldshut))).toEqual(rowsOf(districtIn(waldshut)));
});

test('the seats are those of the council paper, and one of two for the Kreistag is free', () => {
  const rows = rowsOf(districtIn(waldshut));
  const seats = rows.flatMap((change) => (change.table === 'seat' ? [change.row] : []));
  const memberships = rows.flatMap((change) => (change.table === 'membership' ? [change.row] : []));
  expect(seats.filter(({ required }) => required).map(({ onBehalfOf }) => onBehalfOf)).toEqual([
    'Caritas',
    'Diakonie',
    'AWO',
    'Arbeitskreis Wohnen',
    'Arbeitskreis Arbeit / Ausbildung',
    'Arbeitskreis Schulische und außerschulische Bildung / Sprache',
    'Ehrenamtliche',
    'Migrantinnen und Migranten',
    'Integrationsmanagement',
    'Kommunen',
  ]);
  expect(seats.filter((seat) => vacant(seat, memberships, '2026-03-02') > 0).map(({ id }) => id)).toEqual([
    'lenkung:kreistag',
  ]);
});

test('what the file leaves out comes from the district, and what it names stands', () => {
  const rows = rowsOf(districtIn(heideland));
  const organization = (id: string) =>
    rows.flatMap((change) => (change.table === 'organization' && change.row.id === id ? [change.row] : []))[0];
  expect(organization('org:neighbours')).toMatchObject({
    zone: 'Europe/Prague',
    language: 'en',
    objectionDays: 3,
    remindAt: { cron: '0 9 * * 1#1' },
  });
  expect(organization('org:housing')).toMatchObject({
    zone: 'Europe/Berlin',
    objectionDays: 2,
    remindAt: { cron: '0 8 * * 1-5' },
  });
  expect(organization('org:social')?.plan).toMatchObject({
    submission: { before: 10, unit: 'workdays', remind: [2, 1] },
    clock: '10:00',
  });
  const body = rows.flatMap((change) => (change.table === 'body' ? [change.row] : []))[0];
  expect(body?.holidays.map(({ day }) => day)).toEqual(expect.arrayContaining(['2026-10-30', '2026-06-04']));
  expect(connectionsIn(districtIn(heideland))).toEqual(['web', 'matrix']);
});

test.each(['district-format.md', 'kreis-datei.md'])('the file in docs/%s is one', (name) => {
  const guide = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  const [, file = ''] = /^```yaml\n(district:[\s\S]*?)^```/m.exec(guide) ?? [];
  expect(Object.keys(districtIn(file).organizations)).toHaveLength(3);
});
