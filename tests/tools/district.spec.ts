import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { spaceRoom } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import { type Change, save } from '../../src/core/step.ts';
import type { PostgresStore } from '../../src/store/postgres/index.ts';
import { preview, takenRooms, write } from '../../src/tools/district/import.ts';
import { districtIn } from '../districts/examples.ts';
import { nameOne, type OwnDatabase } from '../support/database.ts';
import { makePostgres } from '../support/stores.ts';

const file = `
district: { id: test, name: Test, issuer: [Office], signature: The Head, land: BW, zone: Europe/Berlin, language: en }
organizations:
  social: { name: Committee, short: Social, classification: committee }
  lead: { name: Lead, short: Lead, classification: steering-group, reportsTo: [social], seats: { church: { onBehalfOf: Church } } }
  homes: { name: Homes, short: Homes, classification: working-group, reportsTo: [lead], remindAt: weekdays 8:00 }
persons:
  ada: { name: Ada, accounts: { slack: U0ADA, web: ada }, memberships: { lead: { roles: [coordinator], seat: church } } }
  ben: { name: Ben, memberships: { homes: { roles: [chair] } } }
places:
  homes: { connection: slack, room: C0HOMES, organization: homes }
  web: { connection: web, room: lead, organization: lead }
sittings:
  - { organization: social, when: 2026-03-26 14:00 }
  - { organization: social, when: 2026-11-26 14:00, room: Hall }
`;
const now = instant('2026-06-15T08:00:00Z');
const body = 'body:test';

