import { afterEach, describe, expect, test } from 'vitest';
import { makeToken } from '../../src/bots/web/token.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body } from '../support/district.ts';
import { textOf } from '../support/html.ts';
import { all, type Browser, hidden, KEY, ORIGIN, other, type Page, type WebWorld, webWorld } from '../support/web.ts';

const { enter: de } = texts.de.web;
const { enter: en } = texts.en.web;
const cookie = '__Host-lotse';
const title = (page: Page) => all(page, 'h1').map(textOf).join();
/** Whoever stands before a closed door is told why, and how to get in; and is not in. */
const isClosed = (page: Page, why: string = de.overTitle) => {
  expect([page.status, title(page)]).toEqual([410, why]);
  expect(textOf(page.dom)).toContain(de.anew);
  expect(page.headers.getSetCookie()).toEqual([]);
};
const isInside = async (it: Browser) => (await it.get('/')).status === 302;

describe('the way in', () => {
  let it: WebWorld;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  test('opening a link uses nothing up, however often; pressing its button does, once', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const scanner = it.browser('scanner');
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET']) {
      const { status, headers } = await scanner.ask(link, { method });
      expect([status, headers.getSetCookie()]).toEqual([200, []]);
    }
    const before = await it.kept();
    const lea = it.browser();
    const page = await lea.get(link);
    expect(title(page)).toContain('Lea Lang');
    expect(await it.kept()).toBe(before);
    const { event = '' } = hidden(page, '');
    const into = await lea.post(link, { event });
    expect([into.status, into.headers.get('location')]).toEqual([303, '/']);
    expect(await isInside(lea)).toBe(true);
    isClosed(await it.browser().get(link), de.usedTitle);
    isClosed(await it.browser().get(link, { 'accept-language': 'en' }), de.usedTitle); // in the person's language
    isClosed(await it.browser().post(link, { event: 'another-press' }), de.usedTitle);
    isClosed(await it.browser().post(link, {}), de.usedTitle);
    expect(await isInside(lea)).toBe(true);
  });

  test('what is kept, for how long and who sees it is said before anything is pressed, in the language of the person', async () => {
    it = await webWorld();
    const page = await it.browser().get(await it.linkFor('Lea Lang'));
    const said = textOf(page.dom);
    for (const sentence of de.privacy) expect(said).toContain(sentence);
    expect(all(page, 'button').map(textOf)).toEqual([de.button]);
    const outside = await it.browser().get('/', { 'accept-language': 'en' });
    expect([outside.status, title(outside)]).toEqual([403, en.outsideTitle]);
  });

  test('the same press sent again gives the same cookie; without a name no press is another’s', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const [one, two] = [it.browser(), it.browser()];
    const { event = '' } = hidden(await one.get(link), '');
    await Promise.all([one.post(link, { event }), two.post(link, { event })]);
    expect(one.cookies()).toBe(two.cookies());
    expect(one.jar.get(cookie)).toBeDefined();

    const unnamed = await it.linkFor('Ben Braun');
    expect((await it.browser().post(unnamed, {})).status).toBe(303);
    isClosed(await it.browser().post(unnamed, {}), de.usedTitle);
  });

  test('an expired, a replaced, a revoked, a forged and a changed link say so', async () => {
    it = await webWorld();
    const replaced = await it.linkFor('Lea Lang');
    const link = await it.linkFor('Lea Lang');
    const revoked = await it.linkFor('Ben Braun');
    await it.coordinates('zugang sperren Ben Braun');
    const [, , token = ''] = link.split('/');
    const [named = '', mac = ''] = token.split('.');
    const forged = [
      `/link/${makeToken('another key', 'link', { body, access: 'L-2' })}`,
      `/link/${makeToken(KEY, 'link', { body, access: 'L-99' })}`,
      `/link/${makeToken(KEY, 'link', { body: 'body:nowhere', access: 'L-1' })}`,
      `/link/${makeToken(KEY, 'link', { body: other, access: 'L-2' })}`,
      `/link/${named}`,
      `/link/${named}.`,
      `/link/.${mac}`,
      `/link/${mac}.${named}`,
      `/link/${named}.${mac.slice(0, -1)}`,
      `/link/${named}x.${mac}`,
      `/link/${Buffer.from(`${body}/L-1`).toString('base64url')}.${mac}`,
      '/link/%00',
      '/link/%E0%A4%A',
      `/link/${'x'.repeat(5_000)}`,
    ];
    for (const [i, each] of [replaced, revoked, ...forged].entries()) {
      isClosed(await it.browser(`asking ${i}`).get(each));
      isClosed(await it.browser(`pressing ${i}`).post(each, { event: 'press-it-once' }));
    }
    it.clock.now = '2026-06-22T08:00:01Z';
    isClosed(await it.browser().get(link));
    isClosed(await it.browser().post(link, { event: 'press-it-late' }));
  });

  test('a link is no cookie, a cookie is no link, and a changed cookie is nobody’s', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const [, , token = ''] = link.split('/');
    const ben = await it.enter('Ben Braun');
    const stay = ben.jar.get(cookie) ?? '';
    isClosed(await it.browser().get(`/link/${stay}`));
    isClosed(await it.browser().post(`/link/${stay}`, { event: 'press-a-cookie' }));
    const cookies = [
      token,
      makeToken('another key', 'stay', { body, access: 'L-2' }),
      makeToken(KEY, 'stay', { body, access: 'L-1' }), // given, and not used yet
      makeToken(KEY, 'stay', { body: 'body:nowhere', access: 'L-1' }),
      `${stay}x`,
      stay.slice(1),
      '',
    ];
    for (const each of cookies) {
      const page = await it.browser().get('/r/org:wohnen', { cookie: `${cookie}=${each}` });
      expect([page.status, title(page)], each).toEqual([403, de.outsideTitle]);
    }
    expect((await it.browser().get('/', { cookie: `lotse=${stay}` })).status).toBe(403);
    expect(await isInside(ben)).toBe(true);
  });

  test('the cookie is for our pages alone', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const { headers } = await it.browser().post(link, { event: 'press-for-once' });
    const [set = ''] = headers.getSetCookie();
    const [named = '', ...flags] = set.split('; ');
    expect(named).toMatch(/^__Host-lotse=/);
    expect(flags.map((flag) => flag.toLowerCase()).toSorted()).toEqual(
      ['httponly', `max-age=${90 * 86_400}`, 'path=/', 'samesite=lax', 'secure'].toSorted(),
    );
    expect(headers.get('cache-control')).toBe('no-store');
    // `no-referrer` would keep the address of the link even from us, and with it where the press comes from
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  test('below a path, and without TLS, the cookie is as narrow as it can be', async () => {
    it = await webWorld({ base: '/lotse', origin: 'http://lotse.test' });
    const { headers } = await it.browser().post(await it.linkFor('Lea Lang'), { event: 'press-for-once' });
    const [set = ''] = headers.getSetCookie();
    expect(set).toMatch(/^lotse=[^;]+/);
    expect(set).toMatch(/Path=\/lotse(;|$)/);
    expect(set).toMatch(/HttpOnly/);
    expect(set).not.toMatch(/Secure|Domain/);
  });

  test('whoever signs out is out, and so is whoever copied the cookie', async () => {
    it = await webWorld();
    const lea = await it.enter('Lea Lang');
    const copied = { cookie: lea.cookies() };
    const { status, text } = await lea.post('/leave', {});
    expect([status, text.includes(de.left)]).toEqual([200, true]);
    expect(lea.jar.size).toBe(0);
    expect((await lea.get('/')).status).toBe(403);
    expect((await it.browser().get('/', copied)).status).toBe(403);
  });

  test('taken back, an access ends with the next page, the next form, and the next event of an open stream', async () => {
    it = await webWorld();
    const [lea, ben] = [await it.enter('Lea Lang'), await it.enter('Ben Braun')];
    const link = await it.linkFor('Ada Amann');
    const { event = '' } = hidden(await it.browser().get(link), '');
    const ada = it.browser();
    await ada.post(link, { event });
    const open = await lea.stream();
    expect((await open.next())?.event).toBe('hello');
    await ben.say('Wer kommt?');
    expect((await open.next())?.data).toContain('Wer kommt?');
    const { room } = hidden(await lea.get('/r/org:wohnen'), '/say');
    await it.coordinates('zugang sperren Lea Lang');
    await ben.say('Ohne Lea?');
    expect(await open.messages(500)).toEqual([]);
    expect((await lea.get('/r/org:wohnen')).status).toBe(403);
    expect((await lea.post('/say', { room: room ?? '', text: 'Doch!', event: 'said-too-late' })).status).toBe(403);
    expect((await ben.get('/r/org:wohnen')).text).not.toContain('Doch!');
    await it.coordinates('zugang sperren Ada Amann');
    isClosed(await it.browser().post(link, { event })); // the press that once opened it
    await open.close();
  });

  test('after 90 days a browser needs a new link', async () => {
    it = await webWorld();
    const lea = await it.enter('Lea Lang');
    const open = await lea.stream();
    await open.next();
    it.clock.now = '2026-09-13T07:59:59Z';
    expect(await isInside(lea)).toBe(true);
    it.clock.now = '2026-09-13T08:00:01Z';
    expect(await isInside(lea)).toBe(false);
    await open.close();
  });

  test('nothing of it is in the log', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const lea = await it.pressed(link);
    await lea.say('KanariGesagt');
    await lea.get('/r/org:wohnen');
    await lea.get('/link/KanariToken');
    await lea.get('/KanariPfad');
    await lea.post('/say', { room: 'org:wohnen', text: 'KanariFremd' }, { origin: 'https://boese.test' });
    const secrets = [link.split('/').at(-1) ?? '', lea.jar.get(cookie) ?? '', 'Kanari', 'Lea Lang'];
    for (const secret of secrets) expect(it.logged.join('\n')).not.toContain(secret);
  });

  test('whoever tries many links is asked to wait, others are not', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    const robot = it.browser('192.0.2.1');
    const answers: number[] = [];
    for (let i = 0; i < 35; i += 1) answers.push((await robot.get(`/link/guess-${i}`)).status);
    expect(answers.slice(0, 30)).toEqual(Array(30).fill(410));
    expect(answers.slice(30)).toEqual(Array(5).fill(429));
    const waiting = await robot.get(link);
    expect(textOf(waiting.dom)).toContain(texts.de.web.errors.tooMuch);
    expect((await it.browser('192.0.2.2').get(link)).status).toBe(200);
  });

  test('a link that is pressed from elsewhere opens nothing', async () => {
    it = await webWorld();
    const link = await it.linkFor('Lea Lang');
    for (const headers of [
      {},
      { origin: 'https://boese.test' },
      { origin: 'null' },
      { origin: `${ORIGIN}.boese.test` },
    ]) {
      const page = await it.browser().post(link, { event: 'press-elsewhere' }, headers as Record<string, string>);
      expect([page.status, page.headers.getSetCookie()]).toEqual([403, []]);
    }
    expect((await it.browser().get(link)).status).toBe(200);
  });
});
