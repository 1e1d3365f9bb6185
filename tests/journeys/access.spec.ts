import { afterEach, describe, expect, test } from 'vitest';
import { codes } from '../../src/codes.ts';
import type { AccessId } from '../../src/core/model/number.ts';
import { body, direct, person } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const links = { personal: (of: string, id: AccessId) => `https://lotse.example/${of}/${id}`, calendar: () => '' };
const lea = { connection: 'web', id: `${body}/P-5` };
const link = (id: AccessId) => `https://lotse.example/${body}/${id}`;

describe.each(storeKinds)('the way in by the web, on %s', (kind) => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const begin = async () => {
    it = await world(kind, [direct('R-31', 'P-2', 'matrix', 'D-ben')], { links });
    return it.person('slack', 'kim', { room: 'D-kim', direct: true });
  };
  const enter = (access: AccessId, id = 'press-1') =>
    it.door.receive({ kind: 'entry', does: 'enter', id, body, access });
  const is = async (access: AccessId) => (await it.door.access(body, access))?.is;

  test('a link is given by the coordinator, works once, and then is the way in', async () => {
    const kim = await begin();
    expect(plain(await it.done(kim.types('zugang Lea Lang')))).toContain(link('L-1'));
    expect(await it.door.access(body, 'L-1')).toMatchObject({ account: lea, name: 'Lea Lang', is: 'link' });
    expect((await enter('L-1')).kind).toBe('done');
    expect(await is('L-1')).toBe('inside');
    expect((await enter('L-1')).kind).toBe('done'); // the same press, sent again
    expect(plain(await enter('L-1', 'press-2'))).toContain('schon benutzt');
    expect(await is('L-1')).toBe('inside');
    expect((await it.door.rooms(lea)).map(({ spot }) => spot.room)).toEqual([`${body}/P-5`]);
  });

  test('a newer link ends the older, both end by themselves, and what was never given leads nowhere', async () => {
    const kim = await begin();
    await it.done(kim.types('zugang Lea Lang'));
    await it.done(kim.types('zugang Lea Lang'));
    expect([await is('L-1'), await is('L-2'), await is('L-3')]).toEqual(['over', 'link', undefined]);
    expect(plain(await enter('L-1'))).toContain('gilt nicht mehr');
    expect(plain(await enter('L-3'))).toContain('gilt nicht mehr');
    await it.until('2026-06-22T08:00:01Z');
    expect(await is('L-2')).toBe('over');
    expect(plain(await enter('L-2'))).toContain('gilt nicht mehr');
    await it.done(kim.types('zugang Lea Lang'));
    await enter('L-3', 'press-3');
    await it.until('2026-09-20T08:00:00Z');
    expect(await is('L-3')).toBe('inside');
    await it.until('2026-09-20T08:00:02Z');
    expect(await is('L-3')).toBe('used');
  });

  test('who signs out is outside, whatever their browser still holds', async () => {
    const kim = await begin();
    await it.done(kim.types('zugang Lea Lang'));
    await enter('L-1');
    await it.done(it.door.receive({ kind: 'entry', does: 'leave', id: 'press-2', body, access: 'L-1' }));
    expect(await is('L-1')).toBe('over');
    expect(plain(await enter('L-1', 'press-3'))).toContain('gilt nicht mehr');
  });

  test('taken back, it leads nowhere, whoever is inside; the coordinator sees who comes in', async () => {
    const kim = await begin();
    await it.done(kim.types('zugang Lea Lang'));
    await enter('L-1');
    await it.done(kim.types('zugang Ben Braun'));
    const list = plain(await it.done(kim.types('zugänge')));
    expect(list).toMatch(/Lea Lang.*angemeldet/);
    expect(list).toMatch(/Ben Braun.*noch nicht benutzt/);
    expect(list).not.toContain('https');
    const feed = { of: 'P-5', serial: 0 } as const;
    expect(await it.door.calendar(body, feed)).not.toBe('over');
    await it.done(kim.types('zugang sperren Lea Lang'));
    expect(await is('L-1')).toBe('over');
    expect(await it.door.calendar(body, feed)).toBe('over');
    expect(plain(await it.done(kim.types('zugänge')))).not.toContain('Lea');
  });

  test('nobody else sees the link, not even the same coordinator when it was asked for in a room', async () => {
    await begin();
    const answer = await it.done(it.kim.types('!ak zugang Lea Lang'));
    expect(answer.kind === 'done' && answer.label).toBe('non-public');
    expect(it.shown('slack').join()).not.toContain('lotse.example');
  });

  test('whoever coordinates enters every room, others those of their groups, strangers none', async () => {
    const rooms = async (connection: string, id: string) =>
      (await it.door.rooms({ connection, id })).map(({ spot }) => spot.room).toSorted();
    it = await world(kind, person('P-9', 'Mia Maurer', [['matrix', '@mia']], { 'org:arbeit': ['member'] }));
    expect(await rooms('slack', 'kim')).toEqual(['D-kim', 'lenkung', 'migration', 'wohnen']);
    expect(await rooms('matrix', '@mia')).toEqual(['!arbeit']);
    expect(await rooms('matrix', '@ben')).toEqual(['!wohnen']);
    expect(await rooms('matrix', '@nobody')).toEqual([]);
  });
});

