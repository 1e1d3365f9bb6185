import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { commands } from '../../src/core/commands/index.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Answer, Inbound } from '../../src/core/messages.ts';
import { InDoubt, type Store, Unavailable } from '../../src/core/ports.ts';
import { save } from '../../src/core/step.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const { de } = texts;
const nul = String.fromCharCode(0);
/** What somebody could type, and what means something to one program or another. */
const nasty = {
  empty: '',
  blanks: ' \t\u00a0\u200b ',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈',
  'right to left': 'שלום \u202Eمرحبا',
  html: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'slack markup': '<!channel> <@U123> *fett* <https://evil.example|harmlos>',
  'matrix markup': '@room [Klick](javascript:alert(1))',
  sql: '\'; DROP TABLE "Outcome"; -- ',
  'nul and halves': `a${nul}b\uD800c\uDFFFd`,
  'a few lines': 'Erstens\r\nzweitens\n\n\tdrittens\u2028\u202dviertens',
  'many lines': Array.from({ length: 10_000 }, (_, i) => `Zeile ${i}`).join('\n'),
  'a million letters': 'Wort '.repeat(200_000),
  __proto__: '__proto__',
  constructor: 'constructor',
  prototype: 'prototype toString hasOwnProperty',
  'ids of others': 'org:lenkung P-3 R-1 D-1 body:other',
  json: '{"table":"person","row":{"id":"P-1"}}',
} as const;
/** As a title is kept: without what no database keeps or what turns words around, in one line, without blanks around it. */
const kept = (text: string): string =>
  text
    .replaceAll(nul, '')
    .replace(/[\u202d\u202e]/g, '')
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .trim();