describe('a district is brought in', () => {
  let store: PostgresStore;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ postgres: store, end } = await makePostgres());
  });
  afterEach(() => end());
  let id = 0;
  const bring = async (text: string) => {
    const seen = await preview(store, districtIn(text), now);
    id += 1;
    return { lines: seen.lines, idle: seen.idle, written: await write(store, seen, `${id}`, now) };
  };
  const commit = async (...changes: readonly Change[]) => {
    id += 1;
    await store.ledger.commit({ body, cause: `by hand ${id}`, expect: [], decision: ok({ save: changes, posts: [] }) });
  };
  const { reads } = { reads: () => store.read(body).reads };

  test('with a room on the web for everybody, and the sittings that are still to come, with their deadlines', async () => {
    const { lines, written } = await bring(file);
    expect(written).toEqual([]);
    expect(lines).toContain('+ person Ben (P-2)');
    expect(lines).toContain('+ room body:test/org:lead on web of Lead');
    expect(lines).toContain('+ sitting of Social, 2026-11-26 14:00');
    expect(lines.filter((line) => !line.startsWith('+ '))).toEqual([]);
    const places = await store.database.place.findMany({ where: { connection: 'web' } });
    expect(places.map(({ room }) => room).toSorted()).toEqual(
      ['homes', 'lead', 'social'].map((each) => `${body}/org:${each}`),
    );
    expect(await reads().accounts.of('P-1')).toEqual([{ connection: 'slack', id: 'U0ADA' }]);
    const [sitting, ...others] = await reads().meetings.ahead('org:social', now);
    expect(others).toEqual([]);
    expect(sitting).toMatchObject({ id: 'S-1', where: { room: 'Hall' }, state: { is: 'scheduled' } });
    expect((await reads().deadlines.of('S-1')).length).toBeGreaterThan(3);
  });

  test('and again, where there is nothing to do', async () => {
    await bring(file);
    expect(await bring(file)).toEqual({ lines: [], idle: true, written: [] });
    expect(await reads().meetings.ahead('org:social', now)).toHaveLength(1);
  });

  test('and a room that it brings shows in the space of its connection', async () => {
    await bring(file);
    const spot = { connection: 'slack', room: spaceRoom(body, 'R-90') };
    await commit(save('place', { id: 'R-90', kind: 'space', by: 'P-1', spot, language: 'en', state: 'joined' }));
    const post = () => reads().posts.byKey('post:space:R-90');
    expect(await bring(file.replace('name: Ben,', 'name: Benjamin,'))).toMatchObject({ idle: false });
    expect(await post()).toBeUndefined();
    await bring(
      file.replace('sittings:', '  lead: { connection: slack, room: C0LEAD, organization: lead }\nsittings:'),
    );
    expect(await post()).toMatchObject({ to: 'R-90', view: { view: 'space', place: 'R-90' } });
  });

  test('and again when it was changed: numbers stay, whatever the order, and nothing is deleted', async () => {
    await bring(file);
    const changed = file
      .replace('persons:', 'persons:\n  eva: { name: Eva, memberships: { homes: { roles: [member] } } }')
      .replace('name: Homes, short: Homes', 'name: Working Group Homes, short: Homes')
      .replace('remindAt: weekdays 8:00', 'remindAt: weekdays 9:00')
      .replace(
        / {2}ada:.*\n/,
        '  ada: { name: Ada Lovelace, language: de, memberships: { lead: { roles: [coordinator, chair] } } }\n',
      )
      .replace(/ {2}ben:.*\n/, '')
      .replace('2026-11-26 14:00', '26.11.2026 14 Uhr')
      .concat('  - { organization: social, when: 2026-12-10 14:00 }\n');
    const { lines, idle, written } = await bring(changed);
    expect({ idle, written }).toEqual({ idle: false, written: [] });
    expect(lines).toEqual([
      '+ person Eva (P-3)',
      '+ membership of Eva (P-3) in Homes',
      '+ sitting of Social, 2026-12-10 14:00',
      '~ organization Homes: name: Homes → Working Group Homes',
      '~ organization Homes: remindAt: {"cron":"0 8 * * 1-5"} → {"cron":"0 9 * * 1-5"}',
      '~ person Ada Lovelace (P-1): name: Ada → Ada Lovelace',
      '~ person Ada Lovelace (P-1): language: en → de',
      '~ membership of Ada Lovelace (P-1) in Lead: roles: coordinator → coordinator, chair',
      '~ membership of Ada Lovelace (P-1) in Lead: seat: lead:church → nothing',
      '  not in the file, kept: person Ben (P-2)',
      '  not in the file, kept: membership of Ben (P-2) in Homes',
      '  not in the file, kept: account U0ADA on slack of Ada Lovelace (P-1)',
      '  not in the file, kept: direct messages U0ADA on slack of Ada Lovelace (P-1)',
    ]);
    expect(await reads().people.byId('P-1')).toEqual({ id: 'P-1', name: 'Ada Lovelace', language: 'de' });
    expect(await reads().people.byId('P-2')).toMatchObject({ name: 'Ben' });
    expect(await reads().counters.last('P')).toBe(3);
    expect((await bring(file.replace('name: Ada,', 'name: Ada Lovelace, language: de,'))).lines).not.toContainEqual(
      expect.stringMatching(/^\+ person/), // Ben is back, under his number
    );
  });

  test('and what people have changed meanwhile stays, and is shown', async () => {
    await bring(file);
    const homes = await reads().organizations.byId('org:homes');
    if (homes === undefined) throw new Error('no Homes');
    await commit(
      save('organization', { ...homes, remindAt: { cron: '0 7 * * 1' }, short: 'Flats' }),
      save('membership', { person: 'P-2', organization: 'org:homes', roles: ['chair'], until: '2026-06-01' }),
      save('counter', { of: 'P', last: 3 }),
      save('person', { id: 'P-3', name: 'Eva', language: 'en' }),
      save('membership', { person: 'P-3', organization: 'org:homes', roles: ['member'], from: '2026-06-01' }),
    );
    const kept = (homes: string) => [
      `  changed here, kept: organization ${homes}: remindAt: {"cron":"0 7 * * 1"} (the file says: {"cron":"0 8 * * 1-5"})`,
      `  changed here, kept: membership of Ben (P-2) in ${homes}: until: 2026-06-01 (the file says: nothing)`,
    ];
    const idle = await bring(file);
    expect(idle).toMatchObject({ idle: true, written: [] });
    expect(idle.lines).toEqual([
      '  changed here, kept: organization Flats: short: Flats (the file says: Homes)',
      ...kept('Flats'),
      '  not in the file, kept: person Eva (P-3)',
      '  not in the file, kept: membership of Eva (P-3) in Flats',
    ]);
    const { lines } = await bring(
      file
        .replace('short: Homes', 'short: Housing')
        .replace('persons:', 'persons:\n  eva: { name: Eva, memberships: { homes: { roles: [delegate] } } }'),
    );
    expect(lines).toEqual([
      '~ person eva of the file is Eva (P-3), who is here already',
      '~ organization Housing: short: Flats → Housing (was changed here since the last import)',
      '~ membership of Eva (P-3) in Housing: roles: member → delegate',
      ...kept('Housing'),
    ]);
    expect(await reads().organizations.byId('org:homes')).toMatchObject({
      remindAt: { cron: '0 7 * * 1' },
      short: 'Housing',
    });
    expect(await reads().memberships.of('P-3')).toEqual([
      { person: 'P-3', organization: 'org:homes', roles: ['delegate'], from: '2026-06-01' },
    ]);
  });

  test('and is not written over what somebody changes in the same moment', async () => {
    await bring(file);
    const seen = await preview(store, districtIn(file.replace('name: Ben', 'name: Benedikt')), now);
    await commit(save('person', { id: 'P-2', name: 'Benno', language: 'en' }));
    expect(await write(store, seen, 'late', now)).toBe('stale');
    expect(await reads().people.byId('P-2')).toMatchObject({ name: 'Benno' });
  });

  test('and a sitting that cannot be planned is told, and tried again the next time', async () => {
    const far = file.replace('2026-11-26 14:00, room: Hall', '2026-11-26 14:00, link: somewhere');
    expect((await bring(far)).written).toMatchObject([{ refused: { code: 'arguments' } }]);
    const { lines, written } = await bring(file);
    expect({ lines, written }).toEqual({ lines: ['+ sitting of Social, 2026-11-26 14:00'], written: [] });
  });

  test('and not into the rooms of another', async () => {
    await bring(file);
    const other = districtIn(file.replace('id: test', 'id: other'));
    expect(await takenRooms(store, other)).toEqual(['places.homes The room C0HOMES on slack belongs to test.']);
    expect(await takenRooms(store, districtIn(file))).toEqual([]);
    // who is in both is alone with us in one of them
    await bring(file.replace('id: test', 'id: other').replace('C0HOMES', 'C1HOMES'));
    expect(await store.read('body:other').reads.places.direct('P-1')).toEqual([]);
    expect(await reads().places.direct('P-1')).toMatchObject([{ spot: { connection: 'slack', room: 'U0ADA' } }]);
  });
});

