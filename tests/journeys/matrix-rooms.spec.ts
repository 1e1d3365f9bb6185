import { afterEach, describe, expect, test } from 'vitest';
import { texts } from '../../src/core/texts/index.ts';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

const { de } = texts;
const POLL = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
const encrypted = { algorithm: 'm.megolm.v1.aes-sha2' };
let it: MatrixWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
const polls = async (): Promise<number> => (await it.said()).filter((text) => text.includes('U-1')).length;
type Asked = { path: string; user: string | undefined };
const asks = (what: string) => (asked: Asked) => asked.user === it.account.id && asked.path.includes(what);
const ownIn = async (room: string, by = it.ada) =>
  (await by.raw(room)).findLast((event) => event['state_key'] === it.account.id)?.['content'] as
    | { membership: string }
    | undefined;
const becomes = (room: string, is: 'join' | 'leave', by = it.ada) =>
  until(async () => (await ownIn(room, by))?.membership === is, `${is} there`);
const placeAt = async (room: string) => (await it.store.across.place({ connection: 'element', room }))?.row;

describe('invitations', () => {
  test('only of those who may; others read why, once', async () => {
    it = await matrixWorld({ bare: true, inviters: ['@ada:hs.test'] });
    await it.ready();
    const wanted = await it.ada.creates({ invite: [it.account.id] });
    const stranger = await it.eve.creates({ invite: [it.account.id] });
    await becomes(wanted, 'join');
    await becomes(stranger, 'leave', it.eve);
    expect(await ownIn(stranger, it.eve)).toEqual({
      membership: 'leave',
      reason: expect.stringContaining('Diese Einladung darf ich nicht annehmen.'),
    });
    expect(it.asked().filter((each) => each.endsWith('/leave'))).toHaveLength(1);
  });

  test('into encrypted rooms not at all', async () => {
    it = await matrixWorld({ bare: true });
    await it.ready();
    const initial_state = [{ type: 'm.room.encryption', state_key: '', content: encrypted }];
    const room = await it.ada.creates({ invite: [it.account.id], initial_state });
    await becomes(room, 'leave');
    expect(await ownIn(room)).toMatchObject({ reason: expect.stringContaining('verschlüsselten') });
    expect(it.asked().filter((each) => each.includes('/send/') || each.includes('/join/'))).toEqual([]);
  });

  test('many at once, and a server that bears few joins: meanwhile others are heard, and in the end we are everywhere', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(asks('/join/'), { is: 'too many', retryAfterMs: 5_000 }, 3);
    const rooms: string[] = [];
    for (let n = 0; n < 8; n += 1) rooms.push(await it.ada.creates({ invite: [it.account.id] }));
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().includes('hilfe'), 'the other room');
    const joined = async () => (await it.us.must('GET', '/_matrix/client/v3/joined_rooms'))['joined_rooms'] as string[];
    expect(await joined()).not.toContain(rooms[7]);
    await until(async () => (await joined()).length === 9, 'coming');
  });

  test('one that could not be answered is, after a restart', async () => {
    it = await matrixWorld();
    const first = await it.ready();
    it.server.meets(asks('/join/'), { is: 'overloaded' }, 99);
    const room = await it.ada.creates({ invite: [it.account.id] });
    await until(() => it.joins() > 1, 'a try');
    await first.stop();
    it.server.heals();
    await it.ready();
    await becomes(room, 'join');
  });

  test('one that was taken back meanwhile is nothing', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(asks('/join/'), { is: 'too many', retryAfterMs: 5_000 }, 1);
    const room = await it.ada.creates({ invite: [it.account.id] });
    await until(() => it.joins() > 1, 'a try');
    await it.ada.kicks(room, it.account.id);
    await it.pause(800);
    expect(it.joins()).toBe(2);
    expect(it.toldOnSlack()).toEqual([]);
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().includes('hilfe'), 'going on');
  });

  test('alone with somebody one needs no sign, from the first word on', async () => {
    it = await matrixWorld();
    await it.ready();
    const alone = await it.ben.creates({ is_direct: true, invite: [it.account.id] });
    await becomes(alone, 'join', it.ben);
    await it.ben.says(alone, 'Wer bist du?');
    await until(() => it.heard.some(({ kind }) => kind === 'reply'), 'the word');
    expect(it.heard.find(({ kind }) => kind === 'reply')).toMatchObject({ at: { direct: true } });
  });

  test('alone with somebody, and encrypted as Element makes it: we do not come, and invite them to one that is not', async () => {
    it = await matrixWorld({ bare: true, inviters: ['@ada:hs.test', '@ben:hs.test'] });
    await it.ready();
    const initial_state = [{ type: 'm.room.encryption', state_key: '', content: encrypted }];
    const asEncrypted = { is_direct: true, preset: 'trusted_private_chat', invite: [it.account.id], initial_state };
    const [first, stranger] = [await it.ada.creates(asEncrypted), await it.eve.creates(asEncrypted)];
    await becomes(first, 'leave');
    await becomes(stranger, 'leave', it.eve);
    expect(await ownIn(first)).toMatchObject({ reason: expect.stringContaining('Direktchat ohne Verschlüsselung') });
    const [chat = ''] = Object.keys(await it.ada.invitations());
    await it.ada.joins(chat);
    await it.ada.says(chat, 'hilfe');
    await until(async () => (await it.said(chat)).length > 0, 'an answer');
    await becomes(await it.ada.creates(asEncrypted), 'leave');
    await it.pause(200);
    expect(Object.keys(await it.ada.invitations())).toEqual([]); // the same serves again
    expect(Object.keys(await it.eve.invitations())).toEqual([]);
  });

  test('to a room that is only not made for one alone, although nobody else is there: it may become the room of a group', async () => {
    it = await matrixWorld({ bare: true });
    await it.ready();
    const room = await it.kim.creates({ preset: 'private_chat', invite: [it.account.id] });
    await becomes(room, 'join', it.kim);
    await it.kim.says(room, 'aufgaben');
    await it.kim.says(room, '!ak verbinden Wohnen');
    await it.kim.sees(room, 'Dieser Raum gehört jetzt zu');
    expect(await it.said(room, it.kim)).toHaveLength(1);
    expect(await placeAt(room)).toMatchObject({ kind: 'room', organization: 'org:wohnen' });
  });

  test('one that comes in the very moment in which we begin is not passed over', async () => {
    it = await matrixWorld({ bare: true });
    const isFirst = ({ path, user, query }: (typeof it.server.asked)[number]) =>
      user === it.account.id && path.endsWith('/sync') && !query.has('since');
    const isPlace = (asked: Parameters<typeof isFirst>[0]) =>
      isFirst(asked) && (asked.query.get('filter') ?? '').includes('presence');
    it.server.meets(isPlace, { is: 'slow', ms: 500 });
    const ready = it.ready();
    await until(() => it.server.asked.some(isPlace), 'asking where we begin');
    await it.pause(100);
    const room = await it.ada.creates({ invite: [it.account.id] });
    await ready;
    await becomes(room, 'join');
  });

  test('at the first start, with a thousand rooms: ready within five seconds, and who invited us before is answered', async () => {
    it = await matrixWorld({ bare: true });
    for (let n = 0; n < 1_000; n += 1) {
      const room = await it.ben.creates({ invite: [it.account.id] });
      await it.us.joins(room);
    }
    const waiting = await it.ada.creates({ invite: [it.account.id] });
    const begin = performance.now();
    await it.ready();
    expect(performance.now() - begin).toBeLessThan(5_000);
    await becomes(waiting, 'join');
    expect(it.heard.filter(({ kind }) => kind !== 'place')).toEqual([]);
  }, 60_000);
});

