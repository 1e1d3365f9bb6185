import { afterEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/core/messages.ts';
import type { Dialog } from '../../src/core/model/dialog.ts';
import { kinds } from '../../src/core/model/outcome.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, direct } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const { de } = texts;
const none = Object.fromEntries(kinds.map((kind) => [`${kind}.1.more`, 'nein']));
/** Of the report: its answers in order, each with the question that it answers. */
const reported = [
  ['goal.1.more', 'ja'],
  ['goal.1.label', 'öffentlich'],
  ['goal.1.text', 'Zwanzig Wohnungen'],
  ['goal.2.more', 'nein'],
  ['inventory.1.more', 'nein'],
  ['need.1.more', 'ja'],
  ['need.1.label', 'nichtöffentlich'],
  ['need.1.text', 'Hilfe für Familie Z.'],
  ['need.2.more', 'nein'],
  ['proposal.1.more', 'nein'],
  ['access.1.more', 'nein'],
  ['offer.1.more', 'ja'],
  ['offer.1.label', 'öffentlich'],
  ['offer.1.text', 'Sprachcafé'],
  ['offer.1.owner', 'Caritas'],
  ['offer.1.due', '1.12.'],
  ['offer.2.more', 'nein'],
  ['building-block.1.more', 'nein'],
  ['network.1.more', 'nein'],
  ['next-step.1.more', 'nein'],
  ['review', 'ja'],
] as const;
const noted = [
  ['present', 'Ada Amann, Ben Braun'],
  ['guests', 'Frau Vogt'],
  ['item.1.note', 'Drei Familien suchen'],
  ['item.1.decision', 'Wir fragen nach'],
  ['review', 'ja'],
] as const;

describe.each(storeKinds)('dialogs, on %s', (kind) => {
  let it: World;
  /** A meeting of the group that has begun, with one point on its agenda: its card stands in both rooms. */
  const begin = async () => {
    it = await world(kind, [direct('R-31', 'P-2', 'matrix', 'D-ben')]);
    await done(it.ada.types('!ak sitzung am 15.6. 11–12 Uhr'));
    await it.done(it.ada.types('!ak top S-1 Wohnungssuche'));
    it.clock.now = '2026-06-15T09:30:00Z';
    return it;
  };
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  /** About what they do, not about how they are kept. */
  const once = kind === 'memory' ? (name: string, run: () => Promise<void>) => test(name, run) : () => {};
  /** What goes out meanwhile is of no matter here, and costs most of the time. */
  const done = async (answer: Promise<Answer>): Promise<Answer> => {
    const said = await answer;
    if (said.kind !== 'done') throw new Error(plain(said));
    return said;
  };
  const reads = () => it.store.read(body).reads;
  const dialog = async (n = 1): Promise<Dialog> => {
    const found = await reads().dialogs.byId(`D-${n}`);
    if (found === undefined) throw new Error(`no D-${n}`);
    return found;
  };
  const answers = async (n = 1) =>
    Object.fromEntries((await dialog(n)).answers.map(({ path, value }) => [path, value]));
  /** What the first question without an answer is, seen from the form that comes with it. */
  const asks = (answer: Answer): string | undefined =>
    answer.kind === 'done' ? answer.form?.fields.find(({ value }) => value === undefined)?.path : undefined;
  const questions = () => it.platforms.slack.messages.filter(({ envelope }) => envelope.includes('dialog:')).length;
  const thread = () => ({ room: 'wohnen', thread: it.message('slack', '# S-1') });

  test('begun in the thread of a room, and finished as a form', async () => {
    const { ada } = await begin();
    expect(asks(await done(ada.types('!ak ergebnisse aufnehmen S-1')))).toBe('goal.1.more');
    const there = ada.in(thread());
    await done(there.types('ja'));
    await done(there.types('öffentlich'));
    const shown = await done(there.types('Zwanzig Wohnungen'));
    expect(asks(shown)).toBe('goal.2.more');
    const form = shown.kind === 'done' ? shown.form : undefined;
    expect(form?.fields.find(({ path }) => path === 'goal.1.text')?.value).toBe('Zwanzig Wohnungen');
    await done(ada.submits('D-1', { ...none, 'goal.1.more': 'ja', 'goal.2.more': 'nein', review: 'ja' }));
    expect((await dialog()).state).toBe('done');
    expect((await reads().outcomes.byId('E-1'))?.text).toBe('Zwanzig Wohnungen');
  });

  test('begun as a form, and finished in the thread', async () => {
    const { ada } = await begin();
    await done(ada.types('!ak ergebnisse aufnehmen S-1'));
    const { 'next-step.1.more': _, ...most } = none;
    const filled = {
      ...most,
      'need.1.more': 'ja',
      'need.1.label': 'nichtöffentlich',
      'need.1.text': 'Hilfe',
      'need.2.more': 'nein',
    };
    expect(asks(await done(ada.submits('D-1', filled)))).toBe('next-step.1.more');
    await done(ada.in(thread()).types('nein'));
    await done(ada.in(thread()).types('ja'));
    expect(await reads().outcomes.byId('E-1')).toMatchObject({ text: 'Hilfe', label: 'non-public', kind: 'need' });
  });

  once('every question that is open can also be answered in a form, and none that is over', async () => {
    const { adaAlone } = await begin();
    const form = { is: 'form', dialog: 'D-1', said: 'Antworten' };
    const saying = async (text: string) => {
      const said = await done(adaAlone.types(text));
      return said.kind === 'done' ? said.say : [];
    };
    expect((await saying('!ak protokoll schreiben S-1'))?.at(-1)).toEqual(form);
    for (const [, text] of noted.slice(0, -1)) expect((await saying(text))?.at(-1)).toEqual(form);
    expect(await saying('ja')).not.toContainEqual(form);
  });

  test.each([
    ['protokoll schreiben S-1', noted],
    ['ergebnisse aufnehmen S-1', reported],
  ] as const)(
    '%s: after a restart at every step the next question is the same, and none comes twice',
    async (command, script) => {
      const { adaAlone, restart, deliver } = await begin();
      let said = await done(adaAlone.types(`!ak ${command}`));
      for (const [i, [path, text]] of script.entries()) {
        await restart();
        await deliver();
        expect(questions()).toBe(i + 1);
        expect(asks(said)).toBe(path);
        said = await done(adaAlone.types(text));
      }
      await restart();
      await deliver();
      expect(questions()).toBe(script.length + 1); // the last one says that it is over
      expect((await dialog()).state).toBe('done');
      if (command.startsWith('ergebnisse')) {
        expect(await reads().outcomes.byId('E-3')).toMatchObject({
          text: 'Sprachcafé',
          owner: 'Caritas',
          due: '2026-12-01',
        });
        expect(await reads().outcomes.byId('E-4')).toBeUndefined();
      } else expect((await reads().meetings.byId('S-1'))?.state).toMatchObject({ is: 'held', present: ['P-1', 'P-2'] });
    },
  );

  once(
    'zurück takes back the last answer, überspringen leaves one out, abbrechen ends it and hands nothing on',
    async () => {
      const { adaAlone } = await begin();
      await done(adaAlone.types('!ak protokoll schreiben S-1'));
      await done(adaAlone.types('Ada Amann'));
      expect(asks(await done(adaAlone.types('Zurück!')))).toBe('present');
      await done(adaAlone.types('Ben Braun'));
      await done(adaAlone.types('überspringen'));
      expect(await answers()).toEqual({ present: ['P-2'], guests: null });
      await done(adaAlone.types('abbrechen'));
      expect((await dialog()).state).toBe('cancelled');
      expect((await reads().meetings.byId('S-1'))?.state.is).toBe('scheduled');
      expect((await adaAlone.submits('D-1', { review: 'ja' })).kind).toBe('refused');
    },
  );

  once('who comes instead is named where replies are counted and where it is asked who was there', async () => {
    const { ada, adaAlone, ben, message, clock } = await begin();
    clock.now = '2026-06-15T08:30:00Z';
    await it.done(ben.types('!ak teilnahme S-1 nein vertretung: Herr Karl'));
    expect(it.shown('slack', 'wohnen').find((text) => text.startsWith('# S-1'))).toContain(
      'In Vertretung: Herr Karl (für Ben Braun)',
    );
    expect(plain(await ada.types('!ak sitzung S-1'))).toContain('Herr Karl');
    clock.now = '2026-06-15T09:30:00Z';
    expect(plain(await done(adaAlone.types('!ak protokoll schreiben S-1')))).toContain('In Vertretung: ');
    await it.deliver();
    expect(it.shown('slack', 'D-ada').at(-1)).toContain('In Vertretung: Herr Karl. Wer war da?');
    await it.done(adaAlone.types('abbrechen'));
    await it.done(ada.clicks(message('slack', '# S-1'), 'rsvp:yes'));
    await it.done(adaAlone.types('!ak protokoll schreiben S-1'));
    expect(it.shown('slack', 'D-ada').at(-1)).toMatch(/Zugesagt hatten: Ada Amann. In Vertretung: Herr Karl\. Waren/);
  });

  once('written again, the minutes ask about those who were there, not those who wanted to come', async () => {
    const { ada, adaAlone, message } = await begin();
    await it.done(ada.clicks(message('slack', '# S-1'), 'rsvp:yes'));
    await it.done(adaAlone.types('!ak protokoll schreiben S-1'));
    await it.done(adaAlone.submits('D-1', { ...Object.fromEntries(noted), present: 'Ben Braun' }));
    await it.done(adaAlone.types('!ak protokoll schreiben S-1'));
    const asked = it.shown('slack', 'D-ada').at(-1);
    expect(asked).toContain('Anwesend waren: Ben Braun.');
    expect(asked).not.toContain('Zugesagt');
  });

  once('a meeting that did not take place is told as past once its time has come', async () => {
    const { adaAlone, ada, until, message } = await begin();
    await it.done(ada.types('!ak sitzung am Mi 1.7. 10–12 Uhr'));
    await until('2026-06-15T10:30:00Z');
    await it.done(adaAlone.clicks(message('slack', 'Hat die Sitzung S-1'), 'not-held'));
    const news = (id: string) =>
      it.shown('slack', 'wohnen').find((text) => text.startsWith(`# Abgesagt: Sitzung ${id}`));
    expect(news('S-1') ?? it.shown('slack', 'wohnen').join('\n')).toContain('Sie ist ausgefallen: Mo., 15.06.2026');
    await it.done(ada.types('!ak sitzung absagen S-2'));
    expect(news('S-2')).toContain('Sie fällt aus: Mi., 01.07.2026');
  });

  once('no minutes are begun before the meeting is, by whole days and by times', async () => {
    const { ada, clock } = await begin();
    await done(ada.types('!ak sitzung am Di 30.6. 14–16 Uhr'));
    await done(ada.types('!ak sitzung am Mi 1.7.'));
    const refused = async (words: string) => {
      const said = await ada.types(words);
      expect(said.kind).toBe('refused');
      return plain(said);
    };
    clock.now = '2026-06-30T11:59:59Z';
    expect(await refused('!ak sitzung durchgeführt S-2')).toContain('erst am Di., 30.06.2026, 14:00–16:00 Uhr');
    expect(await reads().dialogs.byId('D-1')).toBeUndefined();
    clock.now = '2026-06-30T12:00:00Z';
    await done(ada.types('!ak sitzung durchgeführt S-2'));
    expect(await refused('!ak sitzung durchgeführt S-3')).toContain('erst am Mi., 01.07.2026');
    clock.now = '2026-06-30T22:00:00Z';
    await done(ada.types('!ak sitzung durchgeführt S-3'));
  });

  test('später keeps what was said until weiter; what is typed in between is no answer', async () => {
    const { adaAlone, restart } = await begin();
    await done(adaAlone.types('!ak protokoll schreiben S-1'));
    await done(adaAlone.types('Ada Amann'));
    await done(adaAlone.types('später'));
    expect(plain(await done(adaAlone.types('Ben Braun')))).toContain('Danke für Ihre Nachricht');
    await restart();
    expect(asks(await done(adaAlone.types('weiter')))).toBe('guests');
    expect(await answers()).toEqual({ present: ['P-1'] });
  });

  test('in the room the words for the dialog itself count beside its thread, too; talk does not', async () => {
    const { ada, ben } = await begin();
    await done(ada.types('!ak ergebnisse aufnehmen S-1'));
    await done(ada.types('ja'));
    expect(await answers()).toEqual({});
    expect(await ben.types('abbrechen')).toEqual({ kind: 'done' });
    expect((await dialog()).state).toBe('open');
    await done(ada.types('Abbrechen'));
    expect((await dialog()).state).toBe('cancelled');
  });

  test('alone with us a command needs no sign, except where a question waits for words', async () => {
    const { adaAlone } = await begin();
    expect(plain(await done(adaAlone.types('hilfe')))).toContain('Ich helfe den Gremien');
    expect(plain(await done(adaAlone.types('Aufgaben')))).toContain('Das ist bei Ihnen offen');
    await done(adaAlone.types('protokoll schreiben S-1'));
    await done(adaAlone.types('Ada Amann'));
    await done(adaAlone.types('hilfe'));
    expect((await answers())['guests']).toBe('hilfe');
  });

  test('a second dialog in the same place waits for the first, and then begins by itself', async () => {
    const { adaAlone, shown } = await begin();
    await done(adaAlone.types('!ak protokoll schreiben S-1'));
    expect(plain(await done(adaAlone.types('!ak ergebnisse aufnehmen S-1')))).toContain(
      plain({ kind: 'done', say: [{ is: 'text', words: de.noted.queued({}) }] }).slice(1, -1),
    );
    await it.deliver();
    expect(shown('slack', 'D-ada')).toHaveLength(1);
    for (const [, text] of noted) await done(adaAlone.types(text));
    expect((await dialog(1)).state).toBe('done');
    await it.deliver();
    expect(shown('slack', 'D-ada').join()).toContain('Ziel');
    await done(adaAlone.types('ja'));
    expect(await answers(2)).toEqual({ 'goal.1.more': true });
  });

  once('when the meeting is called off meanwhile, the minutes end and say why', async () => {
    const { ada, adaAlone } = await begin();
    await done(adaAlone.types('!ak protokoll schreiben S-1'));
    await done(ada.types('!ak sitzung absagen S-1'));
    expect(plain(await adaAlone.types('Ben Braun'))).toMatch(/S-1 ist abgesagt.*Abgebrochen/);
  });

  once('in another thread or place another dialog may go on at the same time', async () => {
    const { ada, adaAlone } = await begin();
    await done(ada.types('!ak protokoll schreiben S-1'));
    await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
    await done(adaAlone.types('ja'));
    await done(ada.in(thread()).types('Ben Braun'));
    expect([await answers(1), await answers(2)]).toEqual([{ present: ['P-2'] }, { 'goal.1.more': true }]);
  });

  (kind === 'memory' ? test : test)(
    'a text answers the question that was asked last, also when a parked dialog was called back',
    async () => {
      const { adaAlone } = await begin();
      await done(adaAlone.types('!ak protokoll schreiben S-1'));
      await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
      await done(adaAlone.types('später')); // the minutes; the report asks
      await done(adaAlone.types('später')); // the report, too
      await done(adaAlone.types('weiter')); // the minutes ask again
      const said = await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
      // whichever it is that asks now: the answer is its own
      const asked = asks(said) === 'goal.1.more' ? 2 : 1;
      await adaAlone.types(asked === 2 ? 'ja' : 'Ben Braun');
      expect(await answers(asked)).toEqual(asked === 2 ? { 'goal.1.more': true } : { present: ['P-2'] });
    },
  );

  once('who begins to report learns who is at it already, and who has submitted', async () => {
    const { adaAlone } = await begin();
    const benAlone = it.person('matrix', '@ben', { room: 'D-ben', direct: true });
    const others = (said: Answer) => (plain(said).includes('Ada Amann') ? plain(said).replaceAll('","', '') : '');
    await done(it.ada.types('!ak ergebnisse aufnehmen Wohnen')); // not about this meeting
    expect(others(await done(benAlone.types('!ak ergebnisse aufnehmen S-1')))).toBe('');
    await done(benAlone.types('abbrechen'));
    it.clock.now = '2026-07-01T08:00:00Z';
    await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
    it.clock.now = '2026-07-01T09:00:00Z';
    const first = await done(benAlone.types('!ak ergebnisse aufnehmen S-1'));
    expect(others(first)).toContain(
      ' ist schon dabei, diese Ergebnisse aufzunehmen, zuletzt am Mi., 01.07.2026, 10:00 Uhr',
    );
    expect(asks(first)).toBe('goal.1.more'); // nothing hinders them
    await done(benAlone.types('abbrechen'));
    await done(adaAlone.submits('D-3', { ...none, ...Object.fromEntries(reported) }));
    const second = await done(benAlone.types('!ak ergebnisse aufnehmen S-1'));
    expect(others(second)).toContain(' hat hierzu am Mi., 01.07.2026, 11:00 Uhr schon Ergebnisse eingereicht');
    expect(others(second)).not.toContain('ist schon dabei');
    expect(plain(await done(benAlone.types('nein')))).not.toContain('Ada Amann');
  });

  once(
    'whoever parked a dialog is reminded of it on the next workday, once, and again when it is parked again',
    async () => {
      const { adaAlone } = await begin();
      const reminders = () => it.shown('slack', 'D-ada').filter((text) => text.includes(de.dialog.ends.waiting));
      await it.done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
      await it.until('2026-06-19T08:00:00Z'); // a Friday
      await it.done(adaAlone.types('ja'));
      await it.until('2026-06-22T06:30:00Z');
      expect(reminders()).toEqual([]); // a question that is open stands there
      await it.until('2026-06-26T08:00:00Z');
      await it.done(adaAlone.types('später'));
      await it.until('2026-06-28T08:00:00Z');
      expect(reminders()).toEqual([]);
      await it.until('2026-06-29T06:00:00Z');
      await it.until('2026-06-30T06:00:00Z');
      expect(reminders()).toEqual([`Ergebnisse: ${de.dialog.ends.waiting}`]);
      await it.done(adaAlone.types('weiter'));
      await it.done(adaAlone.types('später'));
      await it.until('2026-07-01T06:00:00Z');
      expect(reminders()).toHaveLength(2);
    },
  );

  test('where chat and form cross, the later answer counts', async () => {
    const { ada } = await begin();
    await done(ada.types('!ak protokoll schreiben S-1'));
    await done(ada.in(thread()).types('Ben Braun'));
    await done(ada.submits('D-1', { present: 'Ada Amann', guests: 'Frau Vogt' }));
    expect(await answers()).toEqual({ present: ['P-1'], guests: 'Frau Vogt' });
    await done(ada.in(thread()).types('Herr Kurz ist laut'));
    const [form, chat] = await Promise.all([
      ada.submits('D-1', { guests: 'Herr Lang' }),
      ada.in(thread()).types('Wir fragen nach'),
    ]);
    expect([form.kind, chat.kind]).toEqual(['done', 'done']);
    expect(await answers()).toEqual({
      present: ['P-1'],
      guests: 'Herr Lang',
      'item.1.note': 'Herr Kurz ist laut',
      'item.1.decision': 'Wir fragen nach',
    });
    expect((await ada.submits('D-1', { guests: 'x' }, 99)).kind).toBe('refused');
  });

  once('a form names the fields that cannot be read, and takes nothing', async () => {
    const { ada } = await begin();
    await done(ada.types('!ak ergebnisse aufnehmen S-1'));
    const said = await ada.submits('D-1', {
      ...none,
      'goal.1.more': 'ja',
      'goal.1.label': 'halb',
      'goal.1.text': 'x',
      'need.1.more': 'hm',
    });
    expect(said.kind === 'refused' ? Object.keys(said.fields ?? {}) : said.kind).toEqual([
      'goal.1.label',
      'need.1.more',
    ]);
    expect(await answers()).toEqual({});
  });

  once('what cannot be read is refused with a reason, and the question stays', async () => {
    const { adaAlone } = await begin();
    await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
    for (const [good, bad] of [
      ['ja', 'vielleicht'],
      ['öffentlich', 'geheim'],
    ] as const) {
      expect((await adaAlone.types(bad)).kind).toBe('refused');
      await done(adaAlone.types(good));
    }
    expect((await adaAlone.types('x'.repeat(4_001))).kind).toBe('refused');
    await done(adaAlone.types('x'.repeat(4_000)));
    expect(Object.keys(await answers())).toEqual(['goal.1.more', 'goal.1.label', 'goal.1.text']);
  });

  once('expiry speaks, once, and hands nothing on', async () => {
    const { adaAlone, until, shown } = await begin();
    await done(adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
    await done(adaAlone.types('ja'));
    await until('2026-06-28T08:00:00Z');
    expect((await dialog()).state).toBe('open');
    await until('2026-06-29T08:30:00Z');
    await until('2026-06-29T09:30:00Z');
    expect((await dialog()).state).toBe('expired');
    expect(shown('slack', 'D-ada').filter((text) => text === de.dialog.ends.expired)).toHaveLength(1);
    expect((await adaAlone.submits('D-1', { 'goal.1.label': 'öffentlich' })).kind).toBe('refused');
    expect(await reads().outcomes.byId('E-1')).toBeUndefined();
  });

  once('the review shows all, and takes corrections by number', async () => {
    const { adaAlone, message } = await begin();
    await done(adaAlone.types('!ak protokoll schreiben S-1'));
    for (const [, text] of noted.slice(0, -1)) await done(adaAlone.types(text));
    await it.deliver();
    expect(
      message(
        'slack',
        '1. Anwesend: Ada Amann, Ben Braun\n2. Gäste: Frau Vogt\n3. Notiz: Drei Familien suchen\n4. Beschluss: Wir fragen nach',
      ),
    ).toBeDefined();
    expect((await adaAlone.types('7: Nein')).kind).toBe('refused');
    expect((await adaAlone.types('1: Niemand Bekanntes')).kind).toBe('refused');
    expect((await adaAlone.types('weiß nicht')).kind).toBe('refused');
    await done(adaAlone.types('1: Ben Braun'));
    await done(adaAlone.types('4: Wir fragen\nzweimal nach'));
    await done(adaAlone.types('ja'));
    expect(await reads().meetings.byId('S-1')).toMatchObject({
      state: { is: 'held', present: ['P-2'] },
      agenda: [{ note: 'Drei Familien suchen', decision: 'Wir fragen\nzweimal nach' }],
    });
  });

  test('an answer edited or deleted changes while the dialog lasts, and not after it', async () => {
    const { adaAlone, ben } = await begin();
    await done(adaAlone.types('!ak protokoll schreiben S-1'));
    await done(adaAlone.types('Ada Amann', { message: 'a1' }));
    await done(adaAlone.types('Frau Vogt', { message: 'a2' }));
    await done(adaAlone.edits('a1', 'Ada Amann, Ben Braun'));
    await ben.in({ room: 'D-ben', direct: true }).edits('a1', 'Ben Braun'); // not his
    expect(await answers()).toEqual({ present: ['P-1', 'P-2'], guests: 'Frau Vogt' });
    expect((await adaAlone.edits('a1', 'Wer denn')).kind).toBe('refused');
    const said = await done(adaAlone.deletes('a2'));
    expect(asks(said)).toBe('guests');
    expect(await answers()).toEqual({ present: ['P-1', 'P-2'] });
    for (const [, text] of noted.slice(1)) await done(adaAlone.types(text));
    expect((await adaAlone.edits('a1', 'Ben Braun')).kind).toBe('refused');
    expect((await reads().meetings.byId('S-1'))?.state).toMatchObject({ present: ['P-1', 'P-2'] });
  });

  once('talk in a room or its threads is no answer, of her own or of others', async () => {
    const { ada, ben, person, message } = await begin();
    await done(ada.types('!ak protokoll schreiben S-1'));
    await it.deliver();
    await done(ada.types('Ben Braun'));
    await done(ada.types('ja, stimmt', { to: message('slack', '# S-1') })); // an answer to the card: she comes
    await done(ada.in({ room: 'wohnen', thread: 'elsewhere' }).types('Ben Braun'));
    const kim = person('slack', 'kim', thread());
    await kim.types('Ben Braun');
    await ben.types('Ben Braun', { to: message('matrix', '# S-1') });
    expect(await answers()).toEqual({});
    await done(ada.types('Ben Braun', { to: message('slack', de.ask['minutes-present-nobody']({}).join('')) }));
    expect(await answers()).toEqual({ present: ['P-2'] });
  });

  // PostgreSQL gives the keys of what a dialog is about in another order
  (kind === 'postgres' ? test : test)(
    'the same dialog begun twice goes on, and what a report began in one place can be finished in another',
    async () => {
      const { adaAlone } = await begin();
      await done(adaAlone.types('!ak ergebnisse aufnehmen S-1'));
      await done(adaAlone.types('ja'));
      expect(asks(await done(adaAlone.types('!ak ergebnisse aufnehmen S-1')))).toBe('goal.1.label');
      expect(await reads().dialogs.byId('D-2')).toBeUndefined();
      await done(
        it.ada.submits('D-1', {
          'goal.1.label': 'öffentlich',
          'goal.1.text': 'x',
          ...none,
          'goal.1.more': 'ja',
          'goal.2.more': 'nein',
          review: 'ja',
        }),
      );
      expect((await dialog()).state).toBe('done');
    },
  );
});
