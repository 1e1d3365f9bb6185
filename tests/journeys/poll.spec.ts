import { afterEach, describe, expect, test } from 'vitest';
import { storeKinds } from '../support/stores.ts';
import { plain, type World, world } from '../support/world.ts';

const OPEN = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10–12 Uhr';
const THREE = `${OPEN}; Fr 3.7. 9 Uhr`;

describe.each(storeKinds)('a date poll over two platforms, on %s', (kind) => {
  let it: World;
  const begin = async () => {
    it = await world(kind);
    return it;
  };
  afterEach(async () => {
    expect(it.bugs).toEqual([]);
    await it.end();
  });

  test('a poll is opened in both rooms, and a redelivered event is answered alike', async () => {
    const { bots, deliver, shown } = await begin();
    const event = { event: 'x1', user: 'ada', room: 'wohnen', type: 'typed', text: OPEN } as const;
    const answer = await bots.slack.take(event);
    expect(answer.kind).toBe('done');
    expect(await bots.slack.take(event)).toEqual(answer);
    await deliver();
    expect(shown('slack', 'wohnen')).toHaveLength(1);
    expect(shown('slack')).toEqual(shown('matrix'));
    expect(shown('slack')[0]).toContain(
      '# U-1: Welcher Termin passt für Arbeitskreis Wohnen?\n1. Di., 30.06.2026, 14:00 Uhr – 0 ja',
    );
  });

  test('one person has one vote over all accounts, and both rooms see the edit', async () => {
    const { ada, adaOnMatrix, ben, deliver, shown, message } = await begin();
    await ada.types(OPEN);
    await deliver();
    const answer = await ada.clicks(message('slack', 'U-1'), '1:yes');
    expect(plain(answer)).toContain('Di., 30.06.2026');
    await Promise.all([
      adaOnMatrix.types('1 nein, 2 vielleicht', { to: message('matrix', 'U-1') }),
      ben.clicks(message('matrix', 'U-1'), '2:yes'),
    ]);
    await deliver();
    for (const on of ['slack', 'matrix'] as const) {
      expect(shown(on)).toHaveLength(1);
      expect(shown(on)[0]).toContain('1. Di., 30.06.2026, 14:00 Uhr – 0 ja, 0 vielleicht, 1 nein');
      expect(shown(on)[0]).toContain('2. Do., 02.07.2026, 10:00–12:00 Uhr – 1 ja, 1 vielleicht, 0 nein');
      expect(shown(on)[0]).toContain('#1');
    }
  });

  test('an answer to the poll that is no vote is met with an example; talk in the room is not', async () => {
    const { ben, deliver, shown, message } = await begin();
    await it.ada.types(OPEN);
    await deliver();
    expect(shown('matrix')[0]).toContain('als Antwort auf diese Nachricht');
    const to = message('matrix', 'U-1');
    const said = await ben.types('passt mir nicht', { to });
    expect(said.kind).toBe('refused');
    expect(plain(said)).toMatch(/1 ja, 2 vielleicht.*kommentar U-1/);
    for (const talk of ['passt mir nicht', '1 ja, 2 vielleicht', 'alle ja'])
      expect(await ben.types(talk)).toEqual({ kind: 'done' });
    expect(await it.guest.types('Ich höre nur zu', { to })).toEqual({ kind: 'done' });
    expect(plain(await it.done(ben.types('Alle ja', { to })))).toMatch(/30\.06\.2026.*ja.*02\.07\.2026.*ja/);
    expect(shown('matrix')[0]).toMatch(/1\. .* – 1 ja[\s\S]*2\. .* – 1 ja/);
    await it.done(it.ada.types('!ak umfrage schließen U-1'));
    expect(await ben.types('schade', { to })).toEqual({ kind: 'done' });
  });

  test('alone with us marks count in the one open poll of their groups; of several it is asked which', async () => {
    await begin();
    await it.done(it.ada.types(OPEN));
    expect(plain(await it.adaAlone.types('2'))).not.toContain('notiert');
    expect(plain(await it.done(it.adaAlone.types('1 ja, 2 vielleicht')))).toMatch(/U-1.*30\.06\.2026.*02\.07\.2026/);
    expect(it.shown('slack', 'wohnen')[0]).toMatch(/1\. .* – 1 ja/);
    await it.done(it.ada.types(OPEN));
    const said = await it.adaAlone.types('1 nein');
    expect(said.kind).toBe('refused');
    expect(plain(said)).toMatch(/stimme U-1 1 nein.*stimme U-2 1 nein/);
    const kim = it.kim.in({ room: 'D-kim', direct: true }); // of a group without a poll
    expect(plain(await kim.types('1 ja'))).not.toContain('U-1');
  });

  test('a date whose meeting was called off is not set again; the way to a new meeting is named, and works', async () => {
    await begin();
    await it.done(it.ada.types(OPEN));
    await it.done(it.ada.types('!ak sitzung festlegen U-1 1'));
    await it.done(it.ada.types('!ak sitzung absagen S-1'));
    const said = await it.ada.types('!ak sitzung festlegen U-1 2');
    expect(said.kind).toBe('refused');
    const [, command] = /"command":"([^"]+)"/.exec(plain(said)) ?? [];
    await it.done(it.ada.types(`!ak ${command}`));
    expect(it.shown('slack', 'wohnen').join()).toMatch(/S-2[\s\S]*02\.07\.2026, 10:00–12:00/);
    it.clock.now = '2026-07-03T08:00:00Z';
    expect(plain(await it.ada.types('!ak sitzung festlegen U-1 2'))).toContain('sitzung am Wohnen <Termin>');
  });

  test('the date that suits best so far says so, and so do those that suit equally well', async () => {
    const { ada, ben, done, shown, message } = await begin();
    const ahead = () =>
      shown('slack')[0]?.match(/^\d(?=.*(besten|gleichauf|gleich gut))|(?<=– )\D*(besten|gleichauf vorn|gleich gut)/gm);
    await done(ada.types(THREE));
    expect(ahead()).toBeNull();
    await done(ben.clicks(message('slack', 'U-1'), '1:no'));
    expect(ahead()).toBeNull(); // nobody can
    await done(ben.clicks(message('slack', 'U-1'), '2:yes'));
    expect(ahead()).toEqual(['2', 'bisher am besten']);
    await done(ada.clicks(message('slack', 'U-1'), '1:yes'));
    expect(ahead()).toEqual(['1', 'bisher gleichauf vorn', '2', 'bisher gleichauf vorn']);
    await done(ada.clicks(message('slack', 'U-1'), '3:yes'));
    expect(ahead()).toBeNull(); // all are alike
    await done(ada.clicks(message('slack', 'U-1'), '2:if-need-be'));
    await done(ada.types('!ak umfrage schließen U-1'));
    expect(ahead()).toEqual(['2', 'passt am besten']);
  });

  test('of a hidden poll nothing is said before it is closed, not even what is ahead', async () => {
    const { ada, ben, done, shown, message } = await begin();
    await done(ada.types(`${OPEN} verdeckt`));
    await done(ben.clicks(message('slack', 'U-1'), '2:yes'));
    expect(shown('slack')[0]).not.toMatch(/besten|vorn/);
    await done(ada.types('!ak umfrage schließen U-1'));
    expect(shown('slack')[0]).toMatch(/2\. .* – passt am besten$/m);
  });

  test('two votes of one person at once: the second is decided again, and neither is lost', async () => {
    const { ada, adaOnMatrix, deliver, shown, message } = await begin();
    await ada.types(OPEN);
    await deliver();
    await Promise.all([
      ada.clicks(message('slack', 'U-1'), '1:yes'),
      adaOnMatrix.clicks(message('matrix', 'U-1'), '2:yes'),
    ]);
    await deliver();
    expect(shown('matrix')[0]).toMatch(/1\. .* – 1 ja[\s\S]*2\. .* – 1 ja/);
  });

  test('guests and strangers may not vote, and are told who could', async () => {
    const { ada, guest, person, deliver, message } = await begin();
    await ada.types(OPEN);
    await deliver();
    const refused = await guest.clicks(message('matrix', 'U-1'), '1:yes');
    expect(refused.kind).toBe('refused');
    expect(plain(refused)).toContain('Ada Amann');
    expect((await person('slack', 'stranger', { room: 'wohnen' }).clicks(message('slack', 'U-1'), '1:yes')).kind).toBe(
      'refused',
    );
  });

  test('a meeting cancelled while its date is sought: each room is told once, and its poll ends', async () => {
    const { ada, done, shown } = await begin();
    await done(ada.types(OPEN));
    await done(ada.types('!ak sitzung absagen S-1 grund: Kein Bedarf'));
    for (const on of ['slack', 'matrix'] as const) {
      expect(shown(on).map((text) => text.split('\n')[0])).toEqual([
        '# U-1: Welcher Termin passt für Arbeitskreis Wohnen?',
        '# Abgesagt: Sitzung S-1, Arbeitskreis Wohnen',
      ]);
      expect(shown(on)[0]).toContain('Die Umfrage ist geschlossen.');
      expect(shown(on)[1]).toContain('Damit endet auch die Terminumfrage U-1.');
      expect(shown(on)[1]).toContain('Grund: Kein Bedarf');
    }
  });

  test('a poll that ends without votes says so, and recommends nothing that is refused', async () => {
    const { ada, done, shown } = await begin();
    await done(ada.types(OPEN));
    await done(ada.types('!ak umfrage schließen U-1'));
    const [card, end = ''] = shown('slack');
    expect(card).toContain('Die Umfrage ist geschlossen. Niemand hat abgestimmt.');
    expect(end).toContain('Niemand hat abgestimmt.');
    const told = [...end.matchAll(/: (!ak (?:umfrage|sitzung) .*)$/gm)].map(([, command]) => command ?? '');
    expect(told).toHaveLength(2);
    for (const command of told) expect((await ada.types(command)).kind).toBe('done');
    const refused = await ada.types('!ak sitzung festlegen U-2');
    expect(plain(refused)).toContain('Noch hat niemand abgestimmt.');
  });

  test('a poll in which everyone says no recommends other dates alone', async () => {
    const { ada, done, shown } = await begin();
    await done(ada.types(OPEN));
    await done(ada.types('!ak stimme U-1 1 nein, 2 nein'));
    await done(ada.types('!ak umfrage schließen U-1'));
    expect(shown('slack')[1]).toContain('An keinem der Termine kann jemand.');
    expect(shown('slack')[1]).not.toContain('festlegen');
  });

  test('who coordinates sees the polls and meetings of every group, soonest first, and is not asked to vote there', async () => {
    const { ada, ben, kim, done, person } = await begin();
    const kimAlone = person('slack', 'kim', { room: 'D-kim', direct: true });
    await done(kim.types('!ak sitzung am Di 7.7. 10 Uhr'));
    await done(ada.types(OPEN));
    await done(ada.types('!ak sitzung am Wohnen Mi 1.7. 10 Uhr'));
    expect(plain(await kimAlone.types('!ak umfragen'))).toContain('"U-1: ');
    expect(plain(await kimAlone.types('!ak sitzungen'))).toMatch(/S-3.*S-1.*S-2/);
    expect(plain(await kimAlone.types('!ak aufgaben'))).not.toContain('U-1');
    expect(plain(await ben.types('!ak sitzungen'))).not.toContain('S-1');
    const other = person('matrix', '@guest', { room: '!wohnen' });
    expect(plain(await other.types('!ak umfragen'))).toContain('"U-1: ');
  });
});