describe('the command', () => {
  let own: OwnDatabase;
  let folder: string;
  beforeAll(() => {
    own = nameOne();
    folder = mkdtempSync(join(tmpdir(), 'gremienlotse-district-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await own.drop();
  });
  const run = (text: string, ...more: readonly string[]) => {
    const at = join(folder, 'kreis.yaml');
    writeFileSync(at, text);
    const { host, user } = inject('server');
    return spawnSync(process.execPath, ['src/tools/district.ts', 'import', at, ...more], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: `postgresql://${user}@localhost/${own.connection.database}?host=${encodeURIComponent(host)}`,
      },
    });
  };

  test('says every mistake with its line, writes the first time without asking, and later only after a yes', () => {
    const wrong = run(file.replace('land: BW', 'land: XX').replace('seat: church', 'seat: temple'));
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(
      /kreis\.yaml:2: district\.land .*\n.*kreis\.yaml:8: persons\.ada\.memberships\.lead\.seat /,
    );
    const first = run(file.replaceAll('2026', '2027'));
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(/\+ district Test\n(.*\n)*.*npm run link/);
    const changed = file.replaceAll('2026', '2027').replace('name: Ben', 'name: Benedikt');
    const unasked = run(changed);
    expect([unasked.status, unasked.stderr]).toEqual([2, 'Nothing was changed: say --yes, or answer on a terminal.\n']);
    expect(unasked.stdout).toBe('~ person Benedikt (P-2): name: Ben → Benedikt\n');
    expect(run(changed, '--yes').stdout).toMatch(/Benedikt\nDone\.\n$/);
    expect(run(changed).stdout).toBe('Nothing to change.\n');
    const other = run(changed.replace('id: test', 'id: other').replace('C0HOMES', 'C0OTHER'));
    expect(other.stdout).toContain('This is a new district: other. There are others here, which stay as they are.');
    expect(other.status).toBe(2);
  }, 60_000);

  test.each([[[]], [['export', 'x']], [['import']], [['import', 'nowhere.yaml']], [['import', 'a', 'b']]])(
    'called with %j, it says how it is called',
    (given) => {
      const { status, stderr } = spawnSync(process.execPath, ['src/tools/district.ts', ...given], { encoding: 'utf8' });
      expect(status).toBe(2);
      expect(stderr).toContain('npm run district -- import FILE [--yes]');
    },
  );
});
