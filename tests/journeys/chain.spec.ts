import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileRef } from '../../src/core/model/file.ts';
import { texts } from '../../src/core/texts/index.ts';
import { amongThemselves, body, direct, person } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const { de } = texts;
/** Beside the small district: a silent member, and a second group that has not reported yet. */
const more = [
  amongThemselves,
  ...person('P-9', 'Gisa Gast', [['web', 'gisa']], { 'org:wohnen': ['guest'] }),
  direct('R-34', 'P-9', 'web', 'D-gisa'),
  ...person('P-6', 'Nur Nadel', [['matrix', '@nur']], { 'org:wohnen': ['member'] }),
  ...person('P-7', 'Mia Maurer', [['matrix', '@mia']], { 'org:arbeit': ['chair'] }),
  ...person('P-8', 'Otto Ohm', [['matrix', '@otto']], { 'org:arbeit': ['member'] }),
  direct('R-31', 'P-2', 'matrix', 'D-ben'),
  direct('R-32', 'P-6', 'matrix', 'D-nur'),
  direct('R-33', 'P-8', 'matrix', 'D-otto'),
];

/** The stations follow each other: each begins where the one before has ended. */
describe.each(storeKinds)('the whole way from a date poll to the Vorlage, on %s', { timeout: 60_000 }, (kind) => {
  let it: World;
  beforeAll(async () => {
    it = await world(kind, more);
  });
  afterAll(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  const mia = () => it.person('matrix', '@mia', { room: '!arbeit' });
  const file = async (ref: FileRef) => new TextDecoder().decode(await it.door.file(body, ref));
  const calendar = async (revision: number) =>
    (await file({ file: 'invitation', of: 'S-2', revision, format: 'ics' })).replaceAll(/\r\n[ \t]/g, '');
  /** The message that begins so, as it stands there now, without the count of its edits. */
  const card = (on: 'slack' | 'matrix', room: string, beginning: string) => {
    const found = it.platforms[on].messages.filter((each) => each.room === room && each.text.startsWith(beginning));
    expect(found.map(({ text }) => text)).toHaveLength(1);
    return found[0]?.text ?? '';
  };
  const where = (containing: string) =>
    (['matrix', 'slack'] as const)
      .flatMap((on) =>
        it.platforms[on].messages.flatMap(({ room, text }) => (text.includes(containing) ? [`${on} ${room}`] : [])),
      )
      .toSorted();
  /** One after the other, each in the thread given, in order. */
  const say = async (who: { types(text: string, more?: object): ReturnType<World['ada']['types']> }, all: string[]) => {
    for (const text of all) await it.done(who.types(text));
  };

  test('the committee sits: its plan is before the steering group', async () => {
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    const plan = card('slack', 'lenkung', '# Fristen bis zur Sitzung S-1');
    expect(plan).toContain('F-1 | Fr., 07.08.2026 | Ergebnisse einreichen | Arbeit | offen');
    expect(plan).toContain('F-6 | Di., 01.09.2026 | Vorlage abgeben | Lenkungsgruppe | offen');
  });

  test('a poll stands in both rooms of the group, and nowhere else', async () => {
    await it.done(it.ada.types('!ak umfrage Di 30.6. 14–16 Uhr; Do 2.7. 10–12 Uhr; Fr 3.7. 9 Uhr'));
    expect(where('# U-1')).toEqual(['matrix !wohnen', 'slack wohnen']);
  });

  test('clicks, texts and native polls count alike; editing and deleting a message changes the vote', async () => {
    const scores = () => {
      const [here, there] = [card('slack', 'wohnen', '# U-1'), card('matrix', '!wohnen', '# U-1')];
      expect(here).toBe(there);
      return [...here.matchAll(/^\d\. .* – (\d+) ja, (\d+) vielleicht, (\d+) nein(?: – .*)?$/gm)].map((found) =>
        found.slice(1).join(' '),
      );
    };
    const [onSlack, onMatrix] = [it.message('slack', '# U-1'), it.message('matrix', '# U-1')];
    await it.done(it.ada.clicks(onSlack, '2:yes'));
    await it.done(it.ben.types('1 ja, 2 nein', { to: onMatrix, message: 'ben-1' }));
    expect(scores()).toEqual(['1 0 0', '1 0 1', '0 0 0']);
    await it.done(it.ben.edits('ben-1', '1 vielleicht, 3 ja'));
    expect(scores()).toEqual(['0 1 0', '1 0 0', '1 0 0']);
    await it.done(it.adaOnMatrix.polls(onMatrix, ['1:yes', '3:if-need-be']));
    expect(scores()).toEqual(['1 1 0', '0 0 0', '1 1 0']);
    await it.done(it.ben.deletes('ben-1'));
    expect(scores()).toEqual(['1 0 0', '0 0 0', '0 1 0']);
    await it.done(it.ben.types('!ak stimme U-1 1 ja, 2 nein'));
    expect(scores()).toEqual(['2 0 0', '0 0 1', '0 1 0']);
  });

  test('only who has not voted is reminded, once, alone where we can', async () => {
    await it.until('2026-06-21T15:30:00Z');
    expect(where('Bitte denken Sie an die Terminumfrage U-1')).toEqual([]);
    await it.until('2026-06-21T16:30:00Z');
    await it.until('2026-06-21T18:30:00Z');
    expect(where('Bitte denken Sie an die Terminumfrage U-1')).toEqual([
      'matrix !wohnen',
      'matrix D-nur',
      'slack wohnen',
    ]);
    expect(it.shown('matrix', 'D-ben')).toEqual([]);
    expect(it.shown('slack', 'D-ada')).toEqual([]);
    expect(card('matrix', '!wohnen', 'Lea Lang: Bitte denken')).not.toMatch(/Ben|Ada|Nur|Gül/);
  });

  test('the poll closes by itself, and says what it came to', async () => {
    await it.until('2026-06-22T16:00:00Z');
    await it.until('2026-06-22T17:00:00Z');
    expect(where('Die Umfrage U-1 für Arbeitskreis Wohnen ist zu Ende')).toEqual(['matrix !wohnen', 'slack wohnen']);
    expect(card('matrix', '!wohnen', 'Die Umfrage U-1')).toContain(
      'Am besten passt Termin 1: Di., 30.06.2026, 14:00–16:00 Uhr (2 ja',
    );
    expect(card('slack', 'wohnen', '# U-1')).toContain('Die Umfrage ist geschlossen. 2 Personen haben abgestimmt.');
    expect((await it.ada.clicks(it.message('slack', '# U-1'), '3:yes')).kind).toBe('refused');
  });

  test('the date is fixed, and members set points on the agenda', async () => {
    await it.done(it.ada.types('!ak sitzung festlegen U-1 ort: Raum 114'));
    await it.done(it.ada.types('!ak top Personalie Meier, nichtöffentlich'));
    await it.done(it.ben.types('!ak top S-2 Stand der Wohnungssuche'));
    await it.done(it.ada.types('!ak top verschieben 2 1'));
    for (const [on, room] of [
      ['slack', 'wohnen'],
      ['matrix', '!wohnen'],
    ] as const) {
      const meeting = card(on, room, '# S-2');
      expect(meeting).toContain('Stand: Termin steht\nWann: Di., 30.06.2026, 14:00–16:00 Uhr\nWo: Raum 114');
      expect(meeting).toContain('1. Stand der Wohnungssuche\n2. Personalie Meier (nichtöffentlich)');
    }
  });

  test('the invitation has a file for the calendar that tells nothing non-public', async () => {
    await it.done(it.ada.types('!ak sitzung einladen S-2'));
    expect(card('matrix', '!wohnen', '# Einladung zur Sitzung S-2')).toContain('<einladung-s-2.ics>');
    const ics = await calendar(1);
    expect(ics).toMatch(/^METHOD:PUBLISH\r$/m);
    expect(ics).toMatch(/^UID:S-2@test\r$/m);
    expect(ics).toMatch(/^SEQUENCE:1\r$/m);
    expect(ics).toMatch(/^DTSTART;TZID=Europe\/Berlin:20260630T140000\r$/m);
    expect(ics).toMatch(/^BEGIN:VTIMEZONE\r$/m);
    expect(ics).toContain('Stand der Wohnungssuche');
    expect(ics).toContain('(nichtöffentlicher Punkt)');
    expect(ics).not.toContain('Meier');
  });

  test('people say whether they come, and both rooms count them', async () => {
    await it.done(it.ben.clicks(it.message('matrix', '# Einladung'), 'rsvp:yes'));
    await it.done(it.ada.types('ja', { to: it.message('slack', '# S-2') }));
    expect(card('slack', 'wohnen', '# S-2')).toContain('Rückmeldungen: 2 ja, 0 vielleicht, 0 nein');
    expect(card('matrix', '!wohnen', '# S-2')).toContain('Rückmeldungen: 2 ja, 0 vielleicht, 0 nein');
  });

  test('the meeting moves, and everyone is told exactly once', async () => {
    await it.done(it.ada.types('!ak sitzung verlegen S-2 auf Mi 1.7. 10–12 Uhr'));
    await it.until('2026-06-22T18:00:00Z');
    expect(where('# Verlegt: Sitzung S-2')).toEqual(['matrix !wohnen', 'slack wohnen']);
    expect(card('matrix', '!wohnen', '# Verlegt')).toContain(
      'Bisher: Di., 30.06.2026, 14:00–16:00 Uhr\nNeu: Mi., 01.07.2026, 10:00–12:00 Uhr\nWo: Raum 114',
    );
    const ics = await calendar(2);
    expect(ics).toMatch(/^UID:S-2@test\r$/m);
    expect(ics).toMatch(/^SEQUENCE:2\r$/m);
    expect(ics).toMatch(/^DTSTART;TZID=Europe\/Berlin:20260701T100000\r$/m);
  });

  test('who said yes to the old date is asked anew, and both rooms count from nothing', async () => {
    expect(card('slack', 'wohnen', '# S-2')).not.toContain('Rückmeldungen');
    expect(plain(await it.adaAlone.types('!ak aufgaben'))).toContain('Zu- oder absagen');
    const old = await it.ben.clicks(it.message('matrix', '# Einladung'), 'rsvp:yes');
    expect(plain(old)).toContain('inzwischen verlegt: Mi., 01.07.2026, 10:00–12:00 Uhr');
    await it.done(it.ben.clicks(it.message('matrix', '# Verlegt'), 'rsvp:yes'));
    await it.done(it.ada.types('ja', { to: it.message('slack', '# S-2') }));
    expect(card('matrix', '!wohnen', '# S-2')).toContain('Rückmeldungen: 2 ja, 0 vielleicht, 0 nein');
    expect(plain(await it.adaAlone.types('!ak aufgaben'))).not.toContain('Zu- oder absagen');
  });

  test('when it is over, whoever chairs is asked once, alone', async () => {
    await it.until('2026-07-01T09:30:00Z');
    expect(where('Hat die Sitzung S-2')).toEqual([]);
    await it.until('2026-07-01T10:30:00Z');
    await it.until('2026-07-01T11:30:00Z');
    expect(where('Hat die Sitzung S-2')).toEqual(['slack D-ada']);
  });

  test('minutes by dialog come to a protocol, whose public part is silent about what is not', async () => {
    await it.done(it.adaAlone.clicks(it.message('slack', 'Hat die Sitzung'), 'held'));
    expect(card('slack', 'D-ada', 'Sie können jederzeit')).toContain('Zugesagt hatten: Ada Amann, Ben Braun.');
    await say(it.adaAlone, [
      '+ Lea Lang, - Ben Braun',
      'Frau Gast vom Jobcenter',
      'Drei Familien suchen',
      'Wir fragen die Genossenschaft',
      'Herr Meier geht',
      'überspringen',
      '3: Vier Familien suchen',
    ]);
    await it.done(it.adaAlone.clicks(it.message('slack', '3. Notiz: Vier Familien suchen'), 'submit'));
    for (const [on, room] of [
      ['slack', 'wohnen'],
      ['matrix', '!wohnen'],
    ] as const) {
      const protocol = card(on, room, '# Protokoll S-2');
      expect(protocol).toMatch(/Anwesend: .*Ada Amann.*Lea Lang/);
      expect(protocol).not.toContain('Ben Braun');
      expect(protocol).toContain(
        '1. Stand der Wohnungssuche – Vier Familien suchen – Beschluss: Wir fragen die Genossenschaft',
      );
      expect(protocol).toContain('Gäste: Frau Gast vom Jobcenter');
      expect(protocol).toContain('2. Personalie Meier (nichtöffentlich) – Herr Meier geht');
      expect(protocol).toContain('Aufnehmen können sie alle außer den Gästen.');
      expect(protocol).toContain('<protokoll-s-2.docx>');
    }
    expect(card('slack', 'wohnen', '# S-2')).toContain('Stand: hat stattgefunden');
    const kept = { file: 'protocol', of: 'S-2', revision: 3, format: 'md' } as const;
    const [all, open] = [await file({ ...kept, part: 'all' }), await file({ ...kept, part: 'public' })];
    expect(all).toContain('Herr Meier geht');
    expect(open).not.toMatch(/Meier/);
    expect(open).toContain('Vier Familien suchen');
  });

  test('outcomes are offered to be added only to whoever may add them', async () => {
    const offer = texts.de.meeting.collect;
    expect(plain(await it.ben.types('!ak protokoll S-2'))).toContain(offer);
    expect(plain(await it.kim.types('!ak protokoll S-2'))).toContain(offer);
    const guest = plain(
      await it.door.receive({
        id: it.next(),
        kind: 'command',
        by: { connection: 'web', id: 'gisa' },
        at: { connection: 'web', room: 'D-gisa', direct: true },
        words: 'protokoll S-2',
      }),
    );
    expect(guest).toContain('Frau Gast vom Jobcenter');
    expect(guest).not.toContain(offer);
    expect(guest).not.toMatch(/Meier/);
  });

  test('outcomes by dialog, in the thread of the meeting, are before the group', async () => {
    const thread = { thread: it.message('slack', '# S-2') };
    await it.done(it.ada.clicks(it.message('slack', '# Protokoll S-2'), 'report'));
    await say(it.ada.in({ room: 'wohnen', ...thread }), [
      ...['ja', 'öffentlich', 'Bis Ende 2027 zwanzig Wohnungen', 'nein', 'nein'],
      ...['ja', 'nichtöffentlich', 'Familie Z. braucht Hilfe', 'nein', 'nein', 'nein', 'nein', 'nein', 'nein'],
      ...[
        'ja',
        'öffentlich',
        'Baugenossenschaft anrufen',
        'Ada',
        '15.7.',
        'ja',
        'öffentlich',
        'Flyer drucken',
        'überspringen',
        'überspringen',
        'nein',
      ],
      'ja',
    ]);
    for (const [on, room] of [
      ['slack', 'wohnen'],
      ['matrix', '!wohnen'],
    ] as const) {
      const report = card(on, room, '# Ergebnisse Arbeitskreis Wohnen, Sitzung S-2');
      expect(report).toContain('E-1 Ziel: Bis Ende 2027 zwanzig Wohnungen – eingereicht, Einspruch noch möglich');
      expect(report).toContain('E-2 Bedarf: Familie Z. braucht Hilfe (nichtöffentlich)');
      expect(report).toContain('E-3 Nächster Schritt: Baugenossenschaft anrufen (Ada, bis Mi., 15.07.2026)');
      expect(report).toContain('Bis Sa., 04.07.2026, 18:00 Uhr ist ein Einspruch möglich');
    }
    expect(where('Familie Z.').some((where) => where.endsWith('lenkung'))).toBe(false);
  });

  test('one objects, another corrects, and the group may object anew', async () => {
    await it.done(it.ben.clicks(it.message('matrix', '# Ergebnisse Arbeitskreis Wohnen'), 'object:E-2'));
    await it.done(it.ben.types('Es sind zwei Familien', { to: it.message('matrix', 'Was stimmt daran nicht?') }));
    expect(card('slack', 'wohnen', '# Ergebnisse')).toContain(
      'E-2 Bedarf: Familie Z. braucht Hilfe (nichtöffentlich) – Einspruch, wird besprochen',
    );
    expect(card('slack', 'wohnen', 'Einspruch gegen E-2')).toMatch(/Ben Braun.*: Es sind zwei Familien/);
    await it.until('2026-07-03T09:00:00Z');
    await it.done(it.ada.types('!ak ergebnis ändern E-2 Zwei Familien brauchen Hilfe'));
    await it.done(it.ben.types('!ak einspruch E-4 Keine Flyer, ein Plakat'));
    expect(card('matrix', '!wohnen', 'E-2 ist geändert')).toContain('Zwei Familien brauchen Hilfe');
  });

  test('after the window each is handed over; what was corrected waits for its own', async () => {
    await it.until('2026-07-04T15:30:00Z');
    expect(where('reicht ')).toEqual([]);
    await it.until('2026-07-04T16:30:00Z');
    expect(
      it
        .shown('slack', 'lenkung')
        .filter((text) => /^E-\d/.test(text))
        .map((text) => text.slice(0, 3)),
    ).toEqual(['E-1', 'E-3']);
    for (const room of ['lenkung', 'migration'])
      expect(card('slack', room, '# Arbeitskreis Wohnen reicht 2 Ergebnisse ein')).not.toMatch(/Familien|Flyer/);
    await it.done(it.ada.types('!ak ergebnis ändern E-4 Flyer drucken'));
    await it.until('2026-07-06T16:30:00Z');
    await it.until('2026-07-07T16:30:00Z');
    card('slack', 'lenkung', '# Arbeitskreis Wohnen reicht 4 Ergebnisse ein');
    expect(card('slack', 'migration', '# Arbeitskreis Wohnen reicht 3 Ergebnisse ein')).toContain('Flyer drucken');
    expect(card('slack', 'lenkung', 'E-2 · Bedarf · Wohnen · nichtöffentlich')).toContain(
      'Zwei Familien brauchen Hilfe',
    );
    expect(card('slack', 'migration', '# Arbeitskreis Wohnen reicht')).not.toContain('Familien');
    expect((await it.ben.types('!ak einspruch E-1 Doch nicht')).kind).toBe('refused');
  });

  test('the steering group takes up and asks back; the answer flows back to its card', async () => {
    await it.done(it.kim.clicks(it.message('slack', 'E-1 · Ziel', 'lenkung'), 'take-up'));
    expect(where('Die Lenkungsgruppe greift E-1 auf')).toEqual(['matrix !wohnen', 'slack wohnen']);
    expect(card('slack', 'wohnen', '# Ergebnisse')).toContain(
      'E-1 Ziel: Bis Ende 2027 zwanzig Wohnungen – aufgegriffen',
    );
    expect(card('slack', 'migration', '# Arbeitskreis Wohnen reicht')).toContain(
      'E-1 Ziel: Bis Ende 2027 zwanzig Wohnungen – aufgegriffen',
    );
    await it.done(it.kim.types('Nachfragen: Wie viele Familien?', { to: it.message('slack', 'E-3 ·', 'lenkung') }));
    await it.done(
      it.ben.types('Es sind vier.', { to: it.message('matrix', 'Die Lenkungsgruppe hat eine Frage zu E-3') }),
    );
    expect(card('slack', 'lenkung', 'E-3 ·')).toMatch(
      /Kim Keller\)?: Wie viele Familien\? – Ben Braun: Es sind vier\./,
    );
    expect(where('Antwort zu E-3')).toEqual(['matrix !wohnen', 'slack lenkung', 'slack wohnen']);
  });

  test('it decides with a next step, declines with a reason, and undoes aloud', async () => {
    const thread = { thread: it.message('slack', 'reicht 4 Ergebnisse ein', 'lenkung') };
    await it.done(it.kim.clicks(it.message('slack', 'E-3 ·', 'lenkung'), 'decide'));
    await say(it.kim.in({ room: 'lenkung', ...thread }), ['Wir unterstützen das', 'Brief schreiben']);
    expect(card('slack', 'lenkung', 'E-3 ·')).toContain(
      'Entscheidung: Wir unterstützen das Nächster Schritt: Brief schreiben\nStand: entschieden',
    );
    expect(card('matrix', '!wohnen', 'Die Lenkungsgruppe hat über E-3 entschieden')).toContain('Wir unterstützen das');
    expect((await it.kim.types('!ak ablehnen E-4')).kind).toBe('refused');
    await it.done(it.kim.types('!ak ablehnen E-4 Dafür ist die Stadt zuständig'));
    expect(card('slack', 'wohnen', 'Die Lenkungsgruppe hat E-4 abgelehnt')).toContain('Dafür ist die Stadt zuständig');
    await it.done(it.kim.clicks(it.message('slack', 'E-4 ·', 'lenkung'), 'undo'));
    expect(where('Der letzte Schritt zu E-4 ist rückgängig gemacht')).toEqual([
      'matrix !wohnen',
      'slack lenkung',
      'slack wohnen',
    ]);
    expect(card('slack', 'lenkung', 'E-4 ·')).toContain('Stand: liegt bei der Lenkungsgruppe');
    await it.done(it.kim.types('!ak aufgreifen E-4'));
    await it.until('2026-07-07T18:00:00Z');
    expect((await it.kim.types('!ak rückgängig E-4')).kind).toBe('refused');
  });

  test('an assignment goes down, and its state comes back', async () => {
    await it.done(it.kim.types('!ak auftrag Arbeit Bitte Betriebe fragen bis: 1.9. zu: E-1'));
    expect(card('matrix', '!arbeit', 'Auftrag A-1')).toContain(
      'Bitte Betriebe fragen\nBis Di., 01.09.2026\nGehört zu E-1',
    );
    await it.done(mia().clicks(it.message('matrix', 'Auftrag A-1'), 'in-progress'));
    for (const said of ['In Arbeit: Acht machen mit', 'in progress, Acht machen mit', 'in-arbeit Acht machen mit']) {
      await it.done(mia().types('!ak auftrag stand A-1 wieder offen'));
      await it.done(mia().types(`!ak auftrag stand A-1 ${said}`));
      expect(card('slack', 'lenkung', 'Auftrag A-1')).toContain('in Arbeit – Mia Maurer: Acht machen mit');
    }
    await it.done(mia().types('!ak auftrag stand A-1 erledigt Zwölf machen mit'));
    expect(card('slack', 'lenkung', 'Auftrag A-1')).toContain('erledigt – Mia Maurer: Zwölf machen mit');
    expect(card('slack', 'lenkung', 'A-1 (Arbeitskreis Arbeit und Ausbildung): erledigt')).toContain(
      '„Zwölf machen mit“',
    );
    expect(where('Zwölf machen mit')).not.toContain('slack wohnen');
  });

  test('only who is missing is reminded; "später", "vertreten" and "erledigt" are heard', async () => {
    const reminded = () => where(de.deadline.reminder.results(['']).join(''));
    await it.until('2026-07-24T06:30:00Z');
    expect(reminded()).toEqual([]); // two weeks before counts from noon, and waits for the next morning of a workday
    await it.until('2026-07-27T06:30:00Z');
    await it.until('2026-07-27T12:30:00Z');
    expect(reminded()).toEqual(['matrix !arbeit']);
    await it.done(mia().types('später Di 4.8. 9 Uhr', { to: it.message('matrix', 'F-1 ist fällig') }));
    await it.until('2026-08-03T06:30:00Z'); // a week before, it would have been time again
    expect(reminded()).toEqual(['matrix !arbeit']);
    await it.until('2026-08-05T06:30:00Z');
    expect(reminded()).toEqual(['matrix !arbeit', 'matrix !arbeit']);
    await it.done(mia().types('!ak vertreten F-1 Otto Ohm'));
    expect(it.shown('matrix', 'D-otto').at(-1)).toContain('Mia Maurer hat Sie als Vertretung für F-1 benannt.');
    await it.until('2026-08-07T06:30:00Z');
    expect(reminded()).toEqual(['!arbeit', '!arbeit', '!arbeit', 'D-otto', 'D-otto'].map((room) => `matrix ${room}`));
    expect(it.shown('matrix', 'D-otto').at(-1)).toContain('Otto Ohm');
    const otto = it.person('matrix', '@otto', { room: 'D-otto', direct: true });
    await it.done(otto.clicks(it.message('matrix', 'F-1 ist fällig', 'D-otto'), 'done'));
    await it.until('2026-08-07T09:00:00Z');
    expect(reminded()).toEqual([]); // all of them say that it is done
  });

  test('what was missed the coordinator hears, once, the next morning', async () => {
    await it.until('2026-08-10T06:30:00Z');
    expect(where('ist verstrichen')).toEqual([]);
    await it.until('2026-08-14T10:30:00Z');
    expect(where('ist verstrichen')).toEqual([]);
    await it.until('2026-08-17T06:30:00Z');
    await it.until('2026-08-17T12:30:00Z');
    expect(where('ist verstrichen')).toEqual(['slack D-kim']);
    expect(it.shown('slack', 'D-kim').at(-1)).toContain(
      'Die Frist F-3 ist verstrichen: Ergebnisse durchsehen, Lenkungsgruppe Integration',
    );
  });

  test('the sitting moves: the plan is made anew, and what was done stays done', async () => {
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 2.10.2026 14 Uhr'));
    const plan = card('slack', 'lenkung', '# Fristen bis zur Sitzung S-1');
    expect(plan).toContain('F-1 | Fr., 21.08.2026 | Ergebnisse einreichen | Arbeit | erledigt');
    expect(plan).toContain('F-4 | Fr., 04.09.2026 | Vorlage entwerfen | Lenkungsgruppe | offen');
    expect(plan).toContain('F-6 | Di., 15.09.2026 | Vorlage abgeben | Lenkungsgruppe | offen');
    await it.until('2026-08-26T06:30:00Z');
    expect(where('Bitte sehen Sie die eingereichten Ergebnisse durch').length).toBeGreaterThan(0);
    await it.done(it.kim.types('!ak entscheiden E-2 Das Amt hilft sofort'));
    await it.until('2026-08-31T06:30:00Z');
    expect(where('Die Frist F-3 ist verstrichen')).toHaveLength(1);
  });

  test('the Vorlage is drafted from what is public, edited, and one outcome is left out', async () => {
    const draft = (revision: number) => file({ file: 'paper', of: 'V-1', revision, format: 'md' });
    await it.done(it.kim.types('!ak vorlage schreiben'));
    const paper = await draft(1);
    expect(paper).toContain('Bis Ende 2027 zwanzig Wohnungen \\[E-1\\]');
    expect(paper).toMatch(/\| E-3 \| Brief schreiben \|/);
    expect(paper).toMatch(/\| E-4 \| Flyer drucken \|/);
    expect(paper).not.toMatch(/Familien|Das Amt hilft/);
    await it.done(it.kim.types('!ak vorlage ändern V-1 E-1 Zwanzig neue Wohnungen bis Ende 2027'));
    await it.done(it.kim.types('!ak vorlage ändern V-1 beschluss Der Ausschuss nimmt Kenntnis.'));
    await it.done(it.kim.types('!ak vorlage ohne V-1 E-4'));
    expect(await draft(4)).toContain('Zwanzig neue Wohnungen bis Ende 2027 \\[E-1\\]');
    expect(await draft(4)).toContain('Der Ausschuss nimmt Kenntnis.');
    expect(await draft(4)).not.toContain('Flyer');
    expect(await draft(1)).toBe(paper); // what was sent out stays what it was
    expect(card('slack', 'lenkung', '# V-1')).toContain('Stand: Entwurf');
    expect(where('# V-1')).toEqual(['slack lenkung']);
  });

  test('released, handed in: the outcomes are reported, the groups are told, and the board sees it', async () => {
    expect((await it.kim.types('!ak vorlage abgegeben V-1')).kind).toBe('refused');
    await it.done(it.kim.types('!ak vorlage freigeben V-1'));
    const released = 'Die Vorlage V-1 für den Sozialausschuss ist freigegeben und kann abgegeben werden.';
    expect(card('slack', 'lenkung', released)).toContain('<vorlage-v-1.docx>');
    await it.done(it.kim.types('!ak vorlage ändern V-1 titel Integrationswege'));
    expect(where(released)).toEqual([]);
    expect(card('slack', 'lenkung', 'Die Vorlage V-1 für den Sozialausschuss war freigegeben.')).toMatch(
      /neuen Entwurf\.$/,
    );
    await it.done(it.kim.types('!ak vorlage freigeben V-1'));
    card('slack', 'lenkung', released);
    await it.done(it.kim.clicks(it.message('slack', '# V-1', 'lenkung'), 'submitted'));
    expect(where('Diese Ergebnisse von Ihnen stehen in der Vorlage V-1')).toEqual(['matrix !wohnen', 'slack wohnen']);
    expect(card('matrix', '!wohnen', 'Diese Ergebnisse')).toContain(
      '- E-1: Zwanzig neue Wohnungen bis Ende 2027\n- E-3: Baugenossenschaft anrufen',
    );
    expect(where('ist abgegeben.')).toEqual(['slack lenkung', 'slack migration']);
    const report = card('slack', 'wohnen', '# Ergebnisse');
    expect(report).toContain('berichtet in V-1');
    expect(report).toMatch(/E-2 .* – entschieden/);
    expect(report).toMatch(/E-4 .* – aufgegriffen/);
    expect(card('slack', 'lenkung', 'E-1 ·')).toContain('Stand: berichtet in V-1');
    expect(card('slack', 'migration', '# Arbeitskreis Wohnen reicht')).toMatch(/E-1 .* – berichtet in V-1/);
    expect((await it.kim.types('!ak vorlage ändern V-1 titel Anders')).kind).toBe('refused');
    expect(plain(await it.kim.types('!ak fristen S-1'))).not.toContain('"offen"');
    await it.until('2026-09-16T06:30:00Z');
    expect(where('ist verstrichen')).toHaveLength(1);
  });
});