describe('rooms that change', () => {
  test.each(['kicks', 'bans'] as const)(
    '%s: the coordinator is told elsewhere, and once we are back what was due comes',
    async (how) => {
      it = await matrixWorld();
      const { door } = await it.ready();
      await it.ada[how](it.room, it.account.id);
      await until(() => it.toldOnSlack().length > 0, 'the news');
      expect(it.toldOnSlack()).toEqual([de.placeNews.removed('Arbeitskreis Wohnen').join('')]);
      expect((await placeAt(it.room))?.state).toBe('gone');
      await door.receive({
        id: 'meanwhile',
        kind: 'command',
        words: 'sitzung am Wohnen Di 7.7. 14 Uhr',
        by: { connection: 'slack', id: 'ada' },
        at: { connection: 'slack', room: 'wohnen' },
      });
      if (how === 'bans') await it.ada.unbans(it.room, it.account.id);
      await it.ada.invites(it.room, it.account.id);
      await until(async () => (await placeAt(it.room))?.state === 'joined', 'coming back');
      await until(async () => (await it.said()).some((text) => text.includes('S-1')), 'what was due');
      expect(it.toldOnSlack()).toHaveLength(1);
    },
  );

  test('one that becomes encrypted is reported, and nothing is said there any more', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
    await it.ada.sets(it.room, 'm.room.encryption', encrypted);
    await until(() => it.toldOnSlack().length > 0, 'the news');
    expect(it.toldOnSlack()).toEqual([de.placeNews.encrypted('Arbeitskreis Wohnen').join('')]);
    const from = it.server.asked.length;
    await it.ada.says(it.room, '!ak hilfe');
    await it.ben.says(it.room, '!ak stimme U-1 1 ja');
    const chat = async () => Object.keys(await it.ada.invitations())[0];
    await until(async () => (await chat()) !== undefined, 'a word alone');
    await it.pause(1_200);
    expect(it.asked(from).filter((each) => each.includes(`${it.room}/send`) || each.includes('typing'))).toEqual([]);
    expect(await it.reads().ballots.of('U-1')).toEqual([]);
    const alone = (await chat()) ?? '';
    await it.ada.joins(alone);
    expect(await it.said(alone)).toEqual([expect.stringContaining('verschlüsselten')]);
  });

  test('while nobody can say whether it is encrypted nothing is said there, and later it is', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(asks('/state'), { is: 'overloaded' }, 999);
    await it.ada.says(it.room, POLL);
    await it.ada.says(it.room, '!ak hilfe');
    await it.pause(1_200);
    expect(it.asked().filter((each) => /\/send\/|typing/.test(each))).toEqual([]);
    it.server.heals();
    await until(() => it.commands().includes('hilfe'), 'hearing');
    await it.soon(async () => (await polls()) === 1, 'the post');
  });

  test('an upgrade: we wait until somebody invites us, and then go on there', async () => {
    it = await matrixWorld();
    await it.ready();
    const next = await it.ada.upgrades(it.room, '12');
    await until(() => it.toldOnSlack().length > 0, 'the news');
    expect((await placeAt(it.room))?.state).toBe('gone');
    await it.ada.invites(next, it.account.id);
    await until(async () => (await placeAt(next))?.id === 'R-50', 'following');
    await it.ada.says(next, POLL);
    await until(async () => (await it.said(next)).some((text) => text.includes('U-1')), 'the post');
    expect(await placeAt(it.room)).toBeUndefined();
  });

  test('an upgrade: what changes in the old room is said anew in the new one', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
    const next = await it.ada.upgrades(it.room, '12');
    await it.ada.invites(next, it.account.id);
    await until(async () => (await placeAt(next))?.id === 'R-50', 'following');
    await it.ada.says(next, '!ak stimme U-1 1 ja');
    await until(async () => (await it.said(next)).some((text) => text.includes('U-1')), 'the card');
    expect(
      (await it.ada.reads(it.room)).filter(({ body }) => body.includes('U-1')).map(({ body }) => body),
    ).toHaveLength(1);
  });

  test('an upgrade to a room that anybody may enter is followed at once', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.sets(it.room, 'm.room.join_rules', { join_rule: 'public' });
    const next = await it.ada.upgrades(it.room, '12');
    await until(async () => (await placeAt(next))?.state === 'joined', 'following');
  });

  const predecessor = () => ({ creation_content: { predecessor: { room_id: it.room } } });
  test.each([
    [
      'said by somebody, and no state',
      async () => {
        const next = await it.ada.creates({ invite: [it.account.id], ...predecessor() });
        await it.ada.sends(it.room, 'm.room.tombstone', { body: 'gone', replacement_room: next });
        return next;
      },
    ],
    [
      'to a room that does not know the old one',
      async () => {
        const next = await it.ada.creates({ invite: [it.account.id] });
        await it.ada.sets(it.room, 'm.room.tombstone', { body: 'gone', replacement_room: next });
        return next;
      },
    ],
    [
      'to a room made by somebody who may not',
      async () => {
        const next = await it.ben.creates({ invite: [it.account.id], ...predecessor() });
        await it.ada.sets(it.room, 'm.room.tombstone', { body: 'gone', replacement_room: next });
        return next;
      },
    ],
  ])('a wrong upgrade is not followed: %s', async (_, upgrade) => {
    it = await matrixWorld();
    await it.ready();
    await upgrade();
    await until(() => it.joins() > 1, 'coming');
    await it.ada.says(it.room, '!ak hilfe danach').catch(() => {});
    await it.pause(500);
    expect((await placeAt(it.room))?.id).toBe('R-50');
  });
});

