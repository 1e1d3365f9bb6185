import { afterEach, describe, expect, test } from 'vitest';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

type Content = Readonly<Record<string, unknown>>;
type Event = { type: string; state_key: string; sender: string; content: Content };
const v3 = '/_matrix/client/v3';
let it: MatrixWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});

const stateOf = async (room: string, by = it.us): Promise<readonly Event[]> =>
  (await by.must('GET', `${v3}/rooms/${encodeURIComponent(room)}/state`)) as unknown as readonly Event[];
const contentOf = async (room: string, type: string, by = it.us) =>
  (await stateOf(room, by)).find((each) => each.type === type && each.state_key === '')?.content;
const childrenOf = async (space: string, by = it.us) =>
  (await stateOf(space, by)).flatMap(({ type, state_key, content }) =>
    type === 'm.space.child' && 'via' in content ? [state_key] : [],
  );
const whoMayEnter = async (space: string) => {
  const { join_rule: rule, allow = [] } = (await contentOf(space, 'm.room.join_rules')) ?? {};
  return { rule, rooms: (allow as readonly { room_id: string }[]).map(({ room_id: room }) => room).toSorted() };
};
const joined = async (by = it.us) => (await by.must('GET', `${v3}/joined_rooms`))['joined_rooms'] as readonly string[];
const spaces = async () => {
  const all = await joined();
  const is = await Promise.all(
    all.map(async (room) => (await contentOf(room, 'm.room.create'))?.['type'] === 'm.space'),
  );
  return all.filter((_, n) => is[n]);
};
const comes = (room: string) => until(async () => (await joined()).includes(room), 'the bot');
const creations = () => it.asked().filter((each) => each === `POST ${v3}/createRoom`).length;
const setsIn = (space: string, from = 0) =>
  it.asked(from).filter((each) => each.startsWith(`PUT ${v3}/rooms/${space}/state/`));
/** Kim alone with the bot. */
const alone = async () => {
  const chat = await it.kim.creates({ is_direct: true, invite: [it.account.id] });
  await comes(chat);
  return chat;
};
/** Kim has asked for one, and it is there. */
const made = async () => {
  const chat = await alone();
  await it.kim.says(chat, 'space');
  await until(async () => Object.keys(await it.kim.invitations()).length > 0, 'an invitation');
  const [space = ''] = Object.keys(await it.kim.invitations());
  return { chat, space };
};
const connected = async (name: string, to: string) => {
  const room = await it.kim.creates({ name, invite: [it.account.id, it.ben.id] });
  await comes(room);
  await it.kim.says(room, `!ak verbinden ${to}`);
  await it.kim.sees(room, 'Dieser Raum gehört jetzt zu');
  return room;
};
const lets = (room: string, level: number, by = it.ada) =>
  by.sets(room, 'm.room.power_levels', { users: { [it.account.id]: level }, events_default: 0 });

