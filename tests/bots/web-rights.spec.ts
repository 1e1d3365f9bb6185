import { afterEach, describe, expect, test } from 'vitest';
import { save } from '../../src/core/step.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, person } from '../support/district.ts';
import { attribute, elements, textOf } from '../support/html.ts';
import { all, type Browser, ORIGIN, other, type Page, type WebWorld, webWorld } from '../support/web.ts';

const { errors, enter } = texts.de.web;
const title = (page: Page) => all(page, 'h1').map(textOf).join();
const OPEN = '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
const mia = person('P-6', 'Mia Maurer', [], { 'org:arbeit': ['chair'] });
type Fields = Readonly<Record<string, string>>;
type Write = { does: string; path: string; fields: Fields };

describe('what a page may do and show', () => {
  let it: WebWorld;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  const numberOf = async (containing: string, of = body): Promise<string> => {
    const found = (await it.postgres.webRooms.last(of, undefined, 100)).findLast(({ content }) =>
      JSON.stringify(content ?? '').includes(containing),
    );
    if (found === undefined) throw new Error(`nothing says ${containing}`);
    return `${found.n}`;
  };
  /** Two groups, each with a poll and some talk; a dialog of Ada's; and the same in another district. */
  const begin = async () => {
    it = await webWorld({ extra: mia });
    const [ada, ben, maurer, otto] = [
      await it.enter('Ada Amann'),
      await it.enter('Ben Braun'),
      await it.enter('Mia Maurer'),
      await it.enter('Otto Oben', other),
    ];
    await ada.say(OPEN);
    await maurer.say(OPEN, { room: 'org:arbeit' });
    await otto.say('/ak umfrage Mi 8.7. 16 Uhr');
    await it.deliver();
    await ben.say('KanariBen');
    await ada.say('KanariAda');
    await maurer.say('KanariMia', { room: 'org:arbeit' });
    await otto.say('KanariOtto');
    await ada.say('/ak bericht Wohnen', { room: 'P-1' });
    await it.deliver();
    return { ada, ben, mia: maurer, otto };
  };
  /** Everything that Ben can do; each of it does something when he does it. */
  const writes = async (): Promise<readonly Write[]> => {
    const [poll, own, ada] = [await numberOf('U-1'), await numberOf('KanariBen'), await numberOf('KanariAda')];
    const room = 'org:wohnen';
    return [
      { does: 'say', path: '/say', fields: { room, text: 'Guten Morgen' } },
      { does: 'reply', path: '/say', fields: { room, under: poll, text: '1 ja' } },
      { does: 'command', path: '/say', fields: { room, text: '/ak stimme U-1 2 ja' } },
      { does: 'choose', path: '/choose', fields: { room, on: poll, pick: '1:no' } },
      { does: 'edit', path: '/edit', fields: { room, n: own, revision: '1', text: 'Anders gesagt' } },
      { does: 'take away', path: '/edit', fields: { room, n: own, text: '' } },
      { does: 'read', path: '/read', fields: { room, n: ada } },
      { does: 'sign out', path: '/leave', fields: {} },
    ];
  };
  let sent = 0;
  const named = (fields: Fields): Fields => {
    sent += 1;
    return { event: `sent-by-test-${sent}`, ...fields };
  };
  const refused = async (
    who: Browser,
    { does, path, fields }: Write,
    status: number,
    headers: Fields = { origin: ORIGIN },
  ): Promise<Page> => {
    const before = await it.kept();
    const page = await who.post(path, named(fields), headers);
    expect(page.status, `${does} ${JSON.stringify(fields)}`).toBe(status);
    expect(await it.kept(), does).toBe(before);
    return page;
  };

  test('without the right origin, or without a cookie, nothing is done, and with both it is', async () => {
    const { ben } = await begin();
    const elsewhere = ['https://boese.test', 'null', `${ORIGIN}:8443`, 'http://lotse.test', `${ORIGIN}.boese.test`, ''];
    const all = await writes();
    for (const write of all) {
      for (const origin of elsewhere) await refused(ben, write, 403, { origin });
      await refused(ben, write, 403, { referer: `${ORIGIN}/r/org:wohnen` });
      if (write.does !== 'sign out') await refused(it.browser(), write, 403);
    }
    for (const { does, path, fields } of all) {
      const before = await it.kept();
      expect((await ben.post(path, named(fields))).status, does).toBeLessThan(400);
      if (does !== 'read') expect(await it.kept(), does).not.toBe(before);
    }
  });

  test('nothing is changed by a question, whatever it says', async () => {
    const { ben } = await begin();
    for (const { path, fields } of await writes()) {
      const before = await it.kept();
      const { status } = await ben.get(`${path}?${new URLSearchParams(named(fields))}`);
      expect(status, path).toBe(404);
      for (const method of ['PUT', 'PATCH', 'DELETE'])
        expect((await ben.ask(path, { method, headers: { origin: ORIGIN } })).status, path).toBe(404);
      expect(await it.kept(), path).toBe(before);
    }
  });

  test('in rooms of others nothing is done, and nobody learns whether there are any', async () => {
    const { ben, otto } = await begin();
    const form: Write = { does: 'form', path: '/form', fields: { _dialog: 'D-1', _version: '1', 'goal.1.more': 'ja' } };
    const rooms = [
      'org:arbeit',
      'org:lenkung',
      'org:nirgends',
      `${other}/org:wohnen`,
      `${other}/P-2`,
      `${body}/org:arbeit`,
      'P-1',
      '',
      '__proto__',
      'org:wohnen/../org:arbeit',
    ];
    const seen = new Set<string>();
    for (const room of rooms)
      for (const { fields, ...write } of [...(await writes()).filter(({ does }) => does !== 'sign out'), form]) {
        const page = await refused(ben, { ...write, fields: { ...fields, room, _room: room } }, 404);
        seen.add(textOf(page.dom));
      }
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toContain(errors.notFound);
    for (const { fields, ...write } of (await writes()).filter(({ does }) => does !== 'sign out'))
      await refused(otto, { ...write, fields: { ...fields, room: `${body}/org:wohnen` } }, 404);
  });

  test('a message of another room, or of nobody, is none to answer, choose on or edit', async () => {
    const { ben, ada } = await begin();
    const room = 'org:wohnen';
    const [theirs, adas] = [await numberOf('KanariMia'), await numberOf('KanariAda')];
    const theirPoll = `${(await it.postgres.webRooms.last(body, `${body}/org:arbeit`, 10)).find(({ by }) => by === undefined)?.n}`;
    const asked = await numberOf('"choices"'); // the newest: what Ada is asked, alone
    for (const n of [theirs, theirPoll, asked, '999999', '0', '-1', '1e2', 'x', `${body}/1`]) {
      await refused(ben, { does: 'answer', path: '/say', fields: { room, under: n, text: '1 ja' } }, 404);
      await refused(ben, { does: 'command', path: '/say', fields: { room, under: n, text: '/ak umfragen' } }, 404);
      await refused(ben, { does: 'edit', path: '/edit', fields: { room, n, text: 'Gefälscht' } }, 404);
      await refused(ben, { does: 'take away', path: '/edit', fields: { room, n, text: '' } }, 404);
      await refused(ben, { does: 'choose', path: '/choose', fields: { room, on: n, pick: '1:yes' } }, 404);
    }
    await refused(ben, { does: 'edit', path: '/edit', fields: { room, n: adas, text: 'Gefälscht' } }, 404);
    await refused(ben, { does: 'take away', path: '/edit', fields: { room, n: adas, text: '' } }, 404);
    await refused(ada, { does: 'edit', path: '/edit', fields: { room: 'P-1', n: adas, text: 'Von woanders' } }, 404);
  });

  test('what a form says a click is about opens nothing that its sender may not do', async () => {
    const { ben } = await begin();
    const room = 'org:wohnen';
    for (const about of [
      `${body}/post:poll:U-2:R-62/0`,
      `${other}/post:poll:U-1:R-60/0`,
      'answer:{"view":"poll","poll":"U-2"}',
      'answer:{"view":"question","dialog":"D-1","path":"goal.1.more"}',
      'answer:{"view":"poll","poll":{}}',
      'answer:{"view":"__proto__"}',
      'answer:nothing',
    ]) {
      const write = { does: about, path: '/choose', fields: { room, about, pick: '1:yes' } };
      await refused(ben, write, 422);
      await refused(ben, { ...write, fields: { ...write.fields, pick: 'ja' } }, 422);
    }
  });

  test('a dialog is its person’s, in whatever room it is asked for', async () => {
    const { ada, ben, otto } = await begin();
    for (const who of [ben, otto])
      for (const dialog of ['D-1', 'D-2', 'D-0', 'x', '__proto__', '..%2f..', '%00'])
        for (const room of ['org:wohnen', 'P-1', 'P-2', `${body}/P-1`]) {
          const page = await who.get(`/form/${dialog}?room=${room}`);
          expect([page.status, all(page, 'textarea').length], `${dialog} in ${room}`).toEqual([404, 0]);
        }
    expect((await ada.get('/form/D-1?room=P-1')).status).toBe(200);
    for (const [who, room] of [
      [ben, 'org:wohnen'],
      [otto, 'org:wohnen'],
    ] as const) {
      const fields = { _room: room, _dialog: 'D-1', _version: '1', 'goal.1.more': 'ja' };
      await refused(who, { does: 'form', path: '/form', fields }, 422);
    }
  });

  test('whoever has left a group neither reads there nor changes what they said', async () => {
    const { ada, ben } = await begin();
    const own = await numberOf('KanariBen');
    const open = await ben.stream();
    await open.next();
    await it.save([
      save('membership', { person: 'P-2', organization: 'org:wohnen', roles: ['member'], until: '2026-06-14' }),
    ]);
    expect((await ben.get('/r/org:wohnen')).status).toBe(404);
    await refused(ben, { does: 'say', path: '/say', fields: { room: 'org:wohnen', text: 'Noch da' } }, 404);
    for (const room of ['org:wohnen', 'P-2'])
      await refused(ben, { does: 'edit', path: '/edit', fields: { room, n: own, text: 'Noch da' } }, 404);
    await ada.say('KanariOhneBen');
    expect(await open.messages(500)).toEqual([]);
    await open.close();
  });

  test('outside there is one page for all addresses, and inside one for all that are not ours', async () => {
    const { ben, otto } = await begin();
    const addresses = [
      '/',
      '/r/org:wohnen',
      '/r/P-1',
      '/form/D-1?room=P-1',
      '/overview',
      '/commands',
      '/stream',
      '/file?file=invitation&of=S-1&revision=1&format=ics',
    ];
    for (const path of addresses) {
      const page = await it.browser().get(path);
      expect([page.status, title(page)], path).toEqual([403, enter.outsideTitle]);
      expect(page.text).not.toMatch(/Kanari|U-1|Ada/);
    }
    const notTheirs = ['/r/org:arbeit', '/r/P-1', `/r/${encodeURIComponent(`${other}/org:wohnen`)}`, '/r/x', '/r/'];
    for (const path of [...notTheirs, '/nirgends', '/link', '/assets/nirgends.css', '/assets/..%2findex.ts', '/say']) {
      const page = await ben.get(path);
      expect([page.status, textOf(page.dom).includes(errors.notFound)], path).toEqual([404, true]);
    }
    const page = await otto.get('/r/org:wohnen');
    expect(page.text).toContain('KanariOtto');
    expect(page.text).not.toMatch(/Kanari(Ben|Ada|Mia)|Amann|Braun/);
  });

  test('nobody of one district sees anything of another, on no page and in no stream', async () => {
    const { ada, ben, mia: maurer, otto } = await begin();
    const strange = /KanariOtto|Otto|Anderswo|Mittwoch, 8\. Juli/;
    const [ours, theirs] = [await ada.stream(0), await otto.stream(0)];
    const seen = (await ours.messages()).map(({ data }) => data).join('\n');
    const across = (await theirs.messages()).map(({ data }) => data).join('\n');
    expect(seen).toMatch(/KanariAda/);
    expect(seen).not.toMatch(strange);
    expect(seen).not.toContain('KanariMia');
    expect(across).toMatch(/KanariOtto/);
    expect(across).not.toMatch(/Kanari(Ada|Ben|Mia)/);
    await otto.say('KanariOtto, noch einmal');
    expect(await ours.messages(500)).toEqual([]);
    expect((await theirs.messages()).length).toBe(1);
    for (const who of [ada, ben, maurer])
      for (const path of [
        '/r/org:wohnen',
        '/r/org:arbeit',
        '/r/org:lenkung',
        '/r/P-1',
        '/r/P-2',
        '/overview',
        '/commands',
      ])
        expect((await who.get(path)).text).not.toMatch(strange);
    for (const each of [ours, theirs]) await each.close();
  });

  describe('what is not public', () => {
    const secret = /KanariNotiz|KanariBeschluss|KanariTitel/;
    const minutes = async (ada: Browser) => {
      await ada.say('/ak sitzung am Di 30.6. 14–16 Uhr');
      await ada.say('/ak top S-1 KanariTitel, nichtöffentlich');
      await ada.say('/ak top S-1 Offener Punkt');
      it.clock.now = '2026-06-30T15:00:00Z';
      await it.tick();
      await ada.say('/ak protokoll schreiben S-1', { room: 'P-1' });
      for (const text of [
        'Ada Amann',
        'überspringen',
        'KanariNotiz',
        'KanariBeschluss',
        'überspringen',
        'überspringen',
        'ja',
      ])
        await ada.say(text, { room: 'P-1' });
      await it.deliver();
    };
    const filesIn = (page: Page) =>
      all(page, 'a').flatMap((each) => {
        const href = attribute(each, 'href') ?? '';
        return href.startsWith('/file?') ? [href] : [];
      });

    test('a guest finds nothing of it: no words, no file, no event', async () => {
      it = await webWorld({ extra: mia });
      const [ada, gul, maurer] = [
        await it.enter('Ada Amann'),
        await it.enter('Gül Gast'),
        await it.enter('Mia Maurer'),
      ];
      const open = await gul.stream();
      await minutes(ada);
      const page = await gul.get('/r/org:wohnen');
      expect(page.text).toContain('Offener Punkt');
      const events = (await open.messages()).map(({ data }) => data).join('\n');
      expect(events).toContain('Offener Punkt');
      for (const text of [page.text, events, (await gul.get('/r/P-4')).text, (await gul.get('/overview')).text])
        expect(text).not.toMatch(secret);
      const whole = (format: string, part: string) =>
        `/file?file=protocol&of=S-1&revision=5&format=${format}&part=${part}`;
      const revision = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
        whole('md', 'all').replace('revision=5', `revision=${n}`),
      );
      let found = 0;
      for (const path of revision) {
        if ((await ada.get(path)).text.includes('KanariBeschluss')) found += 1;
        for (const who of [gul, maurer]) expect((await who.get(path)).status).toBe(404);
        const open = await gul.get(path.replace('part=all', 'part=public'));
        expect(open.text).not.toMatch(secret);
      }
      expect(found).toBe(1);
      for (const words of ['/ak sitzung S-1', '/ak protokoll S-1', '/ak ergebnisse', '/ak aufgaben'])
        expect((await gul.say(words)).text, words).not.toMatch(secret);
      expect((await ada.say('/ak sitzung S-1', { room: 'P-1' })).status).toBe(303);
      expect((await ada.get('/r/P-1')).text).toMatch(secret);
      await open.close();
    });

    test('a guest who comes later does not find in the room what was said among the others before', async () => {
      it = await webWorld();
      const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
      await minutes(ada);
      expect((await ben.get('/r/org:wohnen')).text).toMatch(secret);
      const gul = await it.enter('Gül Gast');
      const page = await gul.get('/r/org:wohnen');
      expect(textOf(page.dom)).toContain(texts.de.web.notForGuests);
      expect(page.text).not.toMatch(secret);
      const open = await gul.stream(0);
      expect((await open.messages()).map(({ data }) => data).join('\n')).not.toMatch(secret);
      await open.close();
      for (const file of filesIn(page)) expect((await gul.get(file)).text).not.toMatch(secret);
      expect((await ben.get('/r/org:wohnen')).text).toMatch(secret);
    });
  });

  describe('how it is sent', () => {
    test('every answer is for one person, for now, from us alone, and frames nothing', async () => {
      const { ben } = await begin();
      const link = await it.linkFor('Lea Lang');
      const poll = await numberOf('U-1');
      const answers = [
        await ben.ask('/'),
        await ben.ask('/r/org:wohnen'),
        await ben.ask('/nirgends'),
        await ben.ask('/overview'),
        await ben.ask('/commands'),
        await it.browser().ask('/'),
        await it.browser().ask(link),
        await it.browser().ask('/link/x'),
        await ben.ask('/say', { method: 'POST', body: '', headers: { origin: 'https://boese.test' } }),
        await ben.ask('/choose', {
          method: 'POST',
          body: new URLSearchParams({ room: 'org:wohnen', on: poll, pick: '1:yes' }),
          headers: { origin: ORIGIN },
        }),
        await ben.ask('/say', { method: 'POST', body: 'x'.repeat(300_000), headers: { origin: ORIGIN } }),
      ];
      const open = await ben.stream();
      for (const { headers, url, status } of [...answers, open.response]) {
        const policy = headers.get('content-security-policy') ?? '';
        const rules = new Map(
          policy.split(/;\s*/).map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
        );
        expect(rules.get('default-src'), `${url} ${status}`).toBe("'none'");
        expect(rules.get('frame-ancestors')).toBe("'none'");
        expect(rules.get('base-uri')).toBe("'none'");
        expect(rules.get('form-action')).toBe("'self'");
        for (const rule of ['script-src', 'style-src', 'connect-src', 'img-src'])
          expect(rules.get(rule)).toBe("'self'");
        expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('referrer-policy')).toBe('same-origin');
        expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-powered-by')).toBeNull();
      }
      await open.close();
    });

    test('nothing stands inline, and nothing comes from elsewhere', async () => {
      const { ada } = await begin();
      const pages = [
        await ada.get('/r/org:wohnen'),
        await ada.get('/r/P-1'),
        await ada.get('/form/D-1?room=P-1'),
        await ada.get('/overview'),
        await it.browser().get(await it.linkFor('Lea Lang')),
      ];
      for (const { dom, status } of pages) {
        expect(status).toBe(200);
        for (const element of elements(dom)) {
          if (element.tagName === 'script')
            expect([textOf(element), attribute(element, 'src')]).toEqual(['', expect.stringMatching(/^\/assets\//)]);
          expect(element.tagName).not.toBe('style');
          for (const { name, value } of element.attrs) {
            expect(name).not.toMatch(/^on|^style$/);
            if (['href', 'src', 'action'].includes(name)) expect(value).toMatch(/^(\/(?!\/)|#)/);
          }
        }
      }
    });

    test('what is too long is not taken, and says so', async () => {
      const { ben } = await begin();
      const large: Write = { does: 'say', path: '/say', fields: { room: 'org:wohnen', text: 'x'.repeat(300_000) } };
      expect(textOf((await refused(ben, large, 413)).dom)).toContain(errors.tooLong);
      const before = await it.kept();
      const unsaid = await ben.ask('/say', {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
        body: new ReadableStream({
          start(out) {
            for (let i = 0; i < 40; i += 1) out.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
            out.close();
          },
        }),
        duplex: 'half',
      } as RequestInit);
      expect(unsaid.status).toBe(413);
      expect(await it.kept()).toBe(before);
      // longer than anything that people tell each other
      await refused(ben, { ...large, fields: { ...large.fields, text: 'x'.repeat(20_001) } }, 422);
      const own = await numberOf('KanariBen');
      await refused(
        ben,
        { does: 'edit', path: '/edit', fields: { room: 'org:wohnen', n: own, text: 'x'.repeat(20_001) } },
        422,
      );
      expect((await ben.say('x'.repeat(20_000))).status).toBe(303);
    });

    test('files are taken nowhere, which is said, and what is no form says nothing', async () => {
      const { ben } = await begin();
      const before = await it.kept();
      const beside = new FormData();
      for (const [name, value] of Object.entries({ room: 'org:wohnen', event: 'with-a-file', text: 'Mit Anhang' }))
        beside.set(name, value);
      beside.set('file', new File(['KanariDatei'], 'böse.html', { type: 'text/html' }));
      const only = new FormData();
      only.set('room', 'org:wohnen');
      only.set('text', new File(['KanariDatei'], 'text.txt'));
      for (const form of [beside, only]) {
        const page = await ben.post('/say', form);
        expect(page.status).toBe(415);
        expect(textOf(page.dom)).toContain(errors.upload);
      }
      expect(await it.kept()).toBe(before);
      for (const [type, sent] of [
        ['application/json', '{"room":"org:wohnen","text":"JSON"}'],
        ['text/plain', 'room=org:wohnen&text=Klartext'],
        ['application/x-www-form-urlencoded', '%%%&=&room'],
        ['', ''],
      ] as const)
        for (const path of ['/say', '/choose', '/form', '/edit', '/read']) {
          const { status } = await ben.ask(path, {
            method: 'POST',
            headers: { origin: ORIGIN, 'content-type': type },
            body: new TextEncoder().encode(sent),
          });
          expect(status, `${path} ${type}`).toBe(404);
        }
      expect(await it.kept()).toBe(before);
    });

    test('whoever does too much in a minute is asked to wait, others are not', async () => {
      const { ben, ada } = await begin();
      const statuses: number[] = [];
      for (let i = 0; i < 130; i += 1) statuses.push((await ben.post('/read', { room: 'org:wohnen', n: '1' })).status);
      expect(statuses.slice(0, 110)).toEqual(Array(110).fill(204));
      expect(statuses.slice(-5)).toEqual(Array(5).fill(429));
      const page = await refused(
        ben,
        { does: 'say', path: '/say', fields: { room: 'org:wohnen', text: 'Mehr!' } },
        429,
      );
      expect(textOf(page.dom)).toContain(errors.tooMuch);
      expect((await ben.get('/r/org:wohnen')).status).toBe(200);
      expect((await ada.say('Ich darf.')).status).toBe(303);
    });

    test('whoever looks at too much in a minute is asked to wait, on a page that says so, and others are not', async () => {
      const { ben, ada } = await begin();
      const statuses: number[] = [];
      for (let i = 0; i < 310; i += 1) statuses.push((await ben.get('/commands')).status);
      expect(statuses.slice(0, 280)).toEqual(Array(280).fill(200));
      expect(statuses.slice(-5)).toEqual(Array(5).fill(429));
      const page = await ben.get('/r/org:wohnen');
      expect(page.status).toBe(429);
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(textOf(page.dom)).toContain(errors.tooMuch);
      expect((await ben.ask('/stream')).status).toBe(429);
      expect((await ben.say('Noch da')).status).toBe(303);
      expect((await ada.get('/r/org:wohnen')).status).toBe(200);
    });

    test('more windows than anybody has stay closed until others are, and others may open theirs', async () => {
      const { ben, ada } = await begin();
      const open: Awaited<ReturnType<typeof ben.stream>>[] = [];
      for (let i = 0; i < 20; i += 1) open.push(await ben.stream());
      for (const each of open) expect((await each.next())?.event).toBe('hello');
      const refused = await ben.get('/stream');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(textOf(refused.dom)).toContain(errors.windows);
      const hers = await ada.stream();
      expect((await hers.next())?.event).toBe('hello');
      await open[0]?.close();
      await expect
        .poll(async () => {
          open[0] = await ben.stream();
          return open[0].response.status;
        })
        .toBe(200);
      for (const each of [...open, hers]) await each.close();
    });

    test('numbers that no page has made are no mistake of ours', async () => {
      const { ben } = await begin();
      const odd = ['-1', '0', '99999999999999999999', '1e9', '2147483648', 'NaN', '', '%00', '1;2'];
      for (const each of odd) {
        expect((await ben.get(`/r/org:wohnen?before=${each}`)).status, `before ${each}`).toBe(200);
        for (const open of [
          await ben.stream(each),
          await ben.stream(undefined, { 'last-event-id': each.replace('%00', 'x') }),
        ]) {
          expect((await open.next())?.event, `since ${each}`).toBe('hello');
          await open.close();
        }
        expect((await ben.get(`/file?file=protocol&of=S-${each}&revision=${each}&format=md&part=all`)).status).toBe(
          404,
        );
      }
      for (const path of ['/%', '/r/%E0%A4%A', '/form/%', '//', '/r//', '/file', '/file?file=paper', '/?%'])
        expect((await ben.get(path)).status, path).toBeLessThan(500);
    });
  });

  test('below a path, every address in every page stays below it, and works', async () => {
    it = await webWorld({ base: '/lotse' });
    const ada = await it.enter('Ada Amann');
    await ada.say(OPEN);
    await ada.say('/ak sitzung am Di 7.7. 14 Uhr');
    await ada.say('/ak sitzung einladen S-2');
    await ada.say('/ak bericht Wohnen', { room: 'P-1' });
    await it.deliver();
    const link = await it.browser().get(await it.linkFor('Lea Lang'));
    const first = await ada.get('/');
    expect(first.headers.get('location')).toMatch(/^\/lotse\/r\//);
    expect((await ada.get('')).status).toBe(302);
    const pages = [
      await ada.get('/r/org:wohnen'),
      await ada.get('/r/P-1'),
      await ada.get('/form/D-1?room=P-1'),
      await ada.get('/overview'),
      link,
    ];
    const addresses = new Set(
      pages.flatMap(({ dom }) =>
        elements(dom).flatMap((each) =>
          ['href', 'src'].flatMap((name) => {
            const value = attribute(each, name) ?? '#';
            return value.startsWith('#') ? [] : [value];
          }),
        ),
      ),
    );
    expect(addresses.size).toBeGreaterThan(8);
    for (const address of addresses) {
      expect(address).toMatch(/^\/lotse\//);
      expect((await ada.get(address.slice('/lotse'.length))).status, address).toBeLessThan(400);
    }
    const actions = pages.flatMap(({ dom }) => elements(dom).flatMap((each) => attribute(each, 'action') ?? []));
    expect(actions.length).toBeGreaterThan(3);
    for (const action of actions) expect(action).toMatch(/^\/lotse\/(say|choose|edit|form|leave)(#\w+)?$/);
    // what is not below it is not ours
    const outside = await it.first.bot.serve(
      new Request(`${ORIGIN}/r/org:wohnen`, { headers: { cookie: ada.cookies() } }),
    );
    expect(outside.status).toBe(404);
  });
});