describe('what does not concern us', () => {
  test('events of any kind and shape are passed over, and what follows is heard', async () => {
    it = await matrixWorld();
    await it.ready();
    const { ada, room } = it;
    for (const content of [
      {},
      { 'm.relates_to': 5 },
      { 'm.relates_to': { rel_type: 'm.replace', event_id: 7 } },
      { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$nothing' } },
      { 'm.relates_to': { event_id: {}, key: [] } },
    ]) {
      await ada.sends(room, 'm.room.message', { msgtype: 'm.text', body: 'x', ...content }).catch(() => {}); // not all are let in
      await ada.sends(room, 'm.reaction', content).catch(() => {});
    }
    await ada.sends(room, 'm.room.message', { msgtype: 'm.text', body: '!ak\u0000 x', 'm.new_content': 'y' });
    await ada.says(room, 'x'.repeat(60_000));
    await ada.says(room, `!ak ${'x '.repeat(30_000)}`);
    for (let n = 0; n < 50; n += 1) await ada.sends(room, `org.example.${n}`, { nothing: { to: ['see'] } });
    await ada.says(room, '!ak hilfe danach');
    await until(() => it.commands().includes('hilfe danach'), 'what follows');
    await it.ada.sees(room, 'höchstens 20000 Zeichen');
  });

  test('from a room that nobody has connected nothing changes, and nothing is said there', async () => {
    it = await matrixWorld();
    await it.ready();
    const other = await it.eve.creates({ invite: [it.account.id] });
    await becomes(other, 'join', it.eve);
    for (const words of ['Hallo', '!ak hilfe', POLL, '!ak verbinden Wohnen']) await it.eve.says(other, words);
    await it.eve.kicks(other, it.account.id);
    await until(() => it.heard.some((each) => each.kind === 'place' && each.change.is === 'removed'), 'the end');
    await it.pause(200);
    expect(await it.said(other, it.eve)).toEqual([]);
    expect(it.toldOnSlack()).toEqual([]);
    expect(await it.reads().polls.byId('U-1')).toBeUndefined();
    expect(await it.reads().places.of('org:wohnen')).toHaveLength(2);
  });

  test('whom nobody knows is met with silence among others, and with one sentence alone', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.invites(it.room, it.eve.id);
    await it.eve.joins(it.room);
    await it.eve.says(it.room, '!ak hilfe');
    const alone = await it.eve.creates({ is_direct: true, invite: [it.account.id] });
    await becomes(alone, 'join', it.eve);
    await it.eve.says(alone, 'Hallo');
    await until(async () => (await it.said(alone, it.eve)).length > 0, 'the sentence');
    await it.pause(200);
    expect(await it.said(alone, it.eve)).toHaveLength(1);
    expect(await it.said()).toEqual([]);
  });

  test('what other programs say, and what we say ourselves', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ben.says(it.room, '!ak hilfe', { msgtype: 'm.notice' });
    await it.us.says(it.room, '!ak hilfe');
    await it.ada.says(it.room, '!ak hilfe danach');
    await until(() => it.commands().length > 0, 'what follows');
    expect(it.commands()).toEqual(['hilfe danach']);
  });

  test('of many messages none costs a request that could be spared', async () => {
    it = await matrixWorld();
    await it.ready();
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
    const post = (await it.ada.reads(it.room)).find(({ sender }) => sender === it.account.id)?.id ?? '';
    const theirs = await it.ada.says(it.room, 'Was meint ihr?');
    await it.ben.reacts(it.room, theirs, '👍');
    await it.ben.reacts(it.room, post, '1️⃣');
    await until(async () => (await it.said()).some((text) => text.includes('1 ja')), 'the tally');
    const from = it.server.asked.length;
    await it.ada.reacts(it.room, post, '1️⃣');
    await it.ada.reacts(it.room, theirs, '👍');
    for (let n = 0; n < 10; n += 1) await it.ada.says(it.room, `Hallo ${n}`);
    await until(async () => (await it.said()).some((text) => text.includes('2 ja')), 'the tally');
    const asked = it.asked(from).filter((each) => !each.endsWith('/sync'));
    expect(asked.filter((each) => !/^PUT .*\/send\/m.room.message\//.test(each))).toEqual([]); // edits
    expect(asked.length).toBeLessThan(3);
  });
});

describe('who reads along', () => {
  let bot: Awaited<ReturnType<MatrixWorld['starts']>>['bot'];
  let looks = 0;
  const heardAll = async () => {
    looks += 1; // the same question is answered from a cache
    const { next_batch: now } = await it.us.must('GET', `/_matrix/client/v3/sync?timeout=${looks}`);
    const fence = await it.store.lanes.take('element', 'r1');
    await until(async () => fence && (await it.store.shelf(fence).read('since'))['since'] === now, 'hearing of it');
  };
  const audience = () => bot.audience({ connection: 'element', room: it.room });
  const begin = async () => {
    it = await matrixWorld();
    bot = (await it.ready()).bot;
    expect(await audience()).toBe('members');
  };

  test.each([
    ['shared', 'guests'],
    ['invited', 'guests'],
    ['joined', 'members'],
    ['world_readable', 'anyone'],
  ])('where history is %s, somebody invited whom we do not know makes it %s', async (history_visibility, is) => {
    await begin();
    await it.ada.sets(it.room, 'm.room.history_visibility', { history_visibility });
    await heardAll();
    if (is === 'guests') expect(await audience()).toBe('members');
    await it.ada.invites(it.room, it.eve.id);
    await heardAll();
    expect(await audience()).toBe(is);
  });

  test.each([
    ['public', 'shared', 'anyone'],
    ['restricted', 'shared', 'guests'],
    ['restricted', 'invited', 'members'],
    ['knock', 'shared', 'members'],
    ['org.example.new', 'shared', 'anyone'],
    ['constructor', 'shared', 'anyone'],
  ])('who may enter by the rule %s where history is %s makes it %s', async (join_rule, history_visibility, is) => {
    await begin();
    await it.ada.sets(it.room, 'm.room.history_visibility', { history_visibility });
    await it.ada.sets(it.room, 'm.room.join_rules', { join_rule });
    await heardAll();
    expect(await audience()).toBe(is);
  });

  test('while we hear nothing, what was known before does not count', async () => {
    await begin();
    it.server.meets(asks('/sync'), { is: 'overloaded' }, 999);
    await it.ada.says(it.room, 'Hallo'); // ends the waiting
    await until(() => it.notes.some((note) => note.includes('does not answer')), 'deafness');
    expect(await audience()).toBe('members');
    await it.ada.invites(it.room, it.eve.id);
    expect(await audience()).toBe('guests');
    it.server.meets(asks('/state'), { is: 'overloaded' }, 999);
    expect(await audience()).toBe('unknown');
    it.server.heals();
  });
});
