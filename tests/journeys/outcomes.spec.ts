import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '../../src/core/model/outcome.ts';
import { amongThemselves, direct } from '../support/district.ts';
import { plain, type World, world } from '../support/world.ts';

const none = Object.fromEntries(kinds.map((kind) => [`${kind}.1.more`, 'nein']));
/** A need, as the group reports it. */
const need = {
  ...none,
  'need.1.more': 'ja',
  'need.1.label': 'öffentlich',
  'need.1.text': 'Wohnungen fehlen',
  'need.2.more': 'nein',
  review: 'ja',
};

describe('an outcome between its group and the steering group', () => {
  let it: World;
  beforeEach(async () => {
    it = await world('memory', [amongThemselves, direct('R-31', 'P-2', 'matrix', 'D-ben')]);
    await it.done(it.ada.types('!ak ergebnisse aufnehmen'));
    await it.done(it.ada.submits('D-1', need));
  });
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const say = async (who: { types(text: string): ReturnType<World['ada']['types']> }, ...all: string[]) => {
    for (const text of all) await it.done(who.types(`!ak ${text}`));
  };
  const handed = () => it.until('2026-06-18T16:30:00Z');
  const news = (room: string, about: string) => {
    const on = room.startsWith('!') ? 'matrix' : 'slack';
    return it.platforms[on].messages
      .filter((each) => each.room === room && each.text.startsWith(about))
      .map(({ text }) => text.split('\n')[1] ?? '');
  };

  describe('objected to', () => {
    const objection = 'Einspruch gegen E-1';
    const standing = () => it.shown('slack', 'wohnen').find((text) => text.startsWith('# Ergebnisse')) ?? '';
    beforeEach(() => say(it.ben, 'einspruch E-1 Es fehlen nur wenige'));

    test('it says how to go on, and is a task of whoever can', async () => {
      const post = it.shown('slack', 'wohnen').find((text) => text.startsWith(objection));
      expect(post).toContain('ergebnis ändern E-1 <neuer Text>');
      expect(post).toContain('Bleibt so');
      const mine = plain(await it.adaAlone.types('aufgaben'));
      expect(mine).toContain('Einsprüche klären:');
      expect(mine).toContain('Es fehlen nur wenige');
      const ben = it.person('matrix', '@ben', { room: 'D-ben', direct: true });
      expect(plain(await ben.types('aufgaben'))).not.toContain('Es fehlen nur wenige');
      expect(await ben.types('ergebnis E-1')).toMatchObject({ kind: 'done' });
    });
    test('"Bleibt so" needs no new words; the group may object anew, and then it goes on', async () => {
      const post = it.message('slack', objection, 'wohnen');
      expect((await it.ben.types('Bleibt so', { to: it.message('matrix', objection) })).kind).toBe('refused');
      await it.until('2026-06-16T09:00:00Z');
      await it.done(it.ada.clicks(post, 'keep'));
      expect(news('!wohnen', 'E-1 bleibt, wie es ist')).toHaveLength(1);
      expect(standing()).toContain('Wohnungen fehlen – eingereicht, Einspruch noch möglich');
      expect(standing()).toContain('Bis Fr., 19.06.2026, 18:00 Uhr');
      expect(plain(await it.adaAlone.types('aufgaben'))).not.toContain('Einsprüche klären:');
      expect((await it.ada.clicks(post, 'keep')).kind).toBe('refused');
      await it.until('2026-06-19T16:30:00Z');
      expect(it.shown('slack', 'lenkung').some((text) => text.startsWith('E-1 ·'))).toBe(true);
    });
    test('a click is offered while it waits, and not when it is settled; a second objection offers its own', async () => {
      const offers = () =>
        it.shown('slack', 'wohnen').filter((text) => text.startsWith(objection) && text.includes('Bleibt so')).length;
      expect(offers()).toBe(1);
      await say(it.ada, 'ergebnis ändern E-1 Wohnungen fehlen');
      expect(offers()).toBe(0);
      await say(it.ben, 'einspruch E-1 Doch nur wenige');
      expect(offers()).toBe(1);
      expect(news('wohnen', objection)).toEqual([
        expect.stringContaining('Es fehlen nur wenige'),
        expect.stringContaining('Doch nur wenige'),
      ]);
    });
    test('who looks at it alone is offered the same', async () => {
      const shown = await it.done(it.adaAlone.types('ergebnis E-1'));
      expect(plain(shown)).toContain('Bleibt so');
    });
    test('the same words again are no new words', async () => {
      await say(it.ada, 'ergebnis ändern E-1 Wohnungen fehlen');
      expect(news('wohnen', 'E-1 bleibt, wie es ist')).toHaveLength(1);
      expect(news('wohnen', 'E-1 ist geändert')).toHaveLength(0);
    });
  });

  describe('asked twice before anyone answers', () => {
    const questions = 'Die Lenkungsgruppe hat eine Frage zu E-1';
    beforeEach(async () => {
      await handed();
      await say(it.kim, 'rückfrage E-1 Wie viele?', 'rückfrage E-1 Und wo?');
    });

    test('each question stands there, and waits', async () => {
      for (const room of ['wohnen', '!wohnen'])
        expect(news(room, questions)).toEqual([
          expect.stringMatching(/Kim Keller.*: Wie viele\?/),
          expect.stringMatching(/Kim Keller.*: Und wo\?/),
        ]);
      const tasks = plain(await it.adaAlone.types('aufgaben'));
      expect(tasks).toContain('Wie viele?');
      expect(tasks).toContain('Und wo?');
    });
    test('each offers to answer while it waits, and no longer', async () => {
      const offers = () => it.shown('slack', 'wohnen').filter((text) => text.includes('Antworten')).length;
      expect(offers()).toBe(2);
      await say(it.kim, 'entscheiden E-1 Wir bauen');
      expect(offers()).toBe(0);
      await say(it.kim, 'rückgängig E-1');
      expect(offers()).toBe(2);
      await say(it.kim, 'rückfrage E-1 Wann?', 'rückgängig E-1', 'rückfrage E-1 Und wann?');
      expect(offers()).toBe(3);
      await say(it.ada, 'antwort E-1 Acht, in Tiengen, 2027');
      expect(offers()).toBe(0);
    });
    test('one answer answers both, and says which', async () => {
      await say(it.ada, 'antwort E-1 Acht, in Tiengen');
      for (const room of ['wohnen', '!wohnen', 'lenkung'])
        expect(news(room, 'Antwort zu E-1')).toEqual([
          expect.stringMatching(/: Wie viele\?.*: Und wo\? – .*Ada Amann.*: Acht, in Tiengen/),
        ]);
      const card = it.shown('slack', 'lenkung').findLast((text) => text.startsWith('E-1 ·'));
      expect(card).toMatch(/Wie viele\? \(Antwort bei der nächsten Frage\)\n.*Und wo\? – .*: Acht, in Tiengen/);
      expect(card).toContain('Stand: liegt bei der Lenkungsgruppe');
      expect(plain(await it.adaAlone.types('aufgaben'))).not.toContain('Und wo?');
    });
  });

  test('every step and every undo is told, however fast they follow each other', async () => {
    await handed();
    await say(it.kim, 'aufgreifen E-1', 'rückgängig E-1', 'aufgreifen E-1', 'rückgängig E-1');
    await say(it.kim, 'ablehnen E-1 Kein Geld', 'rückgängig E-1', 'rückfrage E-1 Wo?', 'rückgängig E-1');
    const told = it
      .shown('matrix', '!wohnen')
      .flatMap(
        (text) =>
          /(aufgegriffen|greift|abgelehnt|eine Frage|rückgängig gemacht)/.exec(text.split('\n')[0] ?? '')?.[0] ?? [],
      );
    const undone = 'rückgängig gemacht';
    expect(told).toEqual(['greift', undone, 'greift', undone, 'abgelehnt', undone, 'eine Frage', undone]);
  });

  test('what can no longer be undone offers it no longer, and is not touched again', async () => {
    await handed();
    await say(it.kim, 'aufgreifen E-1');
    const card = () => it.platforms.slack.messages.findLast(({ text }) => text.startsWith('E-1 ·'));
    const offers = () => /Rückgängig/.test(card()?.text ?? '');
    expect(offers()).toBe(true);
    await it.until('2026-06-18T17:29:00Z');
    expect(offers()).toBe(true);
    const before = it.shown('matrix', '!wohnen').length;
    await it.until('2026-06-18T17:30:00Z');
    expect(offers()).toBe(false);
    const edits = card()?.edits;
    await it.until('2026-06-18T18:30:00Z');
    expect(card()?.edits).toBe(edits);
    expect(it.shown('matrix', '!wohnen')).toHaveLength(before);
    expect((await it.kim.types('!ak rückgängig E-1')).kind).toBe('refused');
  });

  test('in the list, what is not public is marked for those who see it', async () => {
    await it.done(it.ada.types('!ak ergebnisse aufnehmen'));
    await it.done(it.ada.submits('D-2', { ...need, 'need.1.label': 'nichtöffentlich', 'need.1.text': 'Familie Z.' }));
    const listed = await it.done(it.adaAlone.types('ergebnisse Wohnen'));
    await it.deliver();
    expect(plain(listed)).toMatch(/Familie Z\.[^\]]*\(nichtöffentlich\)/);
    expect(plain(listed)).not.toMatch(/Wohnungen fehlen[^\]]*\(nichtöffentlich\)/);
  });

  test('what was undone before it could be told says nothing empty', async () => {
    await handed();
    for (const text of ['ablehnen E-1 Kein Geld', 'rückgängig E-1', 'rückfrage E-1 Wo?', 'rückgängig E-1'])
      await it.kim.types(`!ak ${text}`);
    await it.deliver(10);
    expect(news('wohnen', 'Die Lenkungsgruppe hat E-1 abgelehnt')).toEqual(['']);
    expect(it.shown('slack', 'wohnen').filter((text) => /\n\s*$|^\s*$|: $/m.test(text))).toEqual([]);
  });
});

test('a guest who asks alone is not told that there is nothing, but that they may not see it', async () => {
  const it = await world('memory');
  await it.done(it.ada.types('!ak ergebnisse aufnehmen'));
  await it.done(it.ada.submits('D-1', need));
  const guest = it.guest.in({ room: 'D-guest', direct: true });
  const hidden = plain(await it.done(guest.types('ergebnisse Wohnen')));
  expect(hidden).toContain('die Sie hier sehen dürfen');
  expect(hidden).not.toContain('E-1');
  await it.until('2026-06-18T16:30:00Z');
  expect(plain(await it.done(guest.types('ergebnisse Wohnen')))).toContain('Wohnungen fehlen');
  await it.end();
  expect(it.bugs).toEqual([]);
});
