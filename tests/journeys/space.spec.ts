import { afterEach, describe, expect, test } from 'vitest';
import type { PlaceChange } from '../../src/core/messages.ts';
import { spaceRoom } from '../../src/core/model/place.ts';
import { body, person, room } from '../support/district.ts';
import { plain, type World, world } from '../support/world.ts';

/** Kim coordinates, and has an account on Matrix, too. */
const kim = person('P-3', 'Kim Keller', [['matrix', '@kim']], {});

describe('a space', () => {
  let it: World;
  afterEach(async () => {
    await it.end();
    expect(it.bugs).toEqual([]);
  });
  const changes = async (id: string, at: string, change: PlaceChange) => {
    const said = await it.door.receive({ id, kind: 'place', at: { connection: 'matrix', room: at }, change });
    expect(said.kind).toBe('done');
    await it.deliver();
  };
  const onMatrix = (where: string) => it.person('matrix', '@kim', { room: where });
  const held = (named = 'R-101') =>
    it.shown('matrix', spaceRoom(body, named)).map((text) =>
      text
        .replace(/ #\d+$/, '')
        .split('\n')
        .slice(1)
        .toSorted(),
    );

  test('holds the rooms of its connection, and follows them', async () => {
    it = await world('memory', kim);
    await it.done(onMatrix('!wohnen').types('!ak space'));
    expect(held()).toEqual([['- Arbeitskreis Arbeit und Ausbildung', '- Arbeitskreis Wohnen']]);

    await it.done(onMatrix('!neu').types('!ak verbinden Lenkungsgruppe'));
    const [three] = held();
    expect(three).toEqual([
      '- Arbeitskreis Arbeit und Ausbildung',
      '- Arbeitskreis Wohnen',
      '- Lenkungsgruppe Integration',
    ]);
    await it.done(onMatrix('!neu').types('!ak verbinden AK Migration'));
    expect(held()).toEqual([[...(three ?? []).slice(0, 2), '- Arbeitskreis Migration'].toSorted()]);

    await changes('happened1', '!arbeit', { is: 'removed' });
    expect(held()[0]).not.toContain('- Arbeitskreis Arbeit und Ausbildung');
    await changes('happened2', '!arbeit', { is: 'joined' });
    await changes('happened3', '!wohnen', { is: 'encrypted' });
    expect(held()[0]).toHaveLength(3);
    const before = it.shown('matrix', spaceRoom(body, 'R-101'));
    await changes('happened4', '!arbeit', { is: 'upgraded', to: { connection: 'matrix', room: '!arbeit2' } });
    expect(it.shown('matrix', spaceRoom(body, 'R-101'))).not.toEqual(before); // shown once more, in its new room
    expect(held()).toHaveLength(1);
    expect(it.shown('slack').join()).not.toContain('# Landkreis');
  });

  test('that cannot be: the coordinator is told once why, and anew when it was asked for again', async () => {
    it = await world('memory', [...kim, room('R-51', 'org:lenkung', 'matrix', '!lenkung')]);
    await it.done(onMatrix('!lenkung').types('!ak space #kreis:hs.test'));
    const at = spaceRoom(body, '#kreis:hs.test');
    const told = () => it.shown('slack', 'D-kim');
    const lacks = { is: 'lacks', lack: { why: 'power', has: 0, needs: 50 } } as const;
    await changes('happened1', at, lacks);
    await changes('happened2', at, lacks);
    expect(told()).toEqual([expect.stringMatching(/In diesem Space .*: #kreis:hs\.test\. Sie ist 0, nötig ist 50\./)]);
    await it.done(onMatrix('!lenkung').types('!ak space'));
    await changes('happened3', at, lacks);
    expect(told()).toHaveLength(2);
    await changes('happened4', at, { is: 'able' });
    expect(told()).toHaveLength(2);
    await changes('happened5', at, { is: 'lacks', lack: { why: 'outside' } });
    expect(told()[2]).toContain('ich bin nicht darin: #kreis:hs.test');
  });

  test('is for the coordinator to want, in a room or alone, where there can be one', async () => {
    it = await world('memory', kim, { can: (on) => (on === 'matrix' ? ['space'] : []) });
    const refused = await it.kim.types('!ak space');
    expect([refused.kind, plain(refused)]).toEqual(['refused', expect.stringContaining('nur auf Matrix')]);
    expect((await it.ben.types('!ak space')).kind).toBe('refused');
    expect(it.platforms.matrix.messages).toEqual([]);
    await it.done(it.person('matrix', '@kim', { room: 'D-kim-m', direct: true }).types('space'));
    expect(it.platforms.matrix.messages).toHaveLength(1);
  });
});

describe('a room where we may not write any more', () => {
  test('is told to the coordinator once, with both numbers; that it is mended, to nobody', async () => {
    const it = await world();
    const change = async (id: string, is: PlaceChange) => {
      await it.door.receive({ id, kind: 'place', at: { connection: 'matrix', room: '!wohnen' }, change: is });
      await it.deliver();
      return it.shown('slack', 'D-kim');
    };
    const lacks = { is: 'lacks', lack: { why: 'power', has: 0, needs: 50 } } as const;
    expect(await change('happened0', { is: 'able' })).toEqual([]);
    const told = await change('happened1', lacks);
    expect(told).toEqual([expect.stringMatching(/Arbeitskreis Wohnen\. .* ist 0, nötig ist 50\./)]);
    expect(await change('happened2', { ...lacks, lack: { ...lacks.lack, has: -1 } })).toHaveLength(1);
    expect(await change('happened3', { is: 'able' })).toHaveLength(1);
    expect(await change('happened4', lacks)).toHaveLength(2);
    expect(it.bugs).toEqual([]);
    await it.end();
  });
});
