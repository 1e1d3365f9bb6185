import { afterEach, describe, expect, test } from 'vitest';
import { save } from '../../src/core/step.ts';
import { texts } from '../../src/core/texts/index.ts';
import { direct, person, room } from '../support/district.ts';
import { plain, type World, world } from '../support/world.ts';

/** Beside the small district: a second group, with a chair in its room and a chair whom nothing reaches. */
const more = [
  ...person('P-7', 'Mia Maurer', [['matrix', '@mia']], { 'org:arbeit': ['chair'] }),
  ...person('P-8', 'Uwe Unerreicht', [], { 'org:arbeit': ['chair'] }),
  direct('R-31', 'P-7', 'matrix', 'D-mia'),
];
let it: World;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
const mia = () => it.person('matrix', '@mia', { room: '!arbeit' });
const saying = (on: 'slack' | 'matrix', room: string, words: string) =>
  it.shown(on, room).filter((text) => text.includes(words));
/** The results are due on Friday, 7 August at noon. */
const planned = async () => {
  it = await world('memory', more);
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
};

describe('what was missed', () => {
  test('the coordinator hears it the next morning of a workday, whenever the group likes to be reminded', async () => {
    await planned();
    await it.done(it.kim.types('!ak erinnerungen Arbeit jeden ersten Montag im Monat 9 Uhr'));
    await it.until('2026-08-10T05:30:00Z');
    expect(saying('slack', 'D-kim', 'F-1 ist verstrichen')).toEqual([]);
    await it.until('2026-08-10T06:00:00Z');
    expect(saying('slack', 'D-kim', 'F-1 ist verstrichen')).toHaveLength(1);
    await it.until('2026-09-07T07:30:00Z');
    expect(saying('slack', 'D-kim', 'F-1 ist verstrichen')).toHaveLength(1);
  });

  test('it names as reminded only whom a reminder reached', async () => {
    await planned();
    await it.until('2026-07-27T06:30:00Z');
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig')).toHaveLength(1);
    await it.until('2026-08-10T06:00:00Z');
    const [told] = saying('slack', 'D-kim', 'F-1 ist verstrichen');
    expect(told).toContain('Erinnert wurden: Mia Maurer');
    expect(told).toContain('Keine Erinnerung ging an: Uwe Unerreicht');
  });

  test('it says so when no reminder went out at all', async () => {
    await planned();
    await it.done(it.kim.types('!ak erinnerungen Arbeit am 20. des Monats 9 Uhr'));
    await it.until('2026-08-10T06:00:00Z');
    const [told] = saying('slack', 'D-kim', 'F-1 ist verstrichen');
    expect(told).not.toContain('Erinnert wurden');
    expect(told).toContain('Keine Erinnerung ging an: Mia Maurer, Uwe Unerreicht');
  });

  test('a chair who is not in the room is reminded alone', async () => {
    it = await world('memory', [
      ...more,
      ...person('P-9', 'Ida Allein', [['slack', 'ida']], { 'org:arbeit': ['chair'] }),
      direct('R-32', 'P-9', 'slack', 'D-ida'),
    ]);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.until('2026-07-27T06:30:00Z');
    expect(saying('slack', 'D-ida', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', 'D-mia', 'F-1 ist fällig')).toEqual([]);
  });
});

describe('a sitting of the committee', () => {
  const plan = () => it.shown('slack', 'lenkung').filter((text) => text.startsWith('# Fristen bis zur Sitzung S-1'));
  /** Where the news of it stands. */
  const told = (news: string) =>
    (['matrix', 'slack'] as const).flatMap((on) =>
      it.platforms[on].messages.flatMap(({ room, text }) => (text.startsWith(`# ${news}`) ? [`${on} ${room}`] : [])),
    );

  test('is moved: the plan that stands there changes, and the new dates are told once', async () => {
    await planned();
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 2.10.2026 14 Uhr'));
    expect(plan()).toHaveLength(1);
    expect(plan()[0]).toContain('F-1 | Fr., 21.08.2026 | Ergebnisse einreichen');
    expect(told('Verlegt: Sitzung S-1')).toEqual(['slack lenkung']);
    const [news] = saying('slack', 'lenkung', '# Verlegt: Sitzung S-1');
    expect(news).toContain('Fr., 02.10.2026, 14:00 Uhr');
    expect(news).toContain('- Ergebnisse einreichen: Fr., 21.08.2026');
    expect(news).toContain('- Vorlage abgeben: Di., 15.09.2026');
  });

  test('is cancelled: the plan says so, keeps what was done, and each steering group and coordinator hears it once', async () => {
    const coordinator = [
      ...person('P-9', 'Kai Kern', [['slack', 'kai']], { 'org:migration': ['coordinator'] }),
      direct('R-32', 'P-9', 'slack', 'D-kai'),
    ];
    it = await world('memory', [...more, ...coordinator]);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.done(it.ada.types('!ak erledigt F-2'));
    await it.until('2026-07-27T06:30:00Z');
    await it.done(it.kim.types('!ak sitzung absagen S-1 grund: Haushalt'));
    expect(plan()).toHaveLength(1);
    expect(plan()[0]).toContain('Die Sitzung ist abgesagt.');
    expect(plan()[0]).toMatch(/F-1 .* \| entfällt/);
    expect(plan()[0]).toMatch(/F-2 .* \| erledigt/);
    expect(told('Abgesagt: Sitzung S-1')).toEqual(['slack D-kai', 'slack lenkung']);
    expect(saying('slack', 'lenkung', '# Abgesagt: Sitzung S-1')[0]).toContain('gelten nicht mehr');
    expect(saying('matrix', '!arbeit', 'F-1: Die Sitzung ist abgesagt.')).toHaveLength(1); // the reminder that stood there
    expect(saying('matrix', '!arbeit', 'ist fällig')).toEqual([]);
    expect(saying('matrix', '!wohnen', 'Die Sitzung ist abgesagt.')).toEqual([]); // nothing stood there
  });
});

describe('a group that owes something for a sitting', () => {
  const news = () => saying('matrix', '!arbeit', 'Die Sitzung S-1 (Sozialausschuss)');
  const reminders = () => saying('matrix', '!arbeit', 'Bitte reichen Sie');
  test('is told once of its new date, and its reminders follow, however often the sitting moves', async () => {
    await planned();
    await it.until('2026-07-27T06:30:00Z');
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 2.10.2026 14 Uhr'));
    expect(news()).toHaveLength(1);
    expect(news()[0]).toContain(
      'Ihre Frist F-1 (Ergebnisse einreichen) ist jetzt fällig am Fr., 21.08.2026, 12:00 Uhr',
    );
    expect(reminders()).toHaveLength(1);
    expect(reminders()[0]).toContain('F-1 ist fällig am Fr., 21.08.2026');
    expect(saying('slack', 'wohnen', 'Ihre Frist F-2')).toHaveLength(1);
    expect(saying('slack', 'lenkung', 'Ihre Frist')).toEqual([]);
    await it.until('2026-08-10T06:30:00Z');
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 9.10.2026 14 Uhr'));
    expect(news()).toHaveLength(2);
    expect(reminders()).toHaveLength(2);
    for (const each of reminders()) expect(each).toContain('F-1 ist fällig am Fr., 28.08.2026');
    await it.done(it.kim.types('!ak sitzung absagen S-1'));
    expect(news().at(-1)).toContain('ist abgesagt. Ihre Frist F-1 (Ergebnisse einreichen) entfällt.');
    expect(news()).toHaveLength(3);
    expect(saying('matrix', '!arbeit', 'F-1: Die Sitzung ist abgesagt.')).toHaveLength(2);
    expect(saying('matrix', '!arbeit', 'ist fällig')).toEqual([]);
  });
  test('is told nothing when it has done its part, or only the room changes', async () => {
    await planned();
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 18.9.2026 14 Uhr ort: Raum 7'));
    expect(news()).toEqual([]);
    await it.done(mia().types('!ak erledigt F-1'));
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 2.10.2026 14 Uhr'));
    expect(news()).toEqual([]);
    expect(saying('slack', 'wohnen', 'Ihre Frist F-2')).toHaveLength(1);
  });
  test('learns that its time is over when the sitting comes too near, and so does the coordinator', async () => {
    await planned();
    await it.until('2026-07-27T06:30:00Z');
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 28.8.2026 14 Uhr'));
    expect(news()[0]).toContain('Ihre Frist F-1 (Ergebnisse einreichen) war damit schon fällig am Fr., 17.07.2026');
    expect(reminders()[0]).toContain('F-1 war fällig am Fr., 17.07.2026');
    expect(it.shown('matrix', '!arbeit').join()).not.toContain('in -');
    const [told] = saying('slack', 'lenkung', '# Verlegt: Sitzung S-1');
    expect(told).toContain('Schon verstrichen: F-1 (Arbeit), F-2 (Wohnen).');
    await it.until('2026-07-27T07:00:00Z');
    const [missed] = saying('slack', 'D-kim', 'F-1 ist verstrichen');
    expect(missed).toContain('Erinnert wurden: Mia Maurer');
    await it.done(it.kim.types('!ak sitzung verlegen S-1 Mo 31.8.2026 14 Uhr'));
    await it.until('2026-07-27T08:00:00Z');
    expect(saying('slack', 'D-kim', 'F-1 ist verstrichen')).toHaveLength(1);
  });
});

describe('in a room with a guest', () => {
  const guestOnSlack = save('account', { account: { connection: 'slack', id: 'guest' }, person: 'P-4' });
  const begin = async () => {
    it = await world('memory', [...more, guestOnSlack]);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.until('2026-07-27T06:30:00Z');
  };
  test('a reminder says all but who is missing; they have it alone, in full', async () => {
    await begin();
    const [there] = saying('slack', 'wohnen', 'Bitte reichen Sie');
    expect(there).toContain('F-2 ist fällig am Fr., 07.08.2026, 12:00 Uhr, in 11 Tagen.');
    expect(there).toContain('Später erinnern');
    expect(there).toContain('vertreten F-2');
    expect(there).not.toContain('Ada Amann');
    expect(saying('slack', 'D-ada', 'F-2 ist fällig')[0]).toContain('(Ada Amann): Bitte reichen Sie');
    expect(saying('matrix', 'D-mia', 'F-1 ist fällig')).toEqual([]); // in whose room no guest is
  });
  test('an answer about a deadline can be read there', async () => {
    await begin();
    expect(await it.done(it.ada.types('!ak erledigt F-2'))).toMatchObject({ label: 'public' });
  });
  test('an assignment keeps its date and its buttons, and not its words', async () => {
    await begin();
    await it.done(it.kim.types('!ak auftrag Wohnen Bitte Vermieter befragen bis: 30.9.'));
    const [there] = saying('slack', 'wohnen', 'A-1');
    expect(there).toContain('30.09.2026');
    expect(there).toContain(texts.de.assignment.picks.done);
    expect(there).not.toContain('Vermieter');
  });
});

describe('a deadline that waits for nothing more', () => {
  const refusal = async (answer: ReturnType<World['ada']['types']>) => {
    const said = await answer;
    return said.kind === 'refused' ? plain(said) : said.kind;
  };
  test('is neither put off nor handed over, and one learns why', async () => {
    await planned();
    await it.done(mia().types('!ak erledigt F-1'));
    for (const words of ['!ak später F-1', '!ak vertreten F-1 Mia Maurer']) {
      const said = await refusal(mia().types(words));
      expect(said).toContain(' ist schon erledigt, gemeldet von ');
      expect(said).toContain('Mia Maurer');
    }
    await it.done(it.kim.types('!ak sitzung absagen S-1'));
    expect(await refusal(it.kim.types('!ak später F-4'))).toContain('Die Sitzung ist abgesagt.');
    expect(await refusal(it.kim.types('!ak erledigt F-4'))).toContain('Die Sitzung ist abgesagt.');
    expect(await refusal(mia().types('!ak später F-1'))).toContain('schon erledigt');
  });
  test('because it has passed', async () => {
    await planned();
    await it.until('2026-08-07T10:00:00Z');
    expect(await refusal(mia().types('!ak später F-1'))).toContain('F-1 ist schon verstrichen.');
  });
});

describe('"später"', () => {
  const refused = async (answer: ReturnType<World['ada']['types']>) => {
    const said = await answer;
    expect(said.kind).toBe('refused');
    return plain(said);
  };
  test('is for those alone who are reminded; others learn who that is, and move nothing', async () => {
    await planned();
    expect(await refused(it.ben.types('!ak später F-2 Do 30.7. 8 Uhr'))).toContain('nicht Sie, sondern: ');
    expect(await refused(it.ben.types('!ak später F-2'))).toContain('Ada Amann');
    await it.until('2026-07-27T06:30:00Z');
    expect(saying('slack', 'wohnen', 'F-2 ist fällig')).toHaveLength(1);
  });
  test('of one who is asked leaves the others their reminders, and keeps its promise alone', async () => {
    it = await world('memory', [
      ...more,
      ...person('P-9', 'Ida Allein', [['slack', 'ida']], { 'org:arbeit': ['chair'] }),
      direct('R-32', 'P-9', 'slack', 'D-ida'),
    ]);
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.done(mia().types('!ak später F-1 Di 28.7. 9 Uhr'));
    await it.until('2026-07-27T06:30:00Z');
    expect(saying('slack', 'D-ida', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig')[0]).not.toContain('Mia Maurer');
    await it.until('2026-07-28T07:00:00Z');
    await it.until('2026-07-28T08:00:00Z');
    expect(saying('matrix', 'D-mia', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', 'D-mia', 'F-1 ist fällig')[0]).toContain('Mia Maurer');
    expect(saying('slack', 'D-ida', 'F-1 ist fällig')).toHaveLength(1);
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig')).toHaveLength(1);
  });
  test('of one with no place alone is kept in the room', async () => {
    it = await world('memory', more.slice(0, -1)); // without Mia's
    await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
    await it.done(mia().types('!ak später F-1 Di 28.7. 9 Uhr'));
    await it.until('2026-07-28T07:00:00Z');
    expect(saying('matrix', '!arbeit', 'F-1 ist fällig').at(-1)).toContain('Mia Maurer');
  });
});

test('a stand-in learns who named them, what is due and when, and can answer at once', async () => {
  it = await world('memory', [...more, direct('R-32', 'P-2', 'matrix', 'D-ben')]);
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await it.until('2026-07-27T06:30:00Z');
  await it.done(it.ada.types('!ak vertreten F-2 Ben Braun'));
  const [told] = saying('matrix', 'D-ben', 'F-2');
  expect(told).toContain('Ada Amann hat Sie als Vertretung für F-2 benannt.');
  expect(told).toContain('Bitte reichen Sie die Ergebnisse');
  expect(told).toContain('F-2 ist fällig am Fr., 07.08.2026, 12:00 Uhr, in 11 Tagen.');
  expect(told).toContain('[Ergebnisse aufnehmen | Erledigt | Später erinnern]');
  expect(saying('slack', 'wohnen', 'F-2 ist fällig')[0]).toContain('Ben Braun');
  const ben = it.person('matrix', '@ben', { room: 'D-ben', direct: true });
  await it.done(it.ada.types('!ak vertreten F-2 Lea Lang'));
  expect(saying('matrix', 'D-ben', 'F-2')[0]).toContain('Lea Lang: Bitte reichen Sie'); // it is no longer theirs
  await it.done(it.ada.types('!ak vertreten F-2 Ben Braun'));
  await it.done(ben.clicks(it.message('matrix', 'Vertretung für F-2', 'D-ben'), 'done'));
  expect(saying('matrix', 'D-ben', 'F-2').at(-1)).toContain('inzwischen erledigt');
});

test('alone with us, the word on a button is meant for the one card there that has it', async () => {
  it = await world('memory', [...more, direct('R-32', 'P-2', 'matrix', 'D-ben')]);
  const ben = it.person('matrix', '@ben', { room: 'D-ben', direct: true });
  expect(await ben.types('Erledigt')).toMatchObject({ kind: 'refused' });
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await it.until('2026-07-27T06:30:00Z');
  await it.done(it.ada.types('!ak vertreten F-2 Ben Braun'));
  expect((await it.person('matrix', '@ben', { room: '!wohnen' }).types('Erledigt')).kind).toBe('done'); // talk
  expect(saying('matrix', 'D-ben', 'F-2').at(-1)).toContain('Bitte reichen Sie');
  await it.done(ben.types('Erledigt'));
  expect(saying('matrix', 'D-ben', 'F-2').at(-1)).toContain('inzwischen erledigt');
});

test('not where two cards have it', async () => {
  it = await world('memory', [
    ...more,
    ...person('P-9', 'Ida Beide', [['slack', 'ida']], { 'org:arbeit': ['chair'], 'org:wohnen': ['chair'] }),
    direct('R-32', 'P-9', 'slack', 'D-ida'),
  ]);
  const ida = it.person('slack', 'ida', { room: 'D-ida', direct: true });
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await it.done(ida.types('später F-1 Di 28.7. 9 Uhr'));
  await it.done(ida.types('später F-2 Di 28.7. 9 Uhr'));
  await it.until('2026-07-28T08:00:00Z');
  for (const id of ['F-1', 'F-2']) expect(saying('slack', 'D-ida', `${id} ist fällig`).length).toBeGreaterThan(0);
  expect(await ida.types('Erledigt')).toMatchObject({ kind: 'refused' });
  await it.done(ida.types('erledigt F-1'));
  await it.done(ida.types('Erledigt'));
  expect(saying('slack', 'D-ida', 'F-2').at(-1)).toContain('inzwischen erledigt');
});

test('what was put off stands among the tasks, and until when', async () => {
  await planned();
  await it.done(mia().types('!ak später F-1 Mo 3.8. 9 Uhr'));
  expect(plain(await mia().types('!ak aufgaben'))).toContain('zurückgestellt bis Mo., 03.08.2026, 09:00 Uhr');
  await it.until('2026-08-04T06:30:00Z');
  expect(plain(await mia().types('!ak aufgaben'))).not.toContain('zurückgestellt');
});

test('what was missed stands among the tasks until the sitting is over', async () => {
  await planned();
  await it.until('2026-08-12T06:30:00Z');
  expect(plain(await mia().types('!ak aufgaben'))).toMatch(/F-1: Ergebnisse einreichen.*war fällig am Fr., 07.08.2026/);
  await it.until('2026-09-19T06:30:00Z');
  expect(plain(await mia().types('!ak aufgaben'))).not.toContain('F-1');
});

test('a conversation that somebody put off stands among their tasks', async () => {
  await planned();
  await it.done(it.adaAlone.types('!ak sitzung am Wohnen Di 16.6. 14–16 Uhr'));
  await it.until('2026-06-16T14:30:00Z');
  await it.done(it.adaAlone.types('!ak sitzung durchgeführt S-2'));
  expect(plain(await it.adaAlone.types('aufgaben'))).not.toContain('Weiterschreiben');
  await it.done(it.adaAlone.types('später'));
  const tasks = plain(await it.adaAlone.types('aufgaben'));
  expect(tasks).toMatch(/Weiterschreiben:.*Protokoll .*S-2.* – schreiben Sie mir im Direktchat: weiter/);
  expect(plain(await it.ben.types('!ak aufgaben'))).not.toContain('Weiterschreiben');
});

test('nobody is asked whether they come to a sitting of the committee', async () => {
  it = await world('memory', [...more, room('R-33', 'org:ausschuss', 'slack', 'ausschuss')]);
  await it.done(it.kim.types('!ak sitzung am Ausschuss Fr 18.9.2026 14 Uhr'));
  await it.done(it.kim.types('!ak sitzung einladen S-1'));
  await it.done(it.kim.types('!ak sitzung verlegen S-1 Fr 25.9.2026 14 Uhr'));
  expect(saying('slack', 'ausschuss', 'S-1').length).toBeGreaterThan(2);
  expect(saying('slack', 'ausschuss', 'Kommen Sie?')).toEqual([]);
  expect(saying('slack', 'lenkung', 'Kommen Sie?')).toEqual([]);
});
