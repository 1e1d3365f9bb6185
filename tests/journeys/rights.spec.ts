import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/core/commands/index.ts';
import type { Role } from '../../src/core/model/organization.ts';
import type { BodyId, OrganizationId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import type { Store } from '../../src/core/ports.ts';
import { type Change, save } from '../../src/core/step.ts';
import { amongThemselves, body, direct, district, person, room } from '../support/district.ts';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const everywhere = (...held: readonly Role[]) => ({ 'org:wohnen': held, 'org:lenkung': held, 'org:ausschuss': held });
/** Who asks: each has one role, in all organizations that the examples are about, but for those named after one. */
const people = {
  coordinator: { 'org:migration': ['coordinator'] },
  chair: everywhere('chair'),
  delegate: everywhere('delegate'),
  member: everywhere('member'),
  substitute: everywhere('substitute'),
  guest: everywhere('guest'),
  'chair of Wohnen': { 'org:wohnen': ['chair'] },
  'chair of Lenkung': { 'org:lenkung': ['chair'] },
  'chair of Arbeit': { 'org:arbeit': ['chair'] },
  former: everywhere('chair', 'coordinator'),
  stranger: {},
} satisfies Record<string, Partial<Record<OrganizationId, readonly Role[]>>>;
type Who = keyof typeof people;

/**
 * + allowed, . refused. The columns: coordinator, chair, delegate, member, substitute, guest; the chairs of Wohnen (the
 * group), Lenkung (its steering group), Arbeit (another group); a former chair and coordinator; somebody unknown.
 */
const table = `
  command           | room    | typed                                          | K L D M S G | W L A | F U
  help              | wohnen  | hilfe                                          | + + + + + + | + + + | + .
  tasks             | wohnen  | aufgaben                                       | + + + + + + | + + + | + .
  language          | wohnen  | sprache en                                     | + + + + + + | + + + | + .
  language          | wohnen  | sprache en raum                                | + + . . . . | + . . | . .
  poll-open         | wohnen  | umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr        | + + . . . . | + . . | . .
  poll-add          | wohnen  | umfrage ergänzen U-1 Fr 3.7. 9 Uhr             | + + + + + . | + . . | . .
  poll-close        | wohnen  | umfrage schließen U-1                          | + + . . . . | + . . | . .
  poll-list         | wohnen  | umfragen                                       | + + + + + + | + + + | + .
  vote              | wohnen  | stimme U-1 1 ja                                | + + + + + . | + . . | . .
  vote-withdraw     | wohnen  | stimme zurückziehen U-1                        | + + + + + . | + . . | . .
  poll-comment      | wohnen  | kommentar U-1 Erst ab 15 Uhr                   | + + + + + . | + . . | . .
  meeting-fix       | wohnen  | sitzung festlegen U-1 1                        | + + . . . . | + . . | . .
  meeting-plan      | wohnen  | sitzung am Mi 8.7. 10 Uhr                      | + + . . . . | + . . | . .
  meeting-plan      | lenkung | sitzung am Ausschuss Fr 2.10. 10 Uhr           | + + . . . . | . . . | . .
  meeting-invite    | wohnen  | sitzung einladen S-3                           | + + . . . . | + . . | . .
  meeting-move      | wohnen  | sitzung verlegen S-3 Mi 8.7. 10 Uhr            | + + . . . . | + . . | . .
  meeting-cancel    | wohnen  | sitzung absagen S-3                            | + + . . . . | + . . | . .
  meeting-show      | wohnen  | sitzung S-3                                    | + + + + + + | + . . | . .
  meeting-list      | wohnen  | sitzungen                                      | + + + + + + | + + + | + .
  meeting-held      | wohnen  | sitzung durchgeführt S-4                       | + + . . . . | + . . | . .
  agenda-add        | wohnen  | top S-3 Ein Punkt                              | + + + + + . | + . . | . .
  agenda-move       | wohnen  | top verschieben S-3 1 2                        | + + . . . . | + . . | . .
  agenda-drop       | wohnen  | top streichen S-3 1                            | + + . . . . | + . . | . .
  rsvp              | wohnen  | teilnahme S-3 ja                               | + + + + + + | + . . | . .
  protocol          | wohnen  | protokoll S-4                                  | + + + + + + | + . . | . .
  report            | wohnen  | ergebnisse aufnehmen S-4                       | + + + + + . | + . . | . .
  outcome-list      | wohnen  | ergebnisse                                     | + + + + + + | + + + | + .
  outcome-show      | wohnen  | ergebnis E-1                                   | + + + + + + | + + + | . .
  outcome-show      | wohnen  | ergebnis E-5                                   | + + + + + . | + + . | . .
  outcome-show      | wohnen  | ergebnis E-6                                   | + + + + + . | + . . | . .
  outcome-correct   | wohnen  | ergebnis ändern E-6 Anders                     | + + . . . . | + . . | . .
  outcome-object    | wohnen  | einspruch E-6 So war es nicht                  | + + + + + . | + . . | . .
  outcome-answer    | wohnen  | antwort E-2 Es sind vier                       | + + + + + . | + . . | . .
  take-up           | lenkung | aufgreifen E-5                                 | + + + + . . | . + . | . .
  ask-back          | lenkung | rückfrage E-5 Wie viele?                       | + + + + . . | . + . | . .
  decide            | lenkung | entscheiden E-5 So machen wir es               | + + + + . . | . + . | . .
  decline           | lenkung | ablehnen E-5 Das geht nicht                    | + + + + . . | . + . | . .
  undo              | lenkung | rückgängig E-3                                 | + + + + . . | . + . | . .
  assign            | lenkung | auftrag Arbeit Bitte nachfragen                | + + . . . . | . + . | . .
  assignment-state  | wohnen  | auftrag stand A-1 erledigt                     | + + + + + . | + . . | . .
  plan-show         | wohnen  | fristen S-1                                    | + + + + + + | + + + | + .
  deadline-done     | wohnen  | erledigt F-2                                   | + + + + + . | + . . | . .
  deadline-later    | lenkung | später F-3                                     | . + . . . . | . + . | . .
  deadline-delegate | lenkung | vertreten F-3 Ada Amann                        | + + + + + . | . + . | . .
  reminders         | wohnen  | erinnerungen                                   | + + . . . . | + . . | . .
  reminders         | wohnen  | erinnerungen werktags 9 Uhr                    | + . . . . . | . . . | . .
  paper-draft       | lenkung | vorlage schreiben                              | + + . . . . | . + . | . .
  paper-draft       | wohnen  | vorlage schreiben                              | + + . . . . | . + . | . .
  paper-show        | lenkung | vorlage V-1                                    | + + + + + + | + + + | . .
  paper-show        | lenkung | vorlage V-2                                    | + + + + + . | . + . | . .
  paper-edit        | lenkung | vorlage ändern V-1 titel Neuer Titel           | + + . . . . | . + . | . .
  paper-leave-out   | lenkung | vorlage ohne V-1 E-1                           | + + . . . . | . + . | . .
  paper-release     | lenkung | vorlage freigeben V-1                          | + + . . . . | . + . | . .
  paper-submitted   | lenkung | vorlage abgegeben V-1                          | + + . . . . | . + . | . .
  members           | wohnen  | mitglieder                                     | + + + + + + | + . . | . .
  member-add        | wohnen  | mitglied Neue Person                           | + . . . . . | . . . | . .
  member-remove     | wohnen  | mitglied beenden Ben Braun                     | + . . . . . | . . . | . .
  connect           | wohnen  | verbinden Arbeit                               | + . . . . . | . . . | . .
  space             | wohnen  | space                                          | + . . . . . | . . . | . .
  account-link      | wohnen  | konto Ben Braun slack ben                      | + . . . . . | . . . | . .
  room-polls        | wohnen  | umfragen als element                           | + + . . . . | + . . | . .
  me                | wohnen  | meine daten                                    | + + + + + + | + + + | + .
  account-code      | wohnen  | konto verbinden                                | + + + + + + | + + + | + .
  access-issue      | wohnen  | zugang Ben Braun                               | + . . . . . | . . . | . .
  access-list       | wohnen  | zugänge                                        | + . . . . . | . . . | . .
  access-revoke     | wohnen  | zugang sperren Ben Braun                       | + . . . . . | . . . | . .
  calendar          | wohnen  | kalender                                       | + + + + + + | + + + | + .
  calendar          | wohnen  | kalender Wohnen                                | + + . . . . | + . . | . .
  calendar-renew    | wohnen  | kalender neu                                   | + + + + + + | + + + | + .
  calendar-renew    | wohnen  | kalender neu Wohnen                            | + + . . . . | + . . | . .
`;
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name = '', place = '', typed = '', ...may] = line.split('|').map((cell) => cell.trim());
    return { name, place, typed, may: may.join(' ').split(' ') };
  });
