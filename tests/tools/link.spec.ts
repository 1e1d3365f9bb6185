import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { webBot } from '../../src/bots/web/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import { instant, Temporal } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import { documents } from '../../src/documents/index.ts';
import { postgresStore } from '../../src/store/postgres/index.ts';
import { webKey } from '../../src/store/secret.ts';
import { preview, write } from '../../src/tools/district/import.ts';
import { later } from '../../src/tools/later.ts';
import { findPerson } from '../../src/tools/link/find.ts';
import { districtIn, heideland, waldshut } from '../districts/examples.ts';
import { type OwnDatabase, ownDatabase } from '../support/database.ts';

let own: OwnDatabase;
let store: ReturnType<typeof postgresStore>;
beforeEach(async () => {
  own = await ownDatabase();
  store = postgresStore(own.connection, later);
});
afterEach(async () => {
  await store.end();
  await own.drop();
});
const now = instant('2026-03-02T08:00:00Z');
const bring = async (text: string) =>
  expect(await write(store, await preview(store, districtIn(text), now), text.slice(0, 80), now)).toEqual([]);
const run = (given: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { host, user } = inject('server');
  return spawnSync(process.execPath, ['src/tools/link.ts', ...given], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: `postgresql://${user}@localhost/${own.connection.database}?host=${encodeURIComponent(host)}`,
      PUBLIC_URL: 'https://www.example.org/lotse/',
      ...env,
    },
  });
};

test('the link that is printed leads inside', async () => {
  await bring(waldshut);
  const { status, stdout, stderr } = run(['Jana', 'Wehrle']);
  expect([status, stderr]).toEqual([0, '']);
  const [, link = ''] = /^For Jana Wehrle, valid once, until .+ \(Europe\/Berlin\):\n(https:\S+)\n$/.exec(stdout) ?? [];
  expect(link).toMatch(/^https:\/\/www\.example\.org\/lotse\/link\/[\w.-]+$/);

  const bugs: unknown[] = [];
  const log: Log = { bug: (_, error) => void bugs.push(error), note: () => {} };
  const time = { now: () => Temporal.Now.instant() };
  const origin = 'https://www.example.org';
  const web = webBot({
    connection: 'web',
    rooms: store.webRooms,
    time,
    log,
    random: () => 'event-1',
    address: { origins: [origin], base: '/lotse', secure: true },
    key: await webKey(store),
  });
  await web.start(openDoor({ store, documents, time, log }));
  expect(await (await web.serve(new Request(link))).text()).toContain('Jana Wehrle');
  const entered = await web.serve(new Request(link, { method: 'POST', headers: { origin } }));
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const go = async (to: string): Promise<Response> => {
    const answer = await web.serve(new Request(new URL(to, link), { headers: { cookie } }));
    const next = answer.headers.get('location');
    return next === null ? answer : go(next);
  };
  const inside = await go(entered.headers.get('location') ?? '');
  expect(inside.status).toBe(200);
  expect(await inside.text()).toContain('Lenkungsgruppe');
  expect(bugs).toEqual([]);
});

test('a person is found by number, key, name and a part of it, in one district or in several', async () => {
  await bring(waldshut);
  const idOf = async (wanted: string, body?: string) => (await findPerson(store, wanted, body)).person?.id;
  expect([await idOf('p-1'), await idOf('wehrle'), await idOf('JANA WEHRLE'), await idOf('jana w')]).toEqual(
    Array(4).fill('P-1'),
  );
  await bring(heideland);
  expect(await idOf('P-1')).toBeUndefined();
  expect(await idOf('P-1', 'landkreis-waldshut')).toBe('P-1');
  const { person, candidates } = await findPerson(store, 'Nobody Here', 'landkreis-waldshut');
  expect(person).toBeUndefined();
  expect(candidates).toEqual([expect.objectContaining({ id: 'P-1', office: true })]);
});

test('whoever is not meant alone is no one, and who is there is said', async () => {
  expect(run(['Jana']).stderr).toBe('There is nobody yet. First: npm run district -- import FILE\n');
  await bring(waldshut);
  const several = run(['a']);
  expect(several.status).toBe(1);
  expect(several.stdout).toBe('');
  expect(several.stderr).toMatch(
    /^Nobody is called "a" alone\. There are:\n {2}P-1 {2}Jana Wehrle, landkreis-waldshut \(coordinator\)\n/,
  );
  expect(run(['Jana Wehrle'], { PUBLIC_URL: '' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'PUBLIC_URL must say where people reach the pages, or no link leads there.\n',
  });
  expect(run([])).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run link -- PERSON') });
  expect(await store.database.access.count()).toBe(0);
}, 30_000);