describe('a space that we make', () => {
  test('holds the connected rooms; whoever is in one of them comes in, and nobody else', async () => {
    it = await matrixWorld();
    await it.ready();
    const { space } = await made();
    expect(await contentOf(space, 'm.room.create')).toMatchObject({ type: 'm.space' });
    expect(await contentOf(space, 'm.room.name')).toEqual({ name: 'Landkreis Test' });
    expect(await childrenOf(space)).toEqual([it.room]);
    expect(await whoMayEnter(space)).toEqual({ rule: 'restricted', rooms: [it.room] });
    expect(await it.kim.invitations()).toEqual({ [space]: it.account.id });
    await it.kim.joins(space);
    await it.ben.joins(space);
    await expect(it.eve.joins(space)).rejects.toThrow('403');
    await expect(it.ben.invites(space, it.eve.id)).rejects.toThrow('403');
    // the rooms inside are no more open than before
    expect(await contentOf(it.room, 'm.room.join_rules')).toEqual({ join_rule: 'invite' });
    await expect(it.kim.joins(it.room)).rejects.toThrow('403');
  });

  test('follows: a room that is connected, upgraded, lost; and sets only what differs', async () => {
    it = await matrixWorld();
    await it.ready();
    const { space, chat } = await made();
    const work = await connected('Arbeit', 'Arbeit');
    await until(async () => (await childrenOf(space)).length === 2, 'the second room');
    await until(async () => (await whoMayEnter(space)).rooms.length === 2, 'its people');
    expect(await whoMayEnter(space)).toEqual({ rule: 'restricted', rooms: [it.room, work].toSorted() });
    expect(setsIn(space)).toHaveLength(2);

    await it.kim.says(chat, 'space');
    await it.kim.says(work, '!ak verbinden AK Migration'); // another organization, the same room
    await it.kim.sees(work, 'Arbeitskreis Migration');
    await it.pause(300);
    expect(setsIn(space)).toHaveLength(2);
    expect(await spaces()).toEqual([space]);

    const newer = await it.kim.upgrades(work, '12');
    await it.kim.invites(newer, it.account.id);
    await until(async () => (await childrenOf(space)).includes(newer), 'the new one');
    await until(async () => !(await childrenOf(space)).includes(work), 'without the old one');
    await it.kim.kicks(newer, it.account.id);
    await until(async () => (await childrenOf(space)).length === 1, 'without it');
    await until(async () => (await whoMayEnter(space)).rooms.length === 1, 'nor its people');
    expect(await childrenOf(space)).toEqual([it.room]);
  });

  test('is named by the rooms in which we may say so', async () => {
    it = await matrixWorld();
    await it.ready();
    const work = await connected('Arbeit', 'Arbeit');
    await lets(work, 50, it.kim);
    const { space } = await made();
    const parents = async (room: string) =>
      (await stateOf(room)).filter(({ type, content }) => type === 'm.space.parent' && 'via' in content);
    await until(async () => (await parents(work)).length === 1, 'the parent');
    expect(await parents(work)).toMatchObject([{ state_key: space, content: { via: ['hs.test'] } }]);
    expect(await parents(it.room)).toEqual([]);
    expect(it.asked().filter((each) => each.includes(`${it.room}/state/m.space.parent`))).toEqual([]);
  });

  test.each([
    ['whose making is answered by nothing', { is: 'answer lost' }],
    ['whose making is answered by half', { is: 'half answer' }],
    ['whose making nobody hears', { is: 'request lost' }],
    ['when there were too many requests', { is: 'too many', retryAfterMs: 200 }],
    ['when the server is overloaded', { is: 'overloaded' }],
  ] as const)('%s: there is one in the end', async (_, fault) => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    it.server.meets((asked) => asked.user === it.account.id && asked.path.endsWith('/createRoom'), fault);
    await it.kim.says(chat, 'space');
    await it.soon(async () => (await it.kim.invitations()) && (await spaces()).length > 0, 'a space');
    await it.soon(async () => Object.keys(await it.kim.invitations()).length > 0, 'an invitation');
    const [space = ''] = await spaces();
    expect(await spaces()).toHaveLength(1);
    expect(await childrenOf(space)).toEqual([it.room]);
    await connected('Arbeit', 'Arbeit'); // and it is known: the next change goes there
    await it.soon(async () => (await childrenOf(space)).length === 2, 'the second room');
    expect(await spaces()).toHaveLength(1);
    expect(creations()).toBeLessThanOrEqual(2);
  });

  test('where the server allows none: the coordinator is told, and asks again once it does', async () => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    it.server.meets((asked) => asked.user === it.account.id && asked.path.endsWith('/createRoom'), {
      is: 'refused',
      status: 403,
      code: 'M_FORBIDDEN',
    });
    await it.kim.says(chat, 'space');
    const told = (text: string) =>
      text.includes('Der Server lässt mich diesen Space nicht einrichten: Landkreis Test.');
    await until(() => it.toldOnSlack().some(told), 'the news');
    await it.kim.says(chat, 'space');
    await until(async () => (await spaces()).length === 1, 'a space');
    expect(it.toldOnSlack().filter(told)).toHaveLength(1);
  });
});

