import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '../../src/core/model/outcome.ts';
import { body, direct, person } from '../support/district.ts';
import { plain, type World, world } from '../support/world.ts';

const goal = {
  ...Object.fromEntries(kinds.map((kind) => [`${kind}.1.more`, 'nein'])),
  'goal.1.more': 'ja',
  'goal.1.label': 'öffentlich',
  'goal.1.text': 'Zwanzig Wohnungen',
  'goal.2.more': 'nein',
  review: 'ja',
};
/** Of the board and the committee that the steering group reports to, and of a group that reports to it. */
const people = {
  moritz: { 'org:migration': ['chair'] },
  dora: { 'org:ausschuss': ['delegate'] },
  mara: { 'org:migration': ['member'] },
  gero: { 'org:migration': ['guest'] },
  mia: { 'org:arbeit': ['chair'] },
} as const;
const cast = Object.entries(people).flatMap(([name, roles], i) => [
  ...person(`P-${50 + i}`, `Person ${name}`, [['slack', name]], roles),
  direct(`R-${50 + i}`, `P-${50 + i}`, 'slack', `D-${name}`),
]);

describe('a paper on its way to the committee', () => {
  let it: World;
  const ask = (who: keyof typeof people, text: string) =>
    it.person('slack', who, { room: `D-${who}`, direct: true }).types(text);
  const fetched = (who: keyof typeof people, revision: number) =>
    it.door.file(body, { file: 'paper', of: 'V-1', revision, format: 'md' }, { connection: 'slack', id: who });
  beforeEach(async () => {
    it = await world('memory', cast);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.done(it.ada.types('!ak ergebnisse aufnehmen'));
    await it.done(it.ada.submits('D-1', goal));
    await it.until('2026-06-18T16:30:00Z');
    await it.done(it.kim.types('!ak aufgreifen E-1'));
  });
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  test('is read before it is released by whoever leads an organization that it is reported to, and by nobody else', async () => {
    await it.done(it.kim.types('!ak vorlage schreiben'));
    for (const who of ['moritz', 'dora'] as const) {
      const shown = plain(await it.done(ask(who, 'vorlage V-1')));
      expect(shown).toContain('Zwanzig Wohnungen');
      expect(shown).not.toMatch(/vorlage ändern|"pick"/);
      expect(await fetched(who, 1)).toBeInstanceOf(Uint8Array);
      expect((await ask(who, 'vorlage freigeben V-1')).kind).toBe('refused');
    }
    for (const who of ['mara', 'gero', 'mia'] as const) {
      expect((await ask(who, 'vorlage V-1')).kind).toBe('refused');
      expect(await fetched(who, 1)).toBeUndefined();
    }
    await it.done(it.kim.types('!ak vorlage ändern V-1 titel Anders'));
    expect(await fetched('moritz', 1)).toBeUndefined(); // words that were changed with good reason
    expect(await fetched('moritz', 2)).toBeInstanceOf(Uint8Array);
  });

  test('is not written for a sitting that was called off', async () => {
    await it.done(it.kim.types('!ak sitzung absagen S-1'));
    const said = await it.kim.types('!ak vorlage schreiben S-1');
    expect(said.kind).toBe('refused');
    expect(plain(said)).toContain('abgesagt');
    expect(await it.store.read(body).reads.papers.byId('V-1')).toBeUndefined();
  });

  describe('when the sitting that it is for is called off', () => {
    const card = () =>
      it.shown('slack', 'lenkung').find((each) => each.includes('Zwanzig Wohnungen') && each.includes('V-1:'));
    const outcome = async () => (await it.store.read(body).reads.outcomes.byId('E-1'))?.state.is;
    beforeEach(async () => {
      await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 13.11.2026 14 Uhr'));
      await it.done(it.kim.types('!ak vorlage schreiben S-1'));
      await it.done(it.kim.types('!ak vorlage freigeben V-1'));
    });

    test('is not handed in any more, and the way on is named; what stands in it can still be reported', async () => {
      await it.done(it.kim.types('!ak sitzung absagen S-1'));
      for (const step of ['freigeben', 'abgegeben']) {
        const said = await it.kim.types(`!ak vorlage ${step} V-1`);
        expect(said.kind).toBe('refused');
        expect(plain(said)).toMatch(/S-1 ist abgesagt.*vorlage schreiben S-2/);
      }
      expect(await outcome()).toBe('taken-up');
      await it.done(it.kim.types('!ak vorlage schreiben S-2'));
      expect((await it.store.read(body).reads.papers.byId('V-2'))?.outcomes).toEqual(['E-1']);
    });
    test('says so on its card, which offers nothing, and in the room of its steering group', async () => {
      await it.done(it.kim.types('!ak sitzung absagen S-1'));
      expect(card()).toContain('S-1 ist abgesagt');
      expect(card()).not.toMatch(/abgegeben\?|vorlage ändern/);
      const said = it.shown('slack', 'lenkung');
      expect(said.filter((each) => /V-1.*wird nicht abgegeben.*vorlage schreiben S-2/s.test(each))).toHaveLength(1);
      expect(said.join()).not.toContain('kann abgegeben werden');
    });
    test('already handed in: what it reported waits for the next paper, and its groups see that', async () => {
      await it.done(it.kim.types('!ak vorlage abgegeben V-1'));
      expect(await outcome()).toBe('reported');
      const row = /Ergebnisse einreichen"\],\[\{"text":"Wohnen"\}\],\["([^"]*)"/;
      const results = async () => row.exec(plain(await it.kim.types('!ak fristen S-2')))?.[1];
      expect(await results()).toBe('offen');
      await it.done(it.kim.types('!ak sitzung absagen S-1'));
      expect(await outcome()).toBe('taken-up');
      expect(it.shown('slack', 'lenkung').join()).toMatch(/V-1.*war schon abgegeben.*E-1.*vorlage schreiben S-2/s);
      expect(it.shown('slack', 'wohnen').join()).not.toContain('berichtet in V-1');
      expect(it.shown('slack', 'wohnen').join()).toMatch(/V-1.*abgesagt.*nächsten Vorlage/s);
      expect(await results()).toBe('erledigt');
      await it.done(it.kim.types('!ak vorlage schreiben'));
      expect((await it.store.read(body).reads.papers.byId('V-2'))?.outcomes).toEqual(['E-1']);
    });
    test('what the steering group had decided is decided again', async () => {
      await it.done(it.kim.types('!ak entscheiden E-1 So machen wir es'));
      await it.done(it.kim.types('!ak vorlage abgegeben V-1'));
      await it.done(it.kim.types('!ak sitzung absagen S-1'));
      expect(await outcome()).toBe('decided');
    });
    test('with no other sitting in sight, the next is waited for', async () => {
      await it.done(it.kim.types('!ak sitzung absagen S-2'));
      await it.done(it.kim.types('!ak sitzung absagen S-1'));
      expect(plain(await it.kim.types('!ak vorlage abgegeben V-1'))).toMatch(/Sobald.*vorlage schreiben/);
    });
  });
});

describe('an assignment', () => {
  let it: World;
  beforeEach(async () => {
    it = await world('memory', cast);
  });
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const moritz = () => it.person('slack', 'moritz', { room: 'migration' });

  test.each(['Ausschuss', 'AK Migration', 'Lenkungsgruppe'])(
    'does not go up or across, to %s, and it is said where it can go',
    async (to) => {
      const said = await it.kim.types(`!ak auftrag ${to} Bitte prüfen`);
      expect(said.kind).toBe('refused');
      for (const one of ['Arbeitskreis Wohnen', 'Arbeitskreis Arbeit und Ausbildung'])
        expect(plain(said)).toContain(one);
      expect(plain(said)).not.toMatch(/Sozialausschuss|Migration/);
      expect(await it.store.read(body).reads.assignments.byId('A-1')).toBeUndefined();
    },
  );
  test('is not for members of a group to give, and they are told who could', async () => {
    const said = await it.ben.types('!ak auftrag Arbeit Bitte Betriebe fragen');
    expect(said.kind).toBe('refused');
    expect(plain(said)).toMatch(/Das dürfen hier nur.*Kim Keller/);
  });
  test('goes down to whoever reports to the giver, through others, too', async () => {
    await it.done(it.kim.types('!ak auftrag Wohnen Bitte Vermieter fragen'));
    await it.done(moritz().types('!ak auftrag Arbeit Bitte Betriebe fragen'));
    await it.done(moritz().types('!ak auftrag Lenkungsgruppe Bitte bündeln'));
    expect(it.shown('matrix', '!arbeit').join()).toContain('Auftrag A-2 von Arbeitskreis Migration');
  });
});
