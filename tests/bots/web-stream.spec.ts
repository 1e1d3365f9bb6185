import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Change, hub } from '../../src/bots/web/hub.ts';
import type { WebMessage } from '../../src/core/ports.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body } from '../support/district.ts';
import { attribute, elements, hasClass, readPart, textOf } from '../support/html.ts';
import { type Browser, hidden, ORIGIN, type Page, type Streaming, type WebWorld, webWorld } from '../support/web.ts';

const { web: de } = texts.de;
const OPEN = '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
const wordsIn = (html: ReturnType<typeof readPart>): string =>
  elements(html)
    .filter((each) => hasClass(each, 'body'))
    .map(textOf)
    .join();
/** What stands in a room, by its number. */
const shownOn = (page: Page): ReadonlyMap<number, string> =>
  new Map(
    elements(page.dom).flatMap((each): readonly [number, string][] => {
      const n = attribute(each, 'data-n');
      return n === undefined ? [] : [[Number(n), wordsIn(each)]];
    }),
  );

/** One window: what has come, in its order, and how far it would say that it is when it comes back. */
const windowOf = (who: Browser, from: number) => {
  const events: { id: number; n: number; words: string; isNew: boolean }[] = [];
  let open: Streaming | undefined;
  let last: string | undefined;
  const take = async (most: number, patience: number) => {
    for (let i = 0; i < most; i += 1) {
      const each = await open?.next(patience);
      if (each === undefined) return;
      if (each.event !== 'message') continue;
      last = each.id;
      const { n, html, isNew } = JSON.parse(each.data);
      events.push({ id: Number(each.id), n, words: wordsIn(readPart(html)), isNew });
    }
  };
  return {
    events,
    take,
    /** As a browser does it: the address is the same each time, and says where the page began. */
    async connect() {
      open = await who.stream(from, last === undefined ? {} : { 'last-event-id': last });
      expect(open.response.status).toBe(200);
    },
    async cut() {
      await open?.close();
    },
  };
};