describe('a space that is there', () => {
  const space = { name: 'Kreis', creation_content: { type: 'm.space' }, room_alias_name: 'kreis' };

  test('is adopted: what others have set stays, what we set goes when it must', async () => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    const other = await it.ada.creates({ name: 'Andere' });
    const kreis = await it.ada.creates({ ...space, invite: [it.account.id] });
    await comes(kreis);
    await lets(kreis, 50);
    const via = { via: ['hs.test'] };
    await it.ada.sets(kreis, 'm.space.child', via, other);
    const rule = await contentOf(kreis, 'm.room.join_rules');
    await it.kim.says(chat, 'space #kreis:hs.test');
    await until(async () => (await childrenOf(kreis)).includes(it.room), 'the room');
    const work = await connected('Arbeit', 'Arbeit');
    await until(async () => (await childrenOf(kreis)).includes(work), 'the second room');
    await it.kim.kicks(work, it.account.id);
    await until(async () => !(await childrenOf(kreis)).includes(work), 'without it');
    expect((await childrenOf(kreis)).toSorted()).toEqual([other, it.room].toSorted());
    expect(await contentOf(kreis, 'm.room.join_rules')).toEqual(rule);
    expect(await contentOf(kreis, 'm.room.name')).toEqual({ name: 'Kreis' });
    expect(creations()).toBe(0);
  });

  test('of another district is none: its rooms stay as they are', async () => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    const ours = (of: string) => ({ 'de.gremienlotse': { space: `${of}/post:space:R-1/0` } });
    const via = { via: ['hs.test'] };
    const foreign = await it.us.creates({ creation_content: { type: 'm.space', ...ours('body:other') } });
    await it.us.sets(foreign, 'm.space.child', via, '!theirs:hs.test');
    await it.kim.says(chat, `space ${foreign}`);
    await until(() => it.toldOnSlack().length === 1, 'the news');
    expect(await childrenOf(foreign)).toEqual(['!theirs:hs.test']);
    // one that is shared loses nothing that our account has set there for others
    const shared = await it.ada.creates({ ...space, invite: [it.account.id] });
    await comes(shared);
    await lets(shared, 50);
    const theirs = { ...via, 'de.gremienlotse': { body: 'body:other' } };
    await it.us.sets(shared, 'm.space.child', theirs, '!theirs:hs.test');
    await it.kim.says(chat, `space ${shared}`);
    await until(async () => (await childrenOf(shared)).length === 2, 'ours beside it');
    expect((await childrenOf(shared)).toSorted()).toEqual([it.room, '!theirs:hs.test'].toSorted());
  });

  test('hears nothing, and nothing is said there', async () => {
    it = await matrixWorld();
    await it.ready();
    const kreis = await it.kim.creates({ ...space, invite: [it.account.id] });
    await comes(kreis);
    await lets(kreis, 50, it.kim);
    await it.kim.says(kreis, '!ak verbinden Arbeit');
    await it.kim.says(kreis, '!ak hilfe');
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().includes('hilfe'), 'the other room');
    expect(it.commands()).toEqual(['hilfe']);
    const chat = await alone();
    await it.kim.says(chat, `space ${kreis}`);
    await until(async () => (await childrenOf(kreis)).length === 1, 'the room');
    await it.kim.says(kreis, '!ak hilfe');
    await it.pause(300);
    expect(it.commands().filter((each) => each === 'hilfe')).toHaveLength(1);
    expect(await it.said(kreis, it.kim)).toEqual([]);
  });

  test('and cannot be adopted: why is told, with what we have and need, and after mending it is', async () => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    const kreis = await it.ada.creates(space);
    const told = async (words: string, count: number) => {
      await until(() => it.toldOnSlack().length === count, words);
      expect(it.toldOnSlack().at(-1)).toContain(words);
    };
    await it.kim.says(chat, 'space #kries:hs.test');
    await told('Einen Space mit diesem Namen finde ich nicht: #kries:hs.test', 1);
    await it.kim.says(chat, 'space Kreis');
    await told('Einen Space mit diesem Namen finde ich nicht: Kreis', 2);
    await it.kim.says(chat, `space ${it.room}`);
    await told(`Einen Space mit diesem Namen finde ich nicht: ${it.room}`, 3);
    await it.kim.says(chat, 'space #kreis:hs.test');
    await told('ich bin nicht darin: #kreis:hs.test', 4);
    await it.ada.invites(kreis, it.account.id);
    await comes(kreis);
    await it.kim.says(chat, 'space');
    await told('#kreis:hs.test. Sie ist 0, nötig ist 50.', 5);
    await lets(kreis, 50);
    await it.kim.says(chat, 'space');
    await until(async () => (await childrenOf(kreis)).includes(it.room), 'the room');
    expect(it.toldOnSlack()).toHaveLength(5);
    expect(await it.said()).toEqual([]);
  });

  test('is filled in the end, whatever goes wrong on the way', async () => {
    it = await matrixWorld();
    await it.ready();
    const chat = await alone();
    const kreis = await it.ada.creates({ ...space, invite: [it.account.id] });
    await comes(kreis);
    await lets(kreis, 50);
    const sets = (asked: { path: string; method: string }) =>
      asked.method === 'PUT' && asked.path.includes('m.space.child');
    it.server.meets(sets, { is: 'answer lost' });
    it.server.meets(sets, { is: 'too many', retryAfterMs: 100 });
    it.server.meets(/directory/, { is: 'overloaded' });
    await connected('Arbeit', 'Arbeit');
    await it.kim.says(chat, 'space #kreis:hs.test');
    await it.soon(async () => (await childrenOf(kreis)).length === 2, 'both rooms');
    expect(it.toldOnSlack()).toEqual([]);
  });
});