describe.each(storeKinds)('hostile words, on %s', (kind) => {
  let it: World;
  const begin = async () => {
    it = await world(kind);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    await it.done(it.ada.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr'));
    return it;
  };
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  test('it is kept and shown as text, or refused', async () => {
    const { ada, ben, deliver, store, platforms } = await begin();
    const titles: string[] = [];
    for (const [name, words] of Object.entries(nasty)) {
      const said = await ada.types(`!ak top S-3 ${words}`);
      if (said.kind === 'done') titles.push(kept(words));
      else expect(said.kind, name).toBe('refused');
      expect((await ben.types(`!ak kommentar U-1 ${words}`)).kind, name).not.toBe('failed');
      expect((await ben.types(words, { to: it.message('matrix', '# U-1') })).kind, name).not.toBe('failed');
      expect((await ben.types(words)).kind, name).toBe('done');
    }
    expect(titles.length).toBeGreaterThan(10);
    expect((await store.read(body).reads.meetings.byId('S-3'))?.agenda.map(({ title }) => title)).toEqual(titles);
    await deliver();
    const card = platforms.slack.messages.find(({ text }) => text.startsWith('# S-3'))?.text ?? '';
    for (const [i, title] of titles.entries()) expect(card).toContain(`${i + 1}. ${title}`);
  });

  test('in ids, picks and forms it is refused, too', async () => {
    const { ada, adaAlone, done, person, door, next } = await begin();
    await done(adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
    for (const words of Object.values(nasty)) {
      const answers = await Promise.all([
        ada.clicks(it.message('slack', '# U-1'), words),
        ada.clicks(it.message('slack', '# S-3'), words),
        ada.clicks('nowhere', words),
        ada.polls(it.message('slack', '# U-1'), [words, '1:yes']),
        adaAlone.submits('D-1', { [words]: words, 'goal.1.more': words }),
        adaAlone.submits(kept(words), { 'goal.1.more': 'ja' }),
        adaAlone.edits('nowhere', words),
        person('slack', 'nobody', { room: 'wohnen' }).types(`!ak ${words}`),
        ada.in({ room: 'unconnected' }).types(`!ak verbinden ${words}`),
        door.receive({ id: next(), kind: 'tick', job: words }),
      ]);
      expect(answers.filter(({ kind: is }) => is === 'failed')).toEqual([]);
    }
    expect((await it.store.read(body).reads.dialogs.byId('D-1'))?.answers).toEqual([]);
  });
});

test('every command with every such argument is done or refused, and nothing breaks', async () => {
  const it = await world();
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
  const numbers = { poll: 'U-1', meeting: 'S-2', outcome: 'E-1', assignment: 'A-1', paper: 'V-1', deadline: 'F-1' };
  for (const [name, all] of Object.entries(nasty)) {
    const words = all.slice(0, 10_000);
    const said = await Promise.all(
      commands.flatMap((command) => {
        const first = command.takes[0]?.kind ?? '';
        const begun = first in numbers ? numbers[first as keyof typeof numbers] : 'Wohnen';
        return [command.words[0], `${command.words[0]} ${begun}`].map((each) => it.kim.types(`!ak ${each} ${words}`));
      }),
    );
    expect(said.filter(({ kind }) => kind === 'failed').map(plain), name).toEqual([]);
    await it.deliver(1);
  }
  expect((await it.store.read(body).reads.people.byId('P-1'))?.name).toBe('Ada Amann');
  expect(it.bugs).toEqual([]);
  await it.end();
});

test('U+0000 and halves of characters are taken out of all that is named, not only of what is typed', async () => {
  const it = await world('postgres');
  try {
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    const poll = it.message('slack', '# U-1');
    const said = [
      await it.ada.clicks(poll, '1:yes', `${nul}`),
      await it.adaAlone.submits(`D-1${nul}`, {}),
      await it.adaAlone.submits('D-1\uD800', {}),
      await it.ada.clicks(`${poll}${nul}`, '1:yes'),
    ];
    expect(said.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused', 'done']);
  } finally {
    await it.end();
  }
});

describe('what a refusal says', () => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  test.each([
    ['umfrgae', de.command['poll-open'].example],
    ['einlden S-1', de.command['meeting-invite'].example],
    ['aufgben', de.command.tasks.example],
    ['protokol S-1', de.command.protocol.example],
    ['pol', de.command['poll-open'].example],
    ['umfrge Di 14 Uhr; Do 10 Uhr', de.command['poll-open'].example],
    ['istzung am Wohnen Di 14 Uhr', de.command['meeting-plan'].example],
  ])('unknown command "%s": the nearest, three at most, and help', async (words, example) => {
    it = await world();
    const said = await it.ada.types(`!ak ${words}`);
    expect(said.kind).toBe('refused');
    const list = said.kind === 'refused' ? said.say.find((block) => block.is === 'list') : undefined;
    const items = list?.is === 'list' ? list.items : [];
    expect(items.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(items[0])).toContain(example);
    expect(plain(said)).toContain('hilfe');
    expect(plain(said)).toContain(words);
  });

  test.each([
    ['umfrage', 'options', de.command['poll-open'].example],
    ['stimme 1 ja', 'poll', de.command.vote.example],
    ['stimme U-1', 'marks', de.command.vote.example],
    ['sitzung verlegen S-1', 'when', de.command['meeting-move'].example],
    ['teilnahme S-1 jein', 'reply', de.command.rsvp.example],
    ['vertreten F-1 Frau Niemand', 'person', de.command['deadline-delegate'].example],
    ['vorlage ändern V-1 anhang Text', 'section', de.command['paper-edit'].example],
    [`top S-1 ${'x'.repeat(301)}`, 'title', de.command['agenda-add'].example],
  ])('wrong arguments "%s": which one, and an example', async (words, field, example) => {
    it = await world();
    const said = await it.kim.types(`!ak ${words}`);
    expect(said.kind === 'refused' ? Object.keys(said.fields ?? {}) : said.kind).toEqual([field]);
    expect(plain(said)).toContain(example);
  });

  test('an assignment to a group that nobody knows is refused, and not given to those who type it', async () => {
    it = await world();
    const said = await it.kim.types('!ak auftrag Wohnne Bitte Vermieter fragen');
    expect(said.kind === 'refused' ? Object.keys(said.fields ?? {}) : said.kind).toEqual(['group']);
  });

  test.each([
    ['help', 'hilfe'],
    ['connect', 'verbinden'],
  ])('the sign alone and "%s" are help', async (_, words) => {
    it = await world();
    expect(plain(await it.ada.types('!ak'))).toContain(de.help.intro.slice(0, 20));
    expect(plain(await it.ada.types(`!ak hilfe ${words}`))).toContain(words);
  });

  test.each([
    ['teilnahme S-1 jo', 'jo'],
    ['sitzung am Wohnen Di 7.7. 14 Uhr link: keinlink', 'keinlink'],
  ])('what was given is not called missing: %s', async (words, given) => {
    it = await world();
    await it.done(it.ada.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr'));
    const said = plain(await it.ada.types(`!ak ${words}`));
    expect(said).toContain(given);
    expect(said).toContain('nicht verstanden');
    expect(said).not.toContain('fehlt noch');
  });

  test('alone with us a mistyped command is met with what it looks like, and talk with a hint', async () => {
    it = await world();
    const { adaAlone } = it;
    for (const typed of ['umfrge Di 14 Uhr', 'protokol S-1', 'hilfee'])
      expect(plain(await adaAlone.types(typed))).toContain('kenne ich nicht');
    for (const talk of ['Danke', 'Guten Morgen', 'Hallo!', 'ja gern', 'Wann ist die Frist?'])
      expect(plain(await adaAlone.types(talk))).toContain('Danke für Ihre Nachricht');
  });

  test('a poll of a hundred dates is opened, and of one more is too large', async () => {
    it = await world();
    const days = (n: number) =>
      Array.from({ length: n }, (_, i) => {
        const day = new Date(Date.UTC(2026, 6, 1 + i)).toISOString().slice(0, 10);
        return `${day.slice(8)}.${day.slice(5, 7)}.2026 14 Uhr`;
      }).join('; ');
    expect(plain(await it.ada.types(`!ak umfrage ${days(101)}`))).toContain('Das sind zu viele Termine');
    await it.done(it.ada.types(`!ak umfrage ${days(100)}`));
    expect((await it.store.read(body).reads.polls.byId('U-1'))?.options).toHaveLength(100);
    expect(plain(await it.ada.types('!ak umfrage 1.7. 14 Uhr; 2.7. 14 Uhr; 1.7. 14 Uhr'))).toContain(
      'zweimal genannt: Mi., 01.07.2026, 14:00 Uhr',
    );
  });

  test('what nobody could see or ask about is no title', async () => {
    it = await world();
    await it.done(it.ada.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr'));
    for (const unseen of ['\u200b\u200d', '\u2060'])
      expect((await it.ada.types(`!ak top S-1 ${unseen}`)).kind).toBe('refused');
    await it.done(it.ada.types('!ak top S-1 🏡'));
  });

  test('of those who could, one hears first whom one would ask first', async () => {
    it = await world();
    await it.done(it.kim.types('!ak sitzung am Lenkungsgruppe Di 7.7. 14 Uhr'));
    expect(plain(await it.ben.types('!ak top S-1 Wohnungen'))).toMatch(/Keller.+Amann/);
  });

  test('help shows what one may do oneself, and everything where that is asked', async () => {
    it = await world();
    const { ben, kim } = it;
    const chairs = 'umfrage Wohnen Di 14 Uhr';
    const steers = 'aufgreifen E-7';
    expect(plain(await ben.types('!ak hilfe'))).not.toContain(chairs);
    expect(plain(await ben.types('!ak hilfe'))).toContain('teilnahme S-12 ja');
    expect(plain(await ben.types('!ak hilfe alles'))).toContain(chairs);
    expect(plain(await ben.types('!ak hilfe alles'))).toContain(steers);
    expect(plain(await it.ada.types('!ak hilfe'))).toContain(chairs);
    expect(plain(await ben.types('!ak hilfe'))).not.toContain(steers);
    expect(plain(await kim.types('!ak hilfe'))).toContain(steers);
    expect(plain(await ben.types('!ak hilfe quatsch'))).toContain('gibt es nicht');
  });

  test('a report that no steering group would take up is not begun', async () => {
    it = await world();
    const said = await it.kim.types('!ak bericht AK Migration');
    expect(said.kind).toBe('refused');
    expect(plain(said)).toContain('keine Lenkungsgruppe');
    expect(await it.store.read(body).reads.dialogs.byId('D-1')).toBeUndefined();
  });

  test('a reply that nobody asked for: a hint in direct messages, silence in a room', async () => {
    it = await world();
    const { ada, adaAlone, person, deliver, platforms } = it;
    expect(plain(await adaAlone.types('Hallo, ist da jemand?'))).toContain('Danke für Ihre Nachricht');
    expect(await ada.types('Hallo zusammen')).toEqual({ kind: 'done' });
    expect(await person('slack', 'nobody', { room: 'wohnen' }).types('Hallo')).toEqual({ kind: 'done' });
    expect(await person('slack', 'nobody', { room: 'unconnected' }).types('Hallo')).toEqual({ kind: 'done' });
    expect((await person('slack', 'nobody', { room: 'D-x', direct: true }).types('Hallo')).kind).toBe('refused');
    await deliver();
    expect(platforms.slack.messages).toEqual([]);
  });

  test('what is too long is told to whoever answers us, in their language, and is silence among people', async () => {
    it = await world('memory', [save('person', { id: 'P-1', name: 'Ada Amann', language: 'en' })]);
    const long = 'wort '.repeat(5_000);
    expect(await it.ada.types(long)).toEqual({ kind: 'done' });
    expect(plain(await it.ada.types(`!ak ${long}`))).toContain('too long');
    expect(plain(await it.adaAlone.types(long))).toContain('too long');
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    expect(plain(await it.ada.types(long, { to: it.message('slack', 'U-1') }))).toContain('too long');
    await it.done(it.ada.types('!ak ergebnisse aufnehmen'));
    expect(plain(await it.ada.types(long))).toContain('too long');
    expect(await it.ada.in({ room: 'wohnen', thread: 'elsewhere' }).types(long)).toEqual({ kind: 'done' });
    expect(await it.ben.types(long)).toEqual({ kind: 'done' });
  });

  test('a refusal repeats only the beginning of what was typed', async () => {
    it = await world();
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    const long = 'wort '.repeat(20_000);
    const said = await Promise.all(
      [
        'xyz',
        'sitzung S-1',
        'auftrag',
        'stimme U-1',
        'umfrage',
        'erinnerungen Wohnen',
        'mitglied beenden Wohnen',
        'verbinden',
      ].map((words) => it.kim.types(`!ak ${words} ${long}`)),
    );
    expect(said.filter((answer) => plain(answer).length > 5_000)).toEqual([]);
  });
});

describe('what takes long', () => {
  /** Each took seconds, minutes or for ever, while nobody else was served; all of them are read in a moment. */
  const slow: readonly (readonly [string, (it: World) => Promise<Answer>])[] = [
    ['digits that are no vote', (it) => it.ada.types(`!ak stimme U-1 ${'1'.repeat(27)}a1`)],
    ['one long word', (it) => it.ada.types(`!ak ${'x'.repeat(100_000)}`)],
    ['separators in an argument', (it) => it.ada.types(`!ak umfrage ${','.repeat(25_000)}x`)],
    ['line breaks in an argument', (it) => it.ada.types(`!ak umfrage Di${'\n'.repeat(25_000)}x`)],
    ['exclamation marks alone with us', (it) => it.adaAlone.types(`${'!'.repeat(20_000)}x`)],
  ];
  test.each(slow)('%s', async (_, ask) => {
    const it = await world();
    try {
      await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
      await it.done(it.adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
      const before = performance.now();
      expect((await ask(it)).kind).toBe('refused');
      expect(performance.now() - before).toBeLessThan(250);
    } finally {
      await it.end();
    }
  });
});

test('whatever is typed, clicked, sent as a form, edited: it is answered, and nothing breaks', async () => {
  const it = await world();
  await it.done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
  await it.done(it.adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
  const text = fc.oneof(
    fc.constantFrom(...Object.values(nasty).filter((each) => each.length < 1_000)),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }).map((each) => each.replace(/\d{12,}/g, '1')),
    fc.constantFrom(
      'ja',
      'nein',
      '1 ja',
      'zurück',
      'weiter',
      'überspringen',
      'U-1',
      'S-1',
      'F-99999999999',
      '-1',
      '1e9',
    ),
  );
  const words = fc
    .tuple(fc.constantFrom(...commands.flatMap((command) => command.words), ''), fc.array(text, { maxLength: 3 }))
    .map((all) => all.flat().join(' '));
  const refs = fc.constantFrom('m1', 'm2', 'm3', 'nowhere', '__proto__').map((id) => ({ connection: 'slack', id }));
  const does = fc.oneof(
    fc.record({ kind: fc.constant('command' as const), words }),
    fc.record({ kind: fc.constant('reply' as const), text, to: refs }, { requiredKeys: ['kind', 'text'] }),
    fc.record({
      kind: fc.constant('choice' as const),
      on: refs,
      picked: fc.array(text, { maxLength: 3 }),
      dropped: fc.constant('rest' as const),
    }),
    fc.record({
      kind: fc.constant('form' as const),
      dialog: fc.constantFrom('D-1', 'D-2', '__proto__', ''),
      version: fc.constantFrom(1, 0, -1, Number.NaN),
      answers: fc.dictionary(
        fc.constantFrom('goal.1.more', 'goal.1.label', 'goal.1.text', 'review', '__proto__', 'constructor'),
        text,
      ),
    }),
    fc.record({ kind: fc.constant('revised' as const), message: refs, text }),
    fc.record({ kind: fc.constant('withdrawn' as const), message: refs }),
  );
  const from = fc.record({
    by: fc.constantFrom('ada', 'kim', 'nobody', '__proto__').map((id) => ({ connection: 'slack', id })),
    at: fc.constantFrom(
      { connection: 'slack', room: 'wohnen' },
      { connection: 'slack', room: 'wohnen', thread: 'm1' },
      { connection: 'slack', room: 'D-ada', direct: true as const },
      { connection: 'slack', room: '__proto__' },
    ),
  });
  await fc.assert(
    fc.asyncProperty(does, from, async (what, who) => {
      const answer = await it.door.receive({ id: it.next(), ...who, ...what } as Inbound);
      expect(answer.kind).not.toBe('failed');
      await it.deliver(1);
    }),
    { numRuns: 300 },
  );
  expect(it.bugs).toEqual([]);
  await it.end();
});

describe('when something of ours is broken', () => {
  /** A store that is away, or has a mistake in it, as long as `broken` says so. */
  const breaking = async (change: (store: Store, broken: () => boolean) => Partial<Store>) => {
    const it = await world();
    let broken = false;
    const bugs: string[] = [];
    const door = openDoor({
      store: { ...it.store, ...change(it.store, () => broken) },
      documents: {
        document: async () => new Uint8Array(),
        invitation: async () => new Uint8Array(),
        calendar: async () => new Uint8Array(),
      },
      time: it.time,
      log: { bug: (cause) => void bugs.push(cause), note: () => {} },
    });
    const send = (id: string, words: string) =>
      door.receive({
        id,
        kind: 'command',
        by: { connection: 'slack', id: 'ada' },
        at: { connection: 'slack', room: 'wohnen' },
        words,
      });
    const cut = (now: boolean) => {
      broken = now;
    };
    return { it, bugs, send, break: cut, door };
  };
  const OPEN = 'umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';

  test('the database is gone: it says that nothing was saved, and goes on when it is back', async () => {
    const {
      it,
      bugs,
      send,
      break: cut,
    } = await breaking((store, broken) => ({
      ledger: {
        commit: async (entry) => {
          if (broken()) throw new Unavailable('away');
          return store.ledger.commit(entry);
        },
      },
    }));
    cut(true);
    for (let n = 0; n < 5; n += 1) {
      const said = await send('x1', OPEN);
      expect(said.kind).toBe('failed');
      expect(plain(said)).toContain(de.unavailable);
      expect(plain(said)).toContain(texts.en.unavailable);
    }
    expect(await it.store.read(body).reads.polls.byId('U-1')).toBeUndefined();
    cut(false);
    expect((await send('x1', OPEN)).kind).toBe('done');
    expect((await send('x1', OPEN)).kind).toBe('done');
    expect(await it.store.read(body).reads.polls.byId('U-2')).toBeUndefined();
    expect(bugs).toEqual([]);
    await it.end();
  });

  test('a tick that finds it gone says so, and the next one does the work', async () => {
    const {
      it,
      send,
      break: cut,
      door,
    } = await breaking((store, broken) => ({
      ledger: {
        commit: async (entry) => {
          if (broken()) throw new Unavailable('away');
          return store.ledger.commit(entry);
        },
      },
    }));
    await send('x1', OPEN);
    it.clock.now = '2026-06-22T16:30:00Z';
    cut(true);
    expect((await door.receive({ id: 't1', kind: 'tick', job: 'polls' })).kind).toBe('failed');
    cut(false);
    expect((await door.receive({ id: 't2', kind: 'tick', job: 'polls' })).kind).toBe('done');
    expect((await it.store.read(body).reads.polls.byId('U-1'))?.state.is).toBe('closed');
    await it.end();
  });

  const mistaken =
    (table: 'counters' | 'polls') =>
    (store: Store, broken: () => boolean): Partial<Store> => ({
      read(of) {
        const { reads, relied } = store.read(of);
        const wrong = async () => {
          throw new TypeError('a mistake of ours');
        };
        return broken()
          ? { reads: { ...reads, [table]: { ...reads[table], last: wrong, byId: wrong } }, relied }
          : { reads, relied };
      },
    });
  test('a mistake in a decision is given up after three tries, with its id, and does not block the room', async () => {
    const { it, bugs, send, break: make } = await breaking(mistaken('counters'));
    make(true);
    expect([(await send('x1', OPEN)).kind, (await send('x1', OPEN)).kind]).toEqual(['failed', 'failed']);
    const third = await send('x1', OPEN);
    expect(third.kind).toBe('refused');
    expect(plain(third)).toContain('slack:x1');
    expect(bugs.at(-1)).toBe('slack:x1');
    expect((await send('x2', 'umfragen')).kind).toBe('done');
    make(false);
    expect((await send('x1', OPEN)).kind).toBe('refused'); // it was said, and stays so
    expect((await send('x3', OPEN)).kind).toBe('done');
    await it.end();
  });

  test('a mistake in what is shown does not deny what was saved, and does not block the room', async () => {
    const { it, send, break: make } = await breaking(mistaken('polls'));
    make(true);
    const said = [await send('x1', OPEN), await send('x1', OPEN), await send('x1', OPEN), await send('x1', OPEN)];
    try {
      expect(await it.store.read(body).reads.polls.byId('U-1')).toBeDefined();
      expect(said.at(-1)?.kind).not.toBe('failed');
      expect(plain(said[0] ?? { kind: 'done' })).not.toContain('nichts wurde gespeichert');
    } finally {
      await it.end();
    }
  });

  test('a connection that breaks while saving does not make it say that nothing was saved', async () => {
    const { it, bugs, send } = await breaking(() => ({
      ledger: {
        commit: async () => {
          throw new InDoubt('away');
        },
      },
    }));
    const said = await send('x1', OPEN);
    expect(said.kind).toBe('failed');
    expect(plain(said)).toContain(de.inDoubt);
    expect(plain(said)).not.toContain(de.unavailable);
    expect(bugs).toEqual([]);
    await it.end();
  });

  test('a database that goes after saving does not make it say that nothing was saved', async () => {
    let saved = false;
    const { it, bugs, send } = await breaking((store) => ({
      ledger: {
        commit: async (entry) => {
          const committed = await store.ledger.commit(entry);
          saved = true;
          return committed;
        },
      },
      read: (of) => {
        if (saved) throw new Unavailable('away');
        return store.read(of);
      },
    }));
    const said = await send('x1', OPEN);
    expect(said.kind).toBe('done');
    expect(plain(said)).toContain(de.unshown('slack:x1'));
    expect(await it.store.read(body).reads.polls.byId('U-1')).toBeDefined();
    expect(bugs).toEqual([]);
    await it.end();
  });

  test('a mistake about one post holds it, and the next one goes out', async () => {
    const it = await world();
    await it.store.ledger.commit({
      body,
      cause: 'broken',
      expect: [],
      decision: {
        ok: true,
        value: {
          save: [],
          posts: [{ key: 'post:x', to: 'R-1', view: { view: 'no such view' } as never, urgency: 'notice' }],
        },
      },
    });
    await it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    await it.deliver();
    expect(it.shown('slack', 'wohnen')).toHaveLength(1);
    expect(it.bugs).toHaveLength(1);
    expect(plain(await it.kim.types('!ak aufgaben'))).toContain(
      plain({ kind: 'done', say: [{ is: 'text', words: de.tasks.stuck(1) }] }).slice(1, -1),
    );
    await it.end();
  });
});