describe.each(storeKinds)('another account of one’s own, on %s', (kind) => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const begin = async () => {
    it = await world(kind, [direct('R-31', 'P-2', 'matrix', 'D-ben')], { codes: codes('key') });
    return {
      ben: it.person('matrix', '@ben', { room: 'D-ben', direct: true }),
      stranger: it.person('slack', 'U-ben', { room: 'D-stranger', direct: true }),
    };
  };
  const codeFor = async (ben: { types(text: string): ReturnType<World['ada']['types']> }) =>
    /(\d+-\w{4}-\w{4})/.exec(plain(await it.done(ben.types('konto verbinden'))))?.[1] ?? '';

  test('a code from where one is known makes another account one’s own, once', async () => {
    const { ben, stranger } = await begin();
    expect(plain(await stranger.types('hallo'))).toContain('konto verbinden');
    const code = await codeFor(ben);
    expect(plain(await it.done(stranger.types(`konto verbinden ${code.toLowerCase()}`)))).toContain('Ben Braun');
    expect(plain(await it.done(stranger.types('aufgaben')))).toContain('Das ist bei Ihnen offen');
    const other = it.person('slack', 'U-else', { room: 'D-else', direct: true });
    expect(plain(await other.types(`konto verbinden ${code}`))).toContain('Dieser Code gilt nicht');
    expect(plain(await it.kim.types('!ak zugänge'))).not.toContain('Ben Braun');
  });
  test.each([
    (code: string) => code,
    (code: string) => ` ${code.toLowerCase()} `,
    (code: string) => `/ak konto verbinden ${code}`,
    (code: string) => `!ak ${code}`,
  ])('the code alone is enough, and the sign of another platform is no obstacle: %#', async (typed) => {
    const { ben, stranger } = await begin();
    expect(plain(await it.done(stranger.types(typed(await codeFor(ben)))))).toContain('Ben Braun');
  });
  test('where one gets it and what one does with it is said in words that hold on every platform', async () => {
    const { ben, stranger } = await begin();
    for (const said of [
      await ben.types('konto verbinden'),
      await stranger.types('hallo'),
      await stranger.types('1-AAAA-AAAA'),
    ])
      expect(JSON.stringify(said)).not.toContain('"command"');
  });
  test('it ends after a quarter of an hour, with a newer one, and a wrong one is no way in', async () => {
    const { ben, stranger } = await begin();
    const [first, second] = [await codeFor(ben), await codeFor(ben)];
    const refused = async (code: string) => plain(await stranger.types(`!ak konto verbinden ${code}`));
    for (const code of [first, '1-AAAA-AAAA', 'x', `${second}9`]) expect(await refused(code)).toContain('gilt nicht');
    it.clock.now = '2026-06-15T08:15:00Z';
    expect(await refused(second)).toContain('gilt nicht');
    expect(await it.store.across.people({ connection: 'slack', id: 'U-ben' })).toEqual([]);
  });
  test('an account that is somebody else’s stays theirs', async () => {
    const { ben } = await begin();
    const code = await codeFor(ben);
    expect(plain(await it.adaAlone.types(`konto verbinden ${code}`))).toContain('kenne ich schon');
    expect((await it.store.across.people({ connection: 'slack', id: 'ada' })).map(({ row }) => row)).toEqual(['P-1']);
  });
});