describe('what comes live', () => {
  let it: WebWorld;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const changeOf = (page: Page): number =>
    Number(
      elements(page.dom)
        .map((each) => attribute(each, 'data-change'))
        .find((each) => each !== undefined),
    );

  test('however often the connection breaks, and whoever answers then, nothing is missed, doubled or out of order', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    const replicas = [it.first, await it.another()] as const;
    let runs = 0;
    const act = fc.oneof(
      { weight: 5, arbitrary: fc.record({ does: fc.constant('say' as const), on: fc.nat(1) }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('edit' as const), which: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('take away' as const), which: fc.nat(9) }) },
      { weight: 3, arbitrary: fc.record({ does: fc.constant('cut' as const), to: fc.nat(1) }) },
      {
        weight: 3,
        arbitrary: fc.record({ does: fc.constant('watch' as const), most: fc.integer({ min: 1, max: 3 }) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 20 }), async (acts) => {
        runs += 1;
        const from = changeOf(await ada.get('/r/org:wohnen'));
        const own: number[] = [];
        const watching = windowOf(ada, from);
        await watching.connect();
        for (const [i, each] of acts.entries()) {
          if (each.does === 'say') {
            ben.moves(replicas[each.on] ?? it.first);
            await ben.say(`Lauf ${runs}, Wort ${i}`);
            own.push((await it.postgres.webRooms.last(body, `${body}/org:wohnen`, 1))[0]?.n ?? 0);
          } else if (each.does === 'cut') {
            await watching.cut();
            ada.moves(replicas[each.to] ?? it.first);
            await watching.connect();
          } else if (each.does === 'watch') await watching.take(each.most, 60);
          else {
            const n = own[each.which % Math.max(own.length, 1)];
            const text = each.does === 'edit' ? `Lauf ${runs}, anders ${i}` : '';
            if (n === undefined) continue;
            const revision = `${(await it.first.store.webRooms.byNumber(body, n))?.revision}`;
            await ben.post('/edit', { room: 'org:wohnen', n: `${n}`, revision, text });
          }
        }
        await ben.say(`Ende ${runs}`);
        for (let i = 0; i < 40 && !watching.events.some(({ words }) => words === `Ende ${runs}`); i += 1)
          await watching.take(1, 200);
        await watching.cut();

        const ids = watching.events.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
        const stands = shownOn(await ada.get('/r/org:wohnen'));
        const came = new Map(watching.events.map(({ n, words }) => [n, words]));
        for (const n of own) expect([n, came.get(n)]).toEqual([n, stands.get(n)]);
      }),
      { numRuns: 12 },
    );
  });

  test('an edited message is the same one, a removed one says so, and both windows of a person hear of it', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    const windows = [windowOf(ada, 0), windowOf(ada, 0), windowOf(ben, 0)];
    for (const each of windows) await each.connect();
    await ben.say('Erst so');
    await ben.post('/edit', { room: 'org:wohnen', n: '1', revision: '1', text: 'Dann anders' });
    await ben.post('/edit', { room: 'org:wohnen', n: '1', text: '' });
    for (const { take, events, cut } of windows) {
      await take(20, 600);
      expect(events.map(({ n }) => n)).toEqual([1, 1, 1].slice(0, events.length));
      expect(events.at(-1)).toMatchObject({ words: de.removed, isNew: false });
      await cut();
    }
  });

  test('when all is forgotten, the numbers go on, and an open window is told where it begins now', async () => {
    it = await webWorld();
    const { webRooms } = it.postgres;
    const told: unknown[] = [];
    const watching = hub({
      connection: 'web',
      failed: (error) => it.bugs.push(error),
      door: { readers: async () => new Set() },
      rooms: webRooms,
    });
    const write = (name: string) =>
      webRooms.write({ body, room: 'r', name, revision: 1, content: [], at: '2026-06-15T08:00:00Z' });
    await write('before');
    const seen = await webRooms.newest(body);
    await watching.listen(body, (change) => told.push(change === 'anew' ? change : change.message.name));
    await it.postgres.clear();
    await webRooms.stir(body);
    await expect.poll(() => told).toEqual(['anew']);
    await webRooms.stir(body); // nothing has happened: it is not told again
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told).toEqual(['anew']);
    expect(await webRooms.last(body, undefined, 9)).toEqual([]);
    expect(await webRooms.first(body)).toBeGreaterThan(seen + 1);
    const first = await write('after');
    await expect.poll(() => told).toEqual(['anew', 'after']);
    expect(first).toBe(await webRooms.first(body));
    await watching.end();
  });

  test('what is voted in one window stands in the others, with each person’s own marks', async () => {
    it = await webWorld();
    const [ada, ben, lea] = [await it.enter('Ada Amann'), await it.enter('Ben Braun'), await it.enter('Lea Lang')];
    await ada.say(OPEN);
    await it.deliver();
    const opens = [await ben.stream(0), await ben.stream(0), await lea.stream(0)];
    for (const open of opens) expect((await open.messages()).length).toBe(1);
    const page = await ben.get('/r/org:wohnen');
    const { status } = await ben.post('/choose', { ...hidden(page, '/choose'), pick: '1:yes' });
    expect(status).toBe(200);
    await it.deliver();
    const pressed = [];
    for (const open of opens) {
      const [card] = await open.messages();
      const html = readPart(card?.shown.html ?? '');
      expect(textOf(html)).toContain('1 Person hat abgestimmt');
      pressed.push(
        elements(html).flatMap((each) =>
          attribute(each, 'aria-pressed') === 'true' ? [attribute(each, 'value')] : [],
        ),
      );
      await open.close();
    }
    expect(pressed).toEqual([['1:yes'], ['1:yes'], []]);
  });

  test('a form sent twice counts once: one after the other, at once, and at two replicas', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    const second = await it.another();
    const elsewhere = it.browser('elsewhere', second);
    for (const [name, value] of ben.jar) elsewhere.jar.set(name, value);
    const said = hidden(await ben.get('/r/org:wohnen'), '/say');
    const twice = { ...said, text: 'Nur einmal' };
    await Promise.all([ben, ben, elsewhere, elsewhere].map((each) => each.post('/say', twice)));
    await elsewhere.post('/say', twice);
    expect([...shownOn(await ada.get('/r/org:wohnen')).values()]).toEqual(['Nur einmal']);

    const asked = { ...hidden(await ada.get('/r/org:wohnen'), '/say'), text: OPEN };
    await Promise.all([ada.post('/say', asked), ada.post('/say', asked)]);
    await it.deliver();
    const polls = [...shownOn(await ada.get('/r/org:wohnen')).values()].filter((each) => each.includes('U-'));
    expect(polls).toHaveLength(1);

    // alone with us, also what is answered stands there once
    const alone = { ...hidden(await ada.get('/r/P-1'), '/say'), text: 'umfragen' };
    await Promise.all([ada.post('/say', alone), ada.post('/say', alone)]);
    await ada.post('/say', alone);
    expect([...shownOn(await ada.get('/r/P-1')).values()]).toHaveLength(2);
    const once = { body, room: `${body}/P-1`, name: 'at once', revision: 1, content: [], at: '2026-06-15T08:00:00Z' };
    const written = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? it.postgres : second.store).webRooms.write(once)),
    );
    expect(new Set(written)).toEqual(new Set([(await it.postgres.webRooms.byName(body, 'at once'))?.n]));
  });

  test('after a restart of the server, and of the database, a window goes on where it was', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    const watching = windowOf(ada, 0);
    await watching.connect();
    await ben.say('Vorher');
    await watching.take(5, 400);
    const later = await it.another();
    await it.first.stop();
    expect((await ada.get('/')).status).toBe(503);
    for (const each of [ada, ben]) each.moves(later);
    await ben.say('Nachher');
    await watching.cut();
    await watching.connect();
    await watching.take(5, 400);
    await it.interrupt();
    await expect.poll(async () => (await ben.say('Wieder da')).status, { timeout: 5_000 }).toBe(303);
    await watching.cut();
    await watching.connect();
    await watching.take(5, 400);
    await watching.cut();
    expect(watching.events.map(({ words }) => words)).toEqual(['Vorher', 'Nachher', 'Wieder da']);
  });

  test('when the server ends, its streams end, and nothing is read for them any more', async () => {
    it = await webWorld();
    const ada = await it.enter('Ada Amann');
    const open = [await ada.stream(), await ada.stream(0), await ada.stream(0)]; // the last ones still read
    expect((await open[0]?.next())?.event).toBe('hello');
    await it.first.stop();
    for (const each of open) {
      while ((await each.next()) !== undefined);
      expect(each.isOver()).toBe(true);
    }
  });

  test('a stream that nobody asks for from a number begins now', async () => {
    it = await webWorld();
    const [ada, ben] = [await it.enter('Ada Amann'), await it.enter('Ben Braun')];
    await ben.say('Früher');
    const open = await ada.stream();
    expect((await open.next())?.event).toBe('hello');
    await ben.say('Jetzt');
    expect((await open.messages()).map(({ data }) => wordsIn(readPart(JSON.parse(data).html)))).toEqual(['Jetzt']);
    await open.close();
    const { headers } = open.response;
    expect([headers.get('content-type'), headers.get('x-accel-buffering')]).toEqual(['text/event-stream', 'no']);
    expect((await it.browser().ask('/stream', { headers: { origin: ORIGIN } })).status).toBe(403);
  });
});

test('a change whose readers cannot be told for a moment is told later, and before what came after it', async () => {
  const kept: WebMessage[] = [];
  let stir = () => {};
  let away = false;
  const watching = hub({
    connection: 'web',
    failed: () => {},
    door: {
      async readers() {
        if (away) throw new Error('away');
        return new Set(['ada']);
      },
    },
    rooms: {
      newest: async () => 0,
      first: async () => 1,
      since: async (_body, _rooms, change) => kept.filter((each) => each.change > change),
      changed(_body, listener) {
        stir = listener;
        return () => {};
      },
    },
  });
  const told: Change[] = [];
  await watching.listen(body, (change) => void (change !== 'anew' && told.push(change)));
  const changes = async (n: number) => {
    kept.push({ body, n, change: n, room: 'r', name: `m${n}`, revision: 1, at: '2026-06-15T08:00:00Z' });
    stir();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  away = true;
  await changes(1);
  away = false;
  await changes(2);
  expect(told.map(({ message }) => message.n)).toEqual([1, 2]);
  watching.end();
});
