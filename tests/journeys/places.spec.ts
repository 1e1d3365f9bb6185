import { afterEach, describe, expect, test } from 'vitest';
import type { Inbound, PlaceChange } from '../../src/core/messages.ts';
import { WEB } from '../../src/core/model/access.ts';
import { ok } from '../../src/core/model/result.ts';
import { type Change, save } from '../../src/core/step.ts';
import { texts } from '../../src/core/texts/index.ts';
import { body, direct, district, person } from '../support/district.ts';
import { type World, world } from '../support/world.ts';

const { de } = texts;
const OPEN = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
type Connection = Extract<Inbound, { kind: 'connection' }>;

describe('places', () => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const reads = () => it.store.read(body).reads;
  const changes = async (connection: string, room: string, change: PlaceChange) => {
    const said = await it.door.receive({ id: it.next(), kind: 'place', at: { connection, room }, change });
    expect(said.kind).toBe('done');
    await it.deliver();
  };
  const connection = async (change: Connection['change'], name = 'slack') => {
    await it.door.receive({ id: it.next(), kind: 'connection', connection: name, change });
    await it.deliver();
  };
  /** Kim is reached on Matrix, too. */
  const kimOnMatrix = [
    ...person('P-3', 'Kim Keller', [['matrix', '@kim']], {}),
    direct('R-30', 'P-3', 'matrix', 'D-kim'),
  ];

  test('a coordinator connects a room by a command, and nobody else', async () => {
    it = await world('memory', [save('membership', { person: 'P-1', organization: 'org:arbeit', roles: ['chair'] })]);
    const { ada, kim, done, shown } = it;
    const there = { room: 'arbeit-neu' };
    expect((await ada.in(there).types('!ak verbinden Arbeit')).kind).toBe('refused');
    expect((await kim.in(there).types('!ak umfragen')).kind).toBe('refused');
    expect((await kim.in(there).types('!ak verbinden Nirgends')).kind).toBe('refused');
    expect(await reads().places.at({ connection: 'slack', ...there })).toBeUndefined();
    await done(kim.in({ ...there, thread: 'm9' }).types('!ak verbinden Arbeit'));
    expect(await reads().places.at({ connection: 'slack', ...there })).toMatchObject({
      organization: 'org:arbeit',
      state: 'joined',
    });
    await done(ada.in(there).types(OPEN));
    expect(shown('slack', 'arbeit-neu')).toHaveLength(1);
    expect(shown('matrix', '!arbeit')).toHaveLength(1);
    await done(kim.in(there).types('!ak verbinden AK Migration'));
    expect((await reads().places.at({ connection: 'slack', ...there }))?.id).toBe('R-101');
    expect(await reads().places.of('org:arbeit')).toHaveLength(1);
  });

  test('a room that nobody has connected hears nothing but the wish to be, and is told nothing', async () => {
    it = await world();
    const { ada, kim, person: of, deliver, platforms } = it;
    const there = { room: 'unbekannt' };
    for (const who of [ada, kim, of('slack', 'nobody', there)]) {
      expect(await who.in(there).types('Hallo')).toEqual({ kind: 'done' });
      expect((await who.in(there).types(OPEN)).kind).toBe('refused');
      expect((await who.in(there).clicks('m1', '1:yes')).kind).toBe('refused');
    }
    for (const change of [{ is: 'joined' }, { is: 'removed' }, { is: 'encrypted' }, { is: 'missed' }] as const)
      await changes('slack', 'unbekannt', change);
    await deliver();
    expect(platforms.slack.messages).toEqual([]);
    expect(await reads().polls.byId('U-1')).toBeUndefined();
  });

  test.each(['removed', 'encrypted'] as const)(
    '%s: the coordinator is told elsewhere, and what was to be said there is kept',
    async (is) => {
      it = await world('memory', kimOnMatrix);
      const { ada, done, shown } = it;
      await ada.types(OPEN);
      await changes('slack', 'wohnen', { is });
      expect(shown('matrix', 'D-kim')).toEqual([de.placeNews[is]('Arbeitskreis Wohnen').join('')]);
      await done(it.adaOnMatrix.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr'));
      expect(shown('slack', 'wohnen')).toEqual([]);
      expect(shown('matrix', '!wohnen')).toHaveLength(2);
      await changes('slack', 'wohnen', { is: 'joined' });
      expect(shown('slack', 'wohnen')[0]).toContain('# U-1');
      // what was said in the meantime was meant for it, too
      expect(shown('slack', 'wohnen')).toHaveLength(2);
    },
  );

  test('where there is one platform only, the coordinator hears of a lost room there', async () => {
    it = await world();
    await changes('slack', 'wohnen', { is: 'removed' });
    expect(it.shown('slack', 'D-kim')).toHaveLength(1);
  });

  test('a coordinator who has never opened their pages hears of a lost room where they are', async () => {
    it = await world('memory', [
      ...person('P-3', 'Kim Keller', [[WEB, 'page-of-kim']], {}),
      direct('R-41', 'P-3', WEB, 'page-of-kim'),
    ]);
    await changes('slack', 'wohnen', { is: 'removed' });
    expect(it.shown('slack', 'D-kim')).toHaveLength(1);
  });

  test('of a lost room a former coordinator hears nothing', async () => {
    it = await world('memory', [
      ...kimOnMatrix,
      ...person('P-9', 'Fritz Frueher', [['matrix', '@fritz']], {}),
      save('membership', { person: 'P-9', organization: 'org:lenkung', roles: ['coordinator'], until: '2026-01-31' }),
      direct('R-40', 'P-9', 'matrix', 'D-fritz'),
    ]);
    await changes('slack', 'wohnen', { is: 'removed' });
    expect(it.shown('matrix', 'D-kim')).toHaveLength(1);
    expect(it.shown('matrix', 'D-fritz')).toEqual([]);
  });

  test('an upgraded room goes on under its new name: old messages are edited, new ones come there', async () => {
    it = await world();
    const { ben, ada, done, shown, message, person: of } = it;
    await done(ada.types(OPEN));
    const poll = message('matrix', '# U-1');
    await changes('matrix', '!wohnen', { is: 'upgraded', to: { connection: 'matrix', room: '!wohnen-2' } });
    await ben.types('!ak stimme U-1 1 ja'); // in the old room nobody is heard any more
    expect(await reads().ballots.of('U-1')).toEqual([]);
    const there = of('matrix', '@ben', { room: '!wohnen-2' });
    await done(there.clicks(poll, '1:yes'));
    await done(ada.types('!ak sitzung am Wohnen Di 7.7. 14 Uhr'));
    expect(shown('matrix', '!wohnen-2').map((text) => text.slice(0, 5))).toEqual(['# S-2']);
    expect(shown('matrix', '!wohnen').join()).toMatch(/1\. .* – 1 ja/);
  });

  test('a connection revoked is told on another, and told when it is back; nothing is lost in between', async () => {
    it = await world('memory', kimOnMatrix);
    const { ada, done, shown } = it;
    await connection('revoked');
    expect(shown('matrix', 'D-kim')).toEqual([de.placeNews.revoked('slack').join('')]);
    expect(shown('slack')).toEqual([]);
    await done(it.adaOnMatrix.types(OPEN));
    await connection('back');
    expect([...shown('matrix', 'D-kim'), ...shown('slack', 'D-kim')]).toContain(de.placeNews.back('slack').join(''));
    await it.deliver();
    expect(shown('slack', 'wohnen')).toHaveLength(1);
    await done(ada.types('!ak umfragen'));
  });

  test('of a connection that it has no room on, a district hears nothing', async () => {
    it = await world();
    const other = 'body:other';
    const there = district.flatMap((change): readonly Change[] => {
      if (change.table === 'body') return [save('body', { ...change.row, id: other })];
      if (change.table === 'account') return [];
      if (change.table !== 'place') return [change];
      return [
        save('place', {
          ...change.row,
          spot: { ...change.row.spot, connection: 'matrix', room: `drüben-${change.row.id}` },
        }),
      ];
    });
    await it.store.ledger.commit({
      body: other,
      cause: 'import',
      expect: [],
      decision: ok({ save: there, posts: [] }),
    });
    await connection('revoked');
    expect(it.shown('matrix')).toEqual([]);
  });

  test('the first direct message makes a place; what concerns its person alone comes there from then on', async () => {
    it = await world();
    const { person: of, done, until, ada, shown } = it;
    const ben = of('matrix', '@ben', { room: 'D-ben', direct: true });
    expect((await of('matrix', '@nobody', { room: 'D-no', direct: true }).types('Hallo')).kind).toBe('refused');
    await done(ben.types('Hallo'));
    await done(ben.types('Hallo'));
    expect(await reads().places.direct('P-2')).toMatchObject([
      { id: 'R-101', kind: 'direct', spot: { room: 'D-ben' } },
    ]);
    await done(ada.types(OPEN));
    await until('2026-06-22T10:00:00Z');
    expect(shown('matrix', 'D-ben').join()).toContain('U-1');
  });

  test('a person has a language, and a room has one', async () => {
    it = await world();
    const { ada, adaAlone, ben, done, shown, until } = it;
    await done(ada.types(OPEN));
    const german = shown('slack', 'wohnen');
    expect((await ben.types('!ak sprache en raum')).kind).toBe('refused');
    expect(JSON.stringify(await ada.types('!ak sprache en raum'))).toContain(
      'In diesem Raum spreche ich jetzt Englisch.',
    );
    await done(ada.types('!ak sprache english'));
    await done(ada.types('!ak stimme U-1 1 ja'));
    expect(shown('matrix', '!wohnen')[0]).toContain('Welcher Termin');
    expect(shown('slack', 'wohnen')[0]).not.toContain('Welcher Termin');
    expect(german[0]).toContain('Welcher Termin');
    const refused = await adaAlone.types('!ak xyz');
    expect(JSON.stringify(refused)).toContain(texts.en.command.help.example);
    expect(JSON.stringify(await ben.types('!ak xyz'))).toContain('hilfe');
    await done(ada.types('!ak sitzung am Wohnen 15.6. 11–12 Uhr'));
    await until('2026-06-15T11:00:00Z');
    expect(shown('slack', 'D-ada').join()).toContain(texts.en.meeting.wasHeld);
  });
});
