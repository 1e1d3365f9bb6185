import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../src/bots/web/limits.ts';
import type { Answer } from '../../src/core/messages.ts';
import { ok } from '../../src/core/model/result.ts';
import { save } from '../../src/core/step.ts';
import { calendarLinks, feeds } from '../../src/web/feeds.ts';
import { body, direct, person } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const [origin, base, key] = ['https://lotse.example', '/lotse', 'key'];
const links = { personal: () => '', ...calendarLinks(origin, base, key) };
const log = { bug: () => {}, note: () => {} };

describe.each(storeKinds)('a calendar to subscribe to, on %s', (kind) => {
  let it: World;
  let served: ReturnType<typeof feeds>;
  beforeEach(async () => {
    it = await world(
      kind,
      [
        direct('R-31', 'P-2', 'matrix', 'D-ben'),
        direct('R-32', 'P-4', 'matrix', 'D-guest'),
        ...person('P-9', 'Mia Maurer', [['slack', 'mia']], { 'org:arbeit': ['member'] }),
        direct('R-33', 'P-9', 'slack', 'D-mia'),
      ],
      { links },
    );
    served = feeds({ door: it.door, log, key, base, wait: limits(false).feeds });
    await it.done(it.ada.types('!ak sitzung am Di 30.6. 14–16 Uhr ort: Raum 4 link: https://video.example/geheim'));
    await it.done(it.ada.types('!ak top S-1 Wohnungssuche'));
    await it.done(it.ada.types('!ak top S-1 Fall Familie M. nichtöffentlich'));
    await it.done(it.ada.types('!ak sitzung einladen S-1'));
    await it.done(it.ada.types('!ak sitzung am Di 7.7. 14–16 Uhr'));
    await it.done(it.ada.types('!ak sitzung absagen S-2'));
    await it.done(it.ada.types('!ak umfrage Di 21.7. 14 Uhr; Do 23.7. 10 Uhr'));
  });
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const who = {
    ben: () => it.person('matrix', '@ben', { room: 'D-ben', direct: true }),
    guest: () => it.person('matrix', '@guest', { room: 'D-guest', direct: true }),
    kim: () => it.person('slack', 'kim', { room: 'D-kim', direct: true }),
    mia: () => it.person('slack', 'mia', { room: 'D-mia', direct: true }),
  };
  const addressIn = (answer: Answer): string => {
    const found = /https:\/\/lotse\.example\/lotse\/feed\/[\w.-]+\.ics/.exec(plain(answer))?.[0];
    if (found === undefined) throw new Error(`no address in ${plain(answer)}`);
    return found;
  };
  const address = async (of: keyof typeof who, words = 'kalender') => addressIn(await it.done(who[of]().types(words)));
  const get = (url: string, headers: Record<string, string> = {}) => served.serve(new Request(url, { headers }));
  const events = async (url: string) => {
    const answer = await get(url);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    const calendar = new ICAL.Component(ICAL.parse(text));
    return { text, calendar, found: calendar.getAllSubcomponents('vevent') };
  };
  const value = (event: ICAL.Component | undefined, name: string): string =>
    String(event?.getFirstPropertyValue(name) ?? '');

  test('has the meetings of one’s groups with all that one may see, and none twice beside the invitation', async () => {
    const { calendar, found } = await events(await address('ben'));
    expect(value(calendar, 'x-wr-calname')).toBe('Meine Gremien – Landkreis Test');
    expect(found.map((each) => [value(each, 'uid'), value(each, 'status')])).toEqual([
      ['S-1@test', 'CONFIRMED'],
      ['S-2@test', 'CANCELLED'],
    ]);
    const [first] = found;
    expect(value(first, 'description')).toBe(
      'Stand: eingeladen\n\nTagesordnung:\n1. Wohnungssuche\n2. Fall Familie M. (nichtöffentlich)',
    );
    expect([value(first, 'location'), value(first, 'url')]).toEqual(['Raum 4', 'https://video.example/geheim']);
    const file = await it.door.file(body, { file: 'invitation', of: 'S-1', revision: 1, format: 'ics' });
    const sent = new ICAL.Component(ICAL.parse(new TextDecoder().decode(file))).getFirstSubcomponent('vevent');
    for (const name of ['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'location'])
      expect(value(first, name)).toBe(value(sent ?? undefined, name));
  });

  test('shows a guest what an invitation shows, and everybody else nothing of a group that is not theirs', async () => {
    const guest = await events(await address('guest'));
    expect(guest.found).toHaveLength(2);
    expect(guest.text).not.toContain('Familie');
    expect(guest.text).toContain('video.example');
    expect((await events(await address('mia'))).found).toEqual([]);
  });

  test('of a group holds only what is public, and is given by who leads it', async () => {
    const { text, calendar, found } = await events(await address('kim', 'kalender Wohnen'));
    expect(value(calendar, 'x-wr-calname')).toBe('Arbeitskreis Wohnen');
    expect(found).toHaveLength(2);
    expect(text).toContain('Wohnungssuche');
    expect(text).not.toMatch(/Familie|video\.example/);
    for (const words of ['kalender Wohnen', 'kalender neu Wohnen'])
      expect((await who.ben().types(words)).kind).toBe('refused');
  });

  test('is shown to the one who asks, and to nobody in the room', async () => {
    const answer = await it.done(it.ada.types('!ak kalender'));
    expect(answer.kind === 'done' && answer.label).toBe('non-public');
    expect(it.shown('slack').join()).not.toContain('/feed/');
    expect(it.shown('matrix').join()).not.toContain('/feed/');
  });

  test('is fetched as often as calendars do, and whoever fetches it without end is told when to come again', async () => {
    const [url, others] = [await address('ben'), await address('kim', 'kalender Wohnen')];
    const statuses: number[] = [];
    for (let i = 0; i < 31; i += 1) statuses.push((await get(url)).status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
    expect(statuses[30]).toBe(429);
    const refused = await get(url);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toBe('');
    expect((await get(others)).status).toBe(200);
    // made-up addresses count for where they are asked from
    const guess = (i: number, client: string) =>
      served.serve(new Request(`${origin}${base}/feed/guess-${i}.ics`), client);
    const guessed: number[] = [];
    for (let i = 0; i < 605; i += 1) guessed.push((await guess(i, 'one')).status);
    expect(guessed.slice(0, 600)).toEqual(Array(600).fill(404));
    expect(guessed.slice(600)).toEqual(Array(5).fill(429));
    expect((await guess(0, 'another')).status).toBe(404);
  });

  test('ends with its address, and nobody else’s does', async () => {
    const [old, others] = [await address('ben'), await address('kim', 'kalender Wohnen')];
    const next = await address('ben', 'kalender neu');
    expect(next).not.toBe(old);
    expect((await get(old)).status).toBe(410);
    expect([(await get(next)).status, (await get(others)).status]).toEqual([200, 200]);
    expect(await address('ben')).toBe(next);
    await address('kim', 'kalender neu Wohnen');
    expect((await get(others)).status).toBe(410);
  });

  test('ends with one’s membership', async () => {
    const mine = await address('ben');
    await it.done(it.kim.types('!ak mitglied beenden Wohnen Ben Braun'));
    it.clock.now = '2026-06-16T08:00:00Z';
    const answer = await get(mine);
    expect([answer.status, await answer.text()]).toEqual([410, '']);
  });

  test('follows a move, and is fetched again only when something has changed', async () => {
    const mine = await address('ben');
    const first = await get(mine);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).not.toBe('');
    it.clock.now = '2026-06-15T11:00:00Z';
    const same = await get(mine, { 'if-none-match': tag });
    expect([same.status, await same.text()]).toEqual([304, '']);
    await it.done(it.ada.types('!ak sitzung verlegen S-1 Mi 1.7. 10–12 Uhr'));
    const moved = await get(mine, { 'if-none-match': tag });
    expect(moved.status).toBe(200);
    const [event] = new ICAL.Component(ICAL.parse(await moved.text())).getAllSubcomponents('vevent');
    expect([value(event, 'uid'), value(event, 'sequence'), value(event, 'dtstart')]).toEqual([
      'S-1@test',
      '2',
      '2026-07-01T10:00:00',
    ]);
  });

  test('leaves out what is over for more than a year', async () => {
    const mine = await address('ben');
    it.clock.now = '2027-07-01T08:00:00Z';
    expect((await events(mine)).found.map((each) => value(each, 'uid'))).toEqual(['S-2@test']);
  });

  test('is taken by nobody who guesses, writes, or comes from a district that is gone', async () => {
    const mine = await address('ben');
    for (const url of [
      `${origin}${base}/feed/`,
      `${origin}${base}/feed/x.ics`,
      mine.replace('.ics', ''),
      mine.replace(/.\.ics$/, '.ics'),
      mine.replace('/lotse/feed', '/feed'),
    ])
      expect((await get(url)).status).toBe(404);
    expect((await served.serve(new Request(mine, { method: 'POST' }))).status).toBe(404);
    expect((await get(links.calendar('body:gone', { of: 'P-1', serial: 0 }))).status).toBe(410);
    expect((await get(links.calendar('body:gone', { of: 'org:wohnen', serial: 0 }))).status).toBe(410);
    expect(served.has(new Request(mine))).toBe(true);
    expect(served.has(new Request(`${origin}${base}/r/x`))).toBe(false);
    const answer = await get(mine);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('has its address on the page of the one whose it is', async () => {
    const found = await it.door.overview(body, { connection: 'matrix', id: '@ben' });
    expect(found?.address).toBe(await address('ben'));
  });

  test('of another person is not had with one’s own counter', async () => {
    await address('ben', 'kalender neu');
    await it.store.ledger.commit({
      body,
      cause: 'x',
      expect: [],
      decision: ok({ save: [save('counter', { of: 'feed:P-1', last: 7 })], posts: [] }),
    });
    expect((await get(links.calendar(body, { of: 'P-1', serial: 1 }))).status).toBe(410);
    expect((await get(links.calendar(body, { of: 'P-1', serial: 7 }))).status).toBe(200);
  });
});