const columns = Object.keys(people) as Who[];

const cast: readonly Change[] = columns.flatMap((who, i): readonly Change[] => {
  if (who === 'stranger') return [];
  const all = person(`P-${50 + i}`, `Person ${who}`, [['slack', who]], people[who]);
  return all.map((change) =>
    who === 'former' && change.table === 'membership'
      ? save('membership', { ...change.row, until: '2026-06-14' })
      : change,
  );
});

/** Of the other kinds there was nothing to report. */
const none = Object.fromEntries(
  ['inventory', 'need', 'proposal', 'access', 'offer', 'building-block', 'network', 'next-step'].map((kind) => [
    `${kind}.1.more`,
    'nein',
  ]),
);
/** Each number in the examples is at hand, in a state where whoever may do it can. */
const prepare = async (it: World) => {
  const { ada, adaAlone, ben, kim } = it;
  const done = async (answer: ReturnType<World['ada']['types']>) => {
    const said = await answer;
    if (said.kind !== 'done') throw new Error(plain(said));
  };
  await done(kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await done(ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr; erweiterbar'));
  await done(ada.types('!ak sitzung am Di 7.7. 14–16 Uhr'));
  await done(ada.types('!ak top S-3 Erster Punkt'));
  await done(ada.types('!ak top S-3 Zweiter Punkt'));
  await done(ada.types('!ak sitzung am 15.6. 11–12 Uhr'));
  it.clock.now = '2026-06-15T09:30:00Z';
  await done(adaAlone.types('!ak sitzung durchgeführt S-4'));
  await done(adaAlone.submits('D-1', { present: 'Ada Amann', guests: 'überspringen', review: 'ja' }));
  const outcome = (n: number, label: string) => ({
    [`goal.${n}.more`]: 'ja',
    [`goal.${n}.label`]: label,
    [`goal.${n}.text`]: `Ziel ${n}`,
  });
  await done(adaAlone.types('!ak ergebnisse aufnehmen S-4'));
  await done(
    adaAlone.submits('D-2', {
      ...Object.assign({}, ...[1, 2, 3, 4].map((n) => outcome(n, 'öffentlich'))),
      ...outcome(5, 'nichtöffentlich'),
      'goal.6.more': 'nein',
      ...none,
      review: 'ja',
    }),
  );
  it.clock.now = '2026-06-18T17:00:00Z';
  await it.tick('outcomes');
  await done(adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
  await done(adaAlone.submits('D-3', { ...outcome(1, 'öffentlich'), 'goal.2.more': 'nein', ...none, review: 'ja' }));
  await done(kim.types('!ak rückfrage E-2 Wie viele?'));
  await done(kim.types('!ak entscheiden E-3 So soll es sein'));
  await done(kim.types('!ak aufgreifen E-1'));
  await done(kim.types('!ak aufgreifen E-4'));
  await done(kim.types('!ak auftrag Wohnen Bitte Vermieter fragen'));
  await done(kim.types('!ak vorlage schreiben'));
  await done(kim.types('!ak vorlage freigeben V-1'));
  await done(kim.types('!ak sitzung am Ausschuss Fr 27.11.2026 14 Uhr'));
  await done(kim.types('!ak vorlage schreiben S-5'));
  await done(ben.types('!ak stimme U-1 1 ja'));
  await it.deliver(5);
};

describe('who may do what', () => {
  let it: World;
  let door: World['door'];
  beforeAll(async () => {
    it = await world('memory', cast);
    await prepare(it);
    // a ledger that keeps nothing: every cell of the table meets the same district
    const forgetful: Store = {
      ...it.store,
      ledger: {
        commit: async ({ decision }) => ({
          is: 'done',
          said: decision.ok ? { ...(decision.value.say && { say: decision.value.say }) } : { refused: decision.error },
        }),
      },
    };
    door = it.openOver(forgetful);
  });
  afterAll(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const ask = (who: string, place: string, words: string) =>
    door.receive({
      id: it.next(),
      kind: 'command',
      by: { connection: 'slack', id: who },
      at: { connection: 'slack', room: place },
      words,
    });

  test('every command has a row, and no row is about another', () => {
    const named = new Set(rows.map(({ name }) => name));
    expect([...named].toSorted()).toEqual(commands.map(({ name }) => name as string).toSorted());
    expect(rows.filter(({ may }) => may.length !== columns.length)).toEqual([]);
  });

  test.each(rows)('$name: $typed', async ({ place, typed, may, name }) => {
    const answers = await Promise.all(columns.map((who) => ask(who, place, typed)));
    const found = answers.map(({ kind }) => (kind === 'done' ? '+' : kind === 'refused' ? '.' : kind));
    expect(Object.fromEntries(columns.map((who, i) => [who, found[i]]))).toEqual(
      Object.fromEntries(columns.map((who, i) => [who, may[i]])),
    );
    for (const [i, who] of columns.entries()) {
      const answer = plain(answers[i] ?? { kind: 'done' });
      if (found[i] !== '.') continue;
      if (who === 'stranger') expect(answer).toContain('Ihr Konto kenne ich noch nicht');
      // of an outcome that one may not see, one is not told that it exists
      else if (name === 'outcome-show') expect(answer).toMatch(/E-\d"\}," gibt es nicht/);
      // one's own reminder is put off by oneself alone
      else if (name === 'deadline-later')
        expect(answer).toMatch(/nicht Sie, sondern: .*Kim Keller|Das dürfen hier nur .*Bitte fragen Sie: .*Kim Keller/);
      else expect(answer).toMatch(/Das dürfen hier nur .*Bitte fragen Sie: .*(Ada Amann|Kim Keller|Person )/);
      expect(answer).not.toContain('Person former'); // who has left is nobody to ask
    }
  });

  test('who may not write a paper is told so, whatever else is wrong', async () => {
    for (const words of ['vorlage schreiben S-99', 'vorlage schreiben S-3']) {
      expect(plain(await ask('chair of Wohnen', 'wohnen', words))).toMatch(/Bitte fragen Sie: .*Kim Keller/);
      expect(plain(await ask('kim', 'lenkung', words))).not.toContain('Bitte fragen Sie');
    }
  });

  test('who reads a released paper and does not write it is not told how to change it', async () => {
    const [reader, writer] = [
      await ask('chair of Wohnen', 'wohnen', 'vorlage V-1'),
      await ask('kim', 'lenkung', 'vorlage V-1'),
    ];
    expect(plain(reader)).toContain('Ziel 1');
    expect(plain(reader)).not.toMatch(/vorlage ändern|"pick"/);
    expect(plain(writer)).toMatch(/vorlage ändern.*"pick":"submitted"/);
  });

  test('whoever may not change when a group is reminded is sent to those alone who may', async () => {
    for (const who of ['member', 'chair']) {
      const answer = plain(await ask(who, 'wohnen', 'erinnerungen werktags 9 Uhr'));
      expect(answer).toContain('Koordination.');
      expect(answer).toMatch(/Bitte fragen Sie: .*Kim Keller.*Person coordinator/);
      expect(answer).not.toContain('Ada Amann');
    }
  });

  test('who may not act for a group, or has left it, cannot stand in for it', async () => {
    const said = [
      await ask('ada', 'wohnen', 'vertreten F-2 Gül Gast'),
      await ask('ada', 'wohnen', 'vertreten F-2 P-59'),
    ];
    expect(said.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  });

  test('who has added a point or reported an outcome may take it back or change it', async () => {
    expect((await ask('ada', 'wohnen', 'ergebnis ändern E-6 Anders')).kind).toBe('done');
    await it.done(it.ben.types('!ak top S-3 Bens Punkt'));
    const fromBen = (words: string) =>
      door.receive({
        id: it.next(),
        kind: 'command',
        by: { connection: 'matrix', id: '@ben' },
        at: { connection: 'matrix', room: '!wohnen' },
        words,
      });
    expect((await fromBen('top streichen S-3 3')).kind).toBe('done');
    expect((await fromBen('top streichen S-3 1')).kind).toBe('refused');
  });
});

/** Each test leaves memberships as it found them, but for the last. */
describe.each(storeKinds)('rights are asked for when acting, on %s', (kind) => {
  let it: World;
  beforeAll(async () => {
    const seated = cast.filter((change) => change.table !== 'membership' || !change.row.roles.includes('guest'));
    it = await world(kind, [...seated, amongThemselves]);
    await prepare(it);
  });
  afterAll(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const refused = async (answer: ReturnType<World['ada']['types']>) => {
    const said = await answer;
    expect(said.kind).toBe('refused');
    return plain(said);
  };
  const reads = () => it.store.read(body).reads;
  const begun = async () => `D-${await reads().counters.last('D')}` as const;

  test('a dialog is answered by its person alone', async () => {
    const { ada, ben, kim, done, message, person: of } = it;
    it.clock.now = '2026-07-07T12:30:00Z';
    await done(ada.types('!ak sitzung durchgeführt S-3'));
    it.clock.now = '2026-06-18T17:00:00Z';
    const id = await begun();
    const thread = { room: 'wohnen', thread: message('slack', '# S-3') };
    const question = message('slack', 'Wer war da?', 'wohnen');
    const chair = of('slack', 'chair', thread);
    await chair.types('Ben Braun');
    await chair.types('Ben Braun', { to: question });
    await refused(chair.clicks(question, 'skip'));
    expect(await refused(chair.submits(id, { present: 'Ben Braun' }))).toContain('gibt es nicht');
    await refused(ben.submits(id, { present: 'Ben Braun' }));
    await refused(kim.submits(id, { review: 'ja' }));
    expect((await reads().dialogs.byId(id))?.answers).toEqual([]);
    await done(ada.in(thread).types('abbrechen'));
  });

  test('who has left hands in neither minutes nor outcomes', async () => {
    const { adaAlone, kim, done } = it;
    const answers = {
      minutes: {
        ...{ present: 'Ada Amann', guests: 'niemand', review: 'ja' },
        ...{ 'item.1.note': 'x', 'item.1.decision': 'x', 'item.2.note': 'x', 'item.2.decision': 'x' },
      },
      report: {
        ...none,
        ...{ 'goal.1.more': 'ja', 'goal.1.label': 'öffentlich', 'goal.1.text': 'Noch etwas', 'goal.2.more': 'nein' },
        review: 'ja',
      },
    };
    it.clock.now = '2026-07-07T12:30:00Z';
    await done(adaAlone.types('!ak sitzung durchgeführt S-3'));
    it.clock.now = '2026-06-18T17:00:00Z';
    const minutes = await begun();
    await kim.types('!ak mitglied beenden Wohnen Ada Amann');
    const first = await adaAlone.submits(minutes, answers.minutes);
    await kim.types('!ak mitglied Wohnen Ada Amann rolle: Leitung');
    await done(adaAlone.types('!ak ergebnisse aufnehmen Wohnen'));
    const report = await begun();
    await kim.types('!ak mitglied beenden Wohnen Ada Amann');
    const second = await adaAlone.submits(report, answers.report);
    await kim.types('!ak mitglied Wohnen Ada Amann rolle: Leitung');
    for (const answer of [first, second]) expect(plain(answer)).toContain('Menschen mit diesen Rollen'); // and the dialog ends
    expect((await reads().meetings.byId('S-3'))?.state.is).toBe('scheduled');
    expect(await reads().outcomes.byId('E-7')).toBeUndefined();
  });

  test('a person removed between post and click is refused, whatever there is to click or to quote', async () => {
    const { ada, adaOnMatrix, ben, kim, message, done } = it;
    const [poll, meeting] = [message('matrix', '# U-1'), message('matrix', '# S-3')];
    const [report, assignment] = [message('matrix', 'E-6 Ziel', '!wohnen'), message('matrix', 'Auftrag A-1')];
    const question = message('matrix', 'Die Lenkungsgruppe hat eine Frage zu E-2');
    await done(ben.types('1 ja', { to: poll, message: 'ben-1' }));
    await done(kim.types('!ak mitglied beenden Wohnen Ben Braun'));
    expect(await refused(ben.clicks(poll, '1:no'))).toContain('Bitte fragen Sie');
    for (const answer of [
      ben.polls(poll, ['2:yes']),
      ben.types('2 ja', { to: poll }),
      ben.edits('ben-1', '2 ja'),
      ben.deletes('ben-1'),
      ben.clicks(meeting, 'rsvp:yes'),
      ben.clicks(report, 'object:E-6'),
      ben.clicks(assignment, 'done'),
      ben.types('Es sind vier', { to: question }),
    ])
      await refused(answer);
    expect((await reads().ballots.by('P-2', 'U-1'))?.marks).toEqual([{ option: 1, fits: 'yes' }]);

    const there = ada.in({ room: 'lenkung' });
    const card = message('slack', 'E-5 ·', 'lenkung');
    await done(there.clicks(card, 'decline'));
    await done(kim.types('!ak mitglied beenden Lenkungsgruppe Ada Amann'));
    await done(adaOnMatrix.clicks(poll, '2:yes')); // of Wohnen she still is
    await refused(there.clicks(card, 'take-up'));
    await refused(there.clicks(card, 'decide'));
    const ended = await there.types('Das machen wir nicht', {
      to: message('slack', 'Warum wird das abgelehnt?', 'lenkung'),
    });
    expect(plain(ended)).toContain('Menschen mit diesen Rollen');
    expect((await reads().outcomes.byId('E-5'))?.state.is).toBe('submitted');
  });
});

describe.each(storeKinds)('two districts in one store, on %s', (kind) => {
  const other: BodyId = 'body:other';
  /** The same district again, with the same numbers; its people and rooms are others, but for Ada, who is known in both. */
  const elsewhere = district.flatMap((change): readonly Change[] => {
    if (change.table === 'body') return [save('body', { ...change.row, id: other, name: 'Landkreis Nebenan' })];
    if (change.table === 'account') {
      const { account, person: whose } = change.row;
      const id = account.id === 'ada' ? 'ada' : `${account.id}-drüben`;
      return [save('account', { account: { ...account, id }, person: whose })];
    }
    if (change.table === 'place')
      return [save('place', { ...change.row, spot: { ...change.row.spot, room: `${change.row.spot.room}-drüben` } })];
    return [change];
  });
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });

  test('nobody of one reaches anything of the other', async () => {
    it = await world(kind, [
      room('R-50', 'org:migration', 'matrix', '!migration'),
      direct('R-51', 'P-2', 'matrix', 'D-ben'),
    ]);
    await it.store.ledger.commit({
      body: other,
      cause: 'import',
      expect: [],
      decision: ok({ save: elsewhere, posts: [] }),
    });
    const { ada, ben, kim, person: of, done, message, store, shown, door } = it;
    const [adaThere, kimThere] = [
      of('slack', 'ada', { room: 'wohnen-drüben' }),
      of('slack', 'kim-drüben', { room: 'lenkung-drüben' }),
    ];
    const benThere = of('matrix', '@ben-drüben', { room: '!wohnen-drüben' });
    await done(ada.types('!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr'));
    await done(adaThere.types('!ak umfrage Mi 1.7. 9 Uhr; Fr 3.7. 9 Uhr'));
    expect(shown('slack', 'wohnen-drüben')[0]).toContain('# U-1');
    expect(shown('slack', 'wohnen-drüben')[0]).toContain('Mi., 01.07.2026');

    // the same number is another poll in each
    await done(benThere.types('!ak stimme U-1 2 ja'));
    expect(shown('matrix', '!wohnen').join()).toMatch(/1\. .* – 0 ja[\s\S]*2\. .* – 0 ja/);
    // a click on what stands in the other's room means nothing, from wherever it comes
    expect((await benThere.clicks(message('matrix', '# U-1', '!wohnen'), '1:yes')).kind).toBe('refused');
    expect((await ben.clicks(message('matrix', '# U-1', '!wohnen-drüben'), '1:yes')).kind).toBe('refused');
    expect((await benThere.in({ room: '!wohnen' }).clicks(message('matrix', '# U-1', '!wohnen'), '1:yes')).kind).toBe(
      'refused',
    );
    expect((await benThere.in({ room: '!wohnen' }).types('!ak stimme U-1 1 ja')).kind).toBe('refused');
    expect((await kimThere.in({ room: 'lenkung' }).types('!ak mitglied Wohnen Neue Person')).kind).toBe('refused');
    expect((await store.read(body).reads.ballots.of('U-1')).length).toBe(0);

    // dialogs, files and lists
    await done(kim.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr ort: Geheimer Saal'));
    await done(kim.types('!ak sitzung einladen S-2'));
    it.clock.now = '2026-07-07T12:30:00Z';
    await done(kim.types('!ak sitzung durchgeführt S-2'));
    expect(await door.file(body, { file: 'invitation', of: 'S-2', revision: 1, format: 'ics' })).toBeDefined();
    expect(await door.file(other, { file: 'invitation', of: 'S-2', revision: 1, format: 'ics' })).toBeUndefined();
    expect((await kimThere.submits('D-1', { present: 'Kim Keller' })).kind).toBe('refused');
    expect((await kimThere.types('!ak sitzung S-2')).kind).toBe('refused');
    expect(plain(await kimThere.types('!ak sitzungen'))).not.toContain('S-2');
    expect(plain(await adaThere.types('!ak sitzungen'))).not.toContain('S-2');
    expect(plain(await ada.types('!ak sitzungen'))).toContain('S-2');

    // nothing was said over there
    await it.until('2026-07-08T06:30:00Z');
    const there = (['slack', 'matrix'] as const).flatMap((on) =>
      it.platforms[on].messages.filter(({ room: where }) => where.includes('drüben')),
    );
    expect(there.map(({ text }) => text).join('\n')).not.toMatch(/S-2|Geheimer Saal|Di\., 30\.06/);
  });
});
