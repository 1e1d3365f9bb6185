import { afterEach, describe, expect, test } from 'vitest';
import type { FileRef } from '../../src/core/model/file.ts';
import { kinds } from '../../src/core/model/outcome.ts';
import type { BodyId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import type { HomeView } from '../../src/core/ports.ts';
import { type Change, save } from '../../src/core/step.ts';
import { body, direct, district, person, room } from '../support/district.ts';
import { plain, type World, world } from '../support/world.ts';

/** A word of its own for each field that is not public: wherever one is read, it tells where it came from. */
const secret = {
  title: 'KanariTitel',
  note: 'KanariNotiz',
  decision: 'KanariBeschluss',
  outcome: 'KanariErgebnis',
  corrected: 'KanariKorrektur',
  step: 'KanariSchritt',
  owner: 'KanariZuständig',
  objection: 'KanariEinspruch',
  question: 'KanariFrage',
  answer: 'KanariAntwort',
  settlement: 'KanariEntscheidung',
  next: 'KanariNächstes',
  reason: 'KanariGrund',
  assignment: 'KanariAuftrag',
  progress: 'KanariStand',
  comment: 'KanariKommentar',
  draft: 'KanariEntwurf',
} as const;
const canary = /Kanari\p{L}+/gu;
const found = (texts: readonly string[]): readonly string[] => [...new Set(texts.join('\n').match(canary))].toSorted();

const other: BodyId = 'body:other';
const slackRoom = room('R-2', 'org:arbeit', 'matrix', '!wohnen'); // Wohnen has no room on Matrix: its people there are told alone
const extra: readonly Change[] = [
  slackRoom,
  direct('R-31', 'P-2', 'matrix', 'D-ben'),
  direct('R-32', 'P-4', 'matrix', 'D-guest'),
  ...person('P-7', 'Mia Maurer', [['matrix', '@mia']], { 'org:arbeit': ['chair'] }),
  direct('R-33', 'P-7', 'matrix', 'D-mia'),
];
const elsewhere: readonly Change[] = district.flatMap((change): readonly Change[] => {
  if (change.table === 'body') return [save('body', { ...change.row, id: other })];
  if (change.table === 'account')
    return [
      save('account', { ...change.row, account: { ...change.row.account, id: `${change.row.account.id}-drüben` } }),
    ];
  if (change.table !== 'place') return [change];
  return [save('place', { ...change.row, spot: { ...change.row.spot, room: `drüben-${change.row.spot.room}` } })];
});
const outside = (at: string) => /^(wohnen|lenkung)$|migration|arbeit|!wohnen|D-guest|D-mia|drüben/.test(at);

describe('what is not public', () => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  /** Every version of every message, with where it was sent. */
  let sent: { room: string; text: string }[] = [];
  let wide = true;
  const said: string[] = [];

  const begin = async (audience: 'guests' | 'anyone' | 'unknown') => {
    it = await world('memory', extra);
    await it.store.ledger.commit({
      body: other,
      cause: 'import',
      expect: [],
      decision: ok({ save: elsewhere, posts: [] }),
    });
    sent = [];
    said.length = 0;
    wide = true;
    for (const bot of Object.values(it.bots)) {
      const { deliver } = bot;
      bot.deliver = async (part, before) => {
        sent.push({ room: part.at.room, text: String(part.content) });
        return deliver(part, before);
      };
      bot.audience = async ({ room: at }) => (wide && (at === 'wohnen' || at === 'lenkung') ? audience : 'members');
    }
  };
  const toOutsiders = () => sent.filter(({ room: at }) => outside(at)).map(({ text }) => text);
  const toInsiders = () => sent.filter(({ room: at }) => !outside(at)).map(({ text }) => text);
  const file = async (ref: FileRef) => new TextDecoder().decode(await it.door.file(body, ref));

  /** All who must not know ask for all that there is to be asked for. */
  const pry = async (): Promise<readonly string[]> => {
    const mia = it.person('matrix', '@mia', { room: '!arbeit' });
    const prying = [
      it.person('matrix', '@guest', { room: 'D-guest', direct: true }),
      it.person('matrix', '@mia', { room: 'D-mia', direct: true }),
      mia,
      it.person('slack', 'kim-drüben', { room: 'drüben-lenkung' }),
      it.person('slack', 'nobody', { room: 'wohnen' }),
    ];
    const things = [
      'sitzung S-1',
      'protokoll S-1',
      'ergebnisse Wohnen',
      'ergebnisse Lenkungsgruppe',
      'ergebnisse',
      'aufgaben',
      'sitzungen',
      'umfragen',
      'vorlage V-1',
      'fristen',
      'mitglieder Wohnen',
      'auftrag stand A-1 offen',
      'bericht Wohnen',
      'stimme U-1 1 ja',
    ];
    const answers = await Promise.all(
      prying.flatMap((who) =>
        [...things, 'ergebnis E-1', 'ergebnis E-2', 'ergebnis E-3'].map((each) => who.types(`!ak ${each}`)),
      ),
    );
    const clicks = await Promise.all(
      it.platforms.matrix.messages.flatMap(({ id, room: at }) =>
        outside(at)
          ? ['rsvp:yes', 'object:E-1', 'answer', 'done'].map((pick) =>
              it.guest.in({ room: 'D-guest', direct: true }).clicks(id, pick),
            )
          : [],
      ),
    );
    const views = await Promise.all(
      (['@guest', '@mia'] as const).flatMap((id) =>
        (['tasks', 'polls', 'meetings', 'help'] satisfies HomeView[]).map((name) =>
          it.door.view(
            name,
            { connection: 'matrix', id },
            { connection: 'matrix', room: id === '@mia' ? 'D-mia' : 'D-guest', direct: true },
          ),
        ),
      ),
    );
    return [...answers, ...clicks].map(plain).concat(JSON.stringify(views));
  };
  /** Done by those who may, whose own answers may tell. */
  const done = async (answer: ReturnType<World['ada']['types']>) => void said.push(plain(await it.done(answer)));

  test.each(['guests', 'anyone', 'unknown'] as const)(
    'stays among those it is for, where the audience of the rooms is "%s"',
    async (audience) => {
      await begin(audience);
      const { ada, adaAlone, kim, clock, tick, deliver, message } = it;
      const ben = it.ben.in({ room: 'D-ben', direct: true });
      const step = async (moment: string) => {
        clock.now = moment;
        await tick();
        await deliver();
      };
      await done(kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
      await done(ada.types('!ak sitzung am Wohnen Di 30.6. 14–16 Uhr'));
      // S-2: of the poll; the sitting of the committee is S-1
      await done(ada.types(`!ak top S-2 ${secret.title}, nichtöffentlich`));
      await done(ada.types('!ak top S-2 Offener Punkt'));
      await done(ada.types('!ak sitzung einladen S-2'));
      await done(ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
      await done(ben.types('!ak stimme U-1 1 ja'));
      await done(ada.types('!ak sitzung verlegen S-2 Mi 1.7. 10–12 Uhr'));

      // minutes and outcomes are asked for in the open room, in the thread of the meeting
      clock.now = '2026-07-01T08:00:00Z';
      await done(ada.types('!ak protokoll schreiben S-2'));
      const thread = ada.in({ room: 'wohnen', thread: message('slack', '# S-2', 'wohnen') });
      for (const text of ['Ada Amann', 'Herr Kurz', secret.note, secret.decision, 'überspringen', 'überspringen', 'ja'])
        await done(thread.types(text));
      await done(ada.types('!ak ergebnisse aufnehmen S-2'));
      for (const text of ['ja', 'öffentlich', 'Offenes Ziel', 'nein', 'nein', 'ja', 'nichtöffentlich', secret.outcome])
        await done(thread.types(text));
      await done(
        ada.submits('D-2', {
          ...Object.fromEntries(
            kinds.filter((kind) => kind !== 'goal' && kind !== 'need').map((kind) => [`${kind}.1.more`, 'nein']),
          ),
          ...{
            'need.2.more': 'nein',
            'next-step.1.more': 'ja',
            'next-step.1.label': 'nichtöffentlich',
            'next-step.1.text': secret.step,
          },
          ...{ 'next-step.1.owner': secret.owner, 'next-step.1.due': '1.9.', 'next-step.2.more': 'nein' },
        }),
      );
      await done(thread.types('ja'));
      await done(ben.types(`!ak einspruch E-2 ${secret.objection}`));
      await done(adaAlone.types(`!ak ergebnis ändern E-2 ${secret.corrected}`));
      await step('2026-07-01T17:00:00Z');
      await step('2026-07-05T17:00:00Z');

      await done(kim.types(`!ak rückfrage E-2 ${secret.question}`));
      await done(ben.types(`!ak antwort E-2 ${secret.answer}`));
      await done(kim.types(`!ak entscheiden E-2 ${secret.settlement} schritt: ${secret.next}`));
      await done(kim.types(`!ak ablehnen E-3 ${secret.reason}`));
      await done(kim.types('!ak rückgängig E-3'));
      await done(kim.types(`!ak ablehnen E-3 ${secret.reason}`));
      await done(kim.types('!ak aufgreifen E-1'));
      await done(kim.types(`!ak auftrag Wohnen ${secret.assignment} zu: E-2`));
      await done(ben.types(`!ak auftrag stand A-1 begonnen ${secret.progress}`));
      await done(kim.types('!ak vorlage schreiben'));
      await done(kim.types(`!ak vorlage ändern V-1 titel ${secret.draft}`));
      expect(found(toOutsiders())).toEqual([]);
      expect(found(await pry())).toEqual([]);
      const draftPaper: FileRef = { file: 'paper', of: 'V-1', revision: 1, format: 'md' };
      expect(await it.door.file(body, draftPaper, { connection: 'matrix', id: '@mia' })).toBeUndefined();
      await done(kim.types('!ak vorlage ändern V-1 titel Offener Titel'));
      await done(kim.types('!ak vorlage freigeben V-1'));
      await done(kim.types('!ak vorlage abgegeben V-1'));
      for (const moment of ['2026-07-28T07:00:00Z', '2026-08-17T07:00:00Z', '2026-09-19T07:00:00Z']) await step(moment);

      expect(found(toOutsiders())).toEqual([]);
      expect(found(await pry())).toEqual([]);
      const files = [
        ...(await Promise.all(
          [1, 2].map((revision) => file({ file: 'invitation', of: 'S-2', revision, format: 'ics' })),
        )),
        await file({ file: 'protocol', of: 'S-2', revision: 3, format: 'md', part: 'public' }),
        ...(await Promise.all([1, 3, 4].map((revision) => file({ file: 'paper', of: 'V-1', revision, format: 'md' })))),
      ];
      expect(files.map((each) => each.length > 0)).not.toContain(false);
      expect(files.join()).toContain('Offenes Ziel');
      expect(found(files.map((each) => each.replaceAll(/\r\n[ \t]/g, '')))).toEqual([]);

      // who fetches one on their own gets what they may see
      const whole: FileRef = { file: 'protocol', of: 'S-2', revision: 3, format: 'md', part: 'all' };
      const fetched = (ref: FileRef, id: string) => it.door.file(body, ref, { connection: 'matrix', id });
      expect(await fetched(whole, '@ben')).toBeDefined();
      for (const id of ['@guest', '@mia', '@nobody']) expect(await fetched(whole, id)).toBeUndefined();
      expect(await fetched({ ...whole, part: 'public' }, '@mia')).toBeDefined();
      expect(await fetched({ ...whole, part: 'public' }, '@nobody')).toBeUndefined();
      const paper = (revision: number): FileRef => ({ file: 'paper', of: 'V-1', revision, format: 'md' });
      expect(await fetched(paper(4), '@mia')).toBeDefined();
      expect(await fetched(paper(2), '@mia')).toBeUndefined(); // its title was changed before it was released

      // it was not lost: who may know has read every word of it, and the others that there is something
      const { draft: _, comment: __, ...rest } = secret;
      expect(found([...toInsiders(), ...said])).toEqual(expect.arrayContaining(Object.values(rest)));
      const shown = it.platforms.slack.messages.filter(({ room: at }) => at === 'wohnen').map(({ text }) => text);
      expect(shown.join('\n')).toContain('(nichtöffentlicher Punkt)');
      expect(shown.join('\n')).toContain('2 nichtöffentliche Ergebnisse');
      expect(shown.join('\n')).toContain('Offenes Ziel');
      expect(toOutsiders().join('\n')).toMatch(/E-2 ist nichtöffentlich/);
      // the protocol that is offered there is the public one
      expect(shown.join('\n')).toContain('<protokoll-s-2-oeffentlich.md>');
      expect(shown.join('\n')).not.toContain('<protokoll-s-2.md>');
    },
  );

  test('is not asked for where guests read along: one goes on alone with us', async () => {
    await begin('guests');
    const { ada, adaAlone, message } = it;
    await done(ada.types('!ak sitzung am Wohnen Di 30.6. 14–16 Uhr'));
    await done(ada.types('!ak ergebnisse aufnehmen S-1'));
    const thread = ada.in({ room: 'wohnen', thread: message('slack', '# S-1', 'wohnen') });
    const last = (at: string) => it.shown('slack', at).at(-1) ?? '';
    for (const text of ['nein', 'nein', 'ja', 'öffentlich', 'Wohnungen fehlen', 'ja', 'nichtöffentlich'])
      await done(thread.types(text));
    expect(last('wohnen')).toContain('in diesem Raum lesen auch andere mit');
    expect(last('wohnen')).not.toContain('Was fehlt');
    expect(plain(await adaAlone.types('aufgaben'))).toMatch(
      /Ergebnisse .*S-1.* – schreiben Sie mir im Direktchat: weiter/,
    );
    await done(adaAlone.types('weiter'));
    expect(last('D-ada')).toContain('Was fehlt');
    await done(adaAlone.types(secret.outcome));
    expect(last('D-ada')).toContain('Noch');
    const said = it.shown('slack', 'wohnen').length;
    for (let i = 0; i < 12 && !last('D-ada').includes(secret.outcome); i += 1) await done(adaAlone.types('nein'));
    expect(last('D-ada')).toContain(secret.outcome);
    await done(adaAlone.types('ja'));
    expect(it.shown('slack', 'wohnen').slice(said).join('\n')).toContain('Wohnungen fehlen');
    expect(found(toOutsiders())).toEqual([]);
  });

  test('news of it name nothing where guests read along, and say how one reads it', async () => {
    await begin('guests');
    const { ada, kim, adaAlone } = it;
    await done(ada.types('!ak ergebnisse aufnehmen'));
    await done(
      ada.submits('D-1', {
        ...Object.fromEntries(kinds.map((kind) => [`${kind}.1.more`, 'nein'])),
        ...{
          'need.1.more': 'ja',
          'need.1.label': 'nichtöffentlich',
          'need.1.text': secret.outcome,
          'need.2.more': 'nein',
        },
        review: 'ja',
      }),
    );
    await it.until('2026-06-18T16:30:00Z');
    await done(kim.types(`!ak rückfrage E-1 ${secret.question}`));
    const news = it.shown('slack', 'wohnen').at(-1);
    expect(news).toContain('Die Lenkungsgruppe hat eine Frage zu E-1.');
    expect(news).toContain('E-1 ist nichtöffentlich');
    expect(plain(await adaAlone.types('ergebnis E-1'))).toContain(secret.question);
    expect(found(toOutsiders())).toEqual([]);
  });

  test('what was begun in a room makes way there for what waits behind it, when it goes on elsewhere', async () => {
    it = await world('memory');
    const alone = it.kim.in({ room: 'D-kim', direct: true });
    await done(it.kim.types('!ak ergebnisse aufnehmen Wohnen'));
    await done(it.kim.types('!ak ergebnisse aufnehmen Arbeit'));
    const asked = () => it.shown('slack', 'lenkung').length;
    const before = asked();
    await done(alone.types('weiter'));
    const at = async (id: 'D-1' | 'D-2') => (await it.store.read(body).reads.dialogs.byId(id))?.place;
    expect([await at('D-1'), await at('D-2')]).toEqual(['R-7', 'R-3']);
    expect(asked()).toBe(before + 1);
    await done(alone.types('ja'));
    expect((await it.store.read(body).reads.dialogs.byId('D-1'))?.answers).toHaveLength(1);
  });

  test('what somebody writes beside a vote is for the group, and not for its guests', async () => {
    await begin('guests');
    const ben = it.ben.in({ room: 'D-ben', direct: true });
    await done(it.ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    await done(ben.types(`!ak kommentar U-1 ${secret.comment}`));
    expect(found(toInsiders())).toEqual([secret.comment]);
    expect(found(toOutsiders())).toEqual([]);
  });

  test('a room that becomes closed again is shown it with the next edit, and one that opens loses it', async () => {
    await begin('anyone');
    const card = () =>
      it.platforms.slack.messages.find(({ room: at, text }) => at === 'wohnen' && text.startsWith('# S-1'))?.text;
    await done(it.ada.types('!ak sitzung am Wohnen Di 30.6. 14–16 Uhr'));
    await done(it.ada.types(`!ak top S-1 ${secret.title}, nichtöffentlich`));
    expect(card()).toContain('(nichtöffentlicher Punkt)');
    wide = false;
    await done(it.ada.types('!ak teilnahme S-1 ja'));
    expect(card()).toContain(secret.title);
    wide = true;
    await done(it.ada.types('!ak teilnahme S-1 nein'));
    expect(card()).not.toContain(secret.title);
  });

  test('who becomes a guest, or leaves, reads no more of it', async () => {
    await begin('guests');
    const ben = it.ben.in({ room: 'D-ben', direct: true });
    await done(it.ada.types('!ak sitzung am Wohnen Di 30.6. 14–16 Uhr'));
    await done(it.ada.types('!ak top S-1 Offener Punkt'));
    await done(it.kim.types('!ak mitglied Wohnen Ben Braun rolle: Gast'));
    await done(it.ada.types(`!ak top S-1 ${secret.title}, nichtöffentlich`));
    await done(it.ada.types('!ak sitzung einladen S-1'));
    const read = sent.filter(({ room: at }) => at === 'D-ben').map(({ text }) => text);
    expect(read.join('\n')).toContain('# Einladung');
    expect(found(read)).toEqual([]);
    expect(found([plain(await ben.types('!ak sitzung S-1'))])).toEqual([]);
  });
});