describe('where we may not write', () => {
  const MUTE = 'Meine Berechtigungsstufe dort ist 0, nötig ist 50.';

  test('a command does nothing, and whoever typed it reads why in their direct chat', async () => {
    it = await matrixWorld({ bare: true });
    await it.ready();
    const chat = await alone();
    const room = await it.kim.creates({
      invite: [it.account.id, it.eve.id],
      power_level_content_override: { events_default: 50 },
    });
    await it.eve.joins(room);
    await comes(room);
    await it.kim.says(room, '!ak verbinden Wohnen');
    const { body } = await it.kim.sees(chat, MUTE);
    expect(body).toContain('nichts getan');
    expect(it.commands()).toEqual([]);
    expect((await it.store.across.place({ connection: 'element', room }))?.row).toBeUndefined();
    // once it is mended, it works
    await it.kim.sets(room, 'm.room.power_levels', { users: { [it.account.id]: 50 }, events_default: 50 });
    await it.kim.says(room, '!ak verbinden Wohnen');
    await it.kim.sees(room, 'Dieser Raum gehört jetzt zu');
  });

  test('in a connected room, the coordinator is told once, and what was to be said comes when it is mended', async () => {
    it = await matrixWorld();
    await it.ready();
    const levels = (needed: number) =>
      it.ada.sets(it.room, 'm.room.power_levels', { users: {}, events_default: needed });
    await levels(50);
    await until(() => it.toldOnSlack().length > 0, 'the news');
    expect(it.toldOnSlack()).toEqual([
      expect.stringContaining('Arbeitskreis Wohnen. Meine Berechtigungsstufe dort ist 0'),
    ]);
    await levels(60);
    const chat = await alone();
    await it.kim.says(chat, '!ak umfrage Wohnen Di 30.6. 14 Uhr; Do 2.7. 10 Uhr');
    await until(() => it.commands().length > 0, 'the poll');
    await it.pause(300);
    await levels(0);
    await it.soon(async () => (await it.said()).some((text) => text.startsWith('U-1')), 'the poll');
    expect(it.toldOnSlack().filter((text) => text.includes('Berechtigungsstufe'))).toHaveLength(1);
  });

  test('no message is looked into with a request of its own', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.says(it.room, '!ak hilfe');
    await until(async () => (await it.said()).length > 0, 'the answer');
    const from = it.server.asked.length;
    for (let n = 0; n < 3; n += 1) await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().length === 4, 'all');
    await it.pause(300);
    expect(it.asked(from).filter((each) => each.endsWith('/state'))).toEqual([]);
  });
});
