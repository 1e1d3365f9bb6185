import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { texts } from '../../src/core/texts/index.ts';
import { type MatrixWorld, matrixWorld, until } from '../support/matrix-world.ts';

const { de } = texts;
const POLL = '!ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
let it: MatrixWorld;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
});
const polls = async (): Promise<number> =>
  (await it.said()).filter((text) => text.includes('# U-') || text.includes('U-1')).length;

describe('what is said while nobody listens', () => {
  test('forty messages: each is handled once, in the order of their sending', async () => {
    it = await matrixWorld();
    await (await it.ready()).stop();
    await it.pause(100); // until the server has seen that nobody waits any more
    for (let n = 1; n <= 130; n += 1) await it.ada.says(it.room, `!ak hilfe ${n}`);
    await it.ready();
    await until(() => it.commands().length >= 130, 'the last message');
    expect(it.commands()).toEqual(Array.from({ length: 130 }, (_, i) => `hilfe ${i + 1}`));
  });

  test('a gap that cannot be filled in one room stops no other, and is filled later', async () => {
    it = await matrixWorld();
    const other = await it.ben.creates({ invite: [it.account.id] });
    await it.us.joins(other);
    await (await it.ready()).stop();
    await it.pause(100); // until the server has seen that nobody waits any more
    for (let n = 1; n <= 60; n += 1) await it.ada.says(it.room, `!ak hilfe ${n}`);
    await it.ben.says(other, '!ak andere');
    it.server.meets((asked) => asked.path.includes('/messages') && asked.user === it.account.id, { is: 'broken' }, 2);
    await it.ready();
    await until(() => it.commands().includes('andere'), 'the other room');
    await it.ada.says(it.room, '!ak hilfe 61');
    await until(() => it.commands().includes('hilfe 61'), 'the room with the gap');
    expect(it.commands().filter((words) => words !== 'andere')).toEqual(
      Array.from({ length: 61 }, (_, i) => `hilfe ${i + 1}`),
    );
  });

  test('who falls behind and is killed then catches up after the next start', async () => {
    it = await matrixWorld();
    await (await it.ready()).stop();
    await it.pause(100); // until the server has seen that nobody waits any more
    for (let n = 1; n <= 60; n += 1) await it.ada.says(it.room, `!ak hilfe ${n}`);
    it.server.meets(
      (asked) => asked.path.includes('/messages') && asked.user === it.account.id,
      { is: 'overloaded' },
      99,
    );
    const first = await it.ready();
    await until(() => it.asked().filter((each) => each.includes('/messages')).length > 1, 'a second try');
    expect(it.commands()).toEqual([]);
    await first.kill();
    await it.forward(5_000);
    it.server.heals();
    await it.ready();
    await until(() => it.commands().length >= 60, 'the gap');
    expect(it.commands()).toEqual(Array.from({ length: 60 }, (_, i) => `hilfe ${i + 1}`));
  });

  test('what cannot be heard for a quarter of an hour is told to the coordinator elsewhere', async () => {
    it = await matrixWorld({ haste: 1_000 });
    await (await it.ready()).stop();
    await it.pause(100); // until the server has seen that nobody waits any more
    for (let n = 1; n <= 60; n += 1) await it.ada.says(it.room, `!ak hilfe ${n}`);
    const fetching = (asked: { path: string; user: string | undefined }) =>
      asked.path.includes('/messages') && asked.user === it.account.id;
    it.server.meets(fetching, { is: 'overloaded' }, 999);
    await it.ready();
    await until(async () => {
      await it.ada.says(it.room, 'Hört mich jemand?');
      return it.toldOnSlack().length > 0;
    }, 'the news');
    expect(it.toldOnSlack()).toEqual([de.placeNews.missed('Arbeitskreis Wohnen').join('')]);
    expect(it.server.asked.filter(fetching)).toHaveLength(31);
    await it.ada.says(it.room, '!ak hilfe danach');
    await until(() => it.commands().includes('hilfe danach'), 'going on');
    expect(it.toldOnSlack()).toHaveLength(1);
  });

  test('killed after the commit and before the token: it comes again, and is done and answered once', async () => {
    it = await matrixWorld();
    await it.ready({ diesAfter: ({ kind }) => kind === 'command' });
    await it.ada.says(it.room, POLL);
    await it.ada.says(it.room, '!ak hilfe danach');
    await until(async () => (await it.reads().polls.byId('U-1')) !== undefined, 'the poll');
    await it.forward(5_000);
    await it.ready();
    await until(() => it.commands().includes('hilfe danach'), 'the next command');
    expect(it.commands().map((words) => words.slice(0, 7))).toEqual(['umfrage', 'umfrage', 'hilfe d']);
    await it.soon(async () => (await polls()) > 0, 'the post');
    await it.pause(300);
    expect(await polls()).toBe(1);
    expect(await it.reads().polls.byId('U-2')).toBeUndefined();
  });
});

describe('a homeserver in trouble', () => {
  test.each([
    ['too many', { is: 'too many', retryAfterMs: 300 }],
    ['overloaded', { is: 'overloaded' }],
    ['broken', { is: 'broken' }],
    ['half answer', { is: 'half answer' }],
    ['request lost', { is: 'request lost' }],
    ['answer lost', { is: 'answer lost' }],
  ] as const)(
    '%s, whatever we ask: nothing is lost, and nothing is there twice',
    async (_, fault) => {
      it = await matrixWorld();
      const ours = (path: RegExp) => (asked: { path: string; method: string; user: string | undefined }) =>
        asked.user === it.account.id && path.test(`${asked.method} ${asked.path}`);
      for (const path of [/whoami/, /GET .*sync/, /GET .*\/state/, /GET .*\/messages/, /PUT .*\/send\//])
        it.server.meets(ours(path), fault, 2);
      await it.starts();
      await until(() => it.syncs() > 3, 'hearing');
      await it.ada.says(it.room, POLL);
      await until(async () => (await it.reads().polls.byId('U-1')) !== undefined, 'the poll');
      await it.soon(async () => (await polls()) === 1, 'the post');
      it.server.meets(ours(/PUT .*\/send\//), fault, 2);
      await it.ben.says(it.room, '!ak stimme U-1 1 ja');
      await it.soon(async () => (await it.said()).some((text) => text.includes('1 ja')), 'the tally');
      await it.pause(200);
      expect(await polls()).toBe(1);
    },
    60_000,
  );

  test('it is down when we start, and comes up later', async () => {
    it = await matrixWorld();
    await it.server.down();
    await it.starts();
    await it.pause(1_200);
    expect(it.notes.filter((note) => note.startsWith('The homeserver does not answer'))).toHaveLength(1);
    await it.server.up();
    await until(() => it.notes.some((note) => note.startsWith('The homeserver answers again')), 'coming back');
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
  });

  test('it restarts and has lost its transactions: what may be there is looked for before it is sent again', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets((asked) => asked.user === it.account.id && asked.method === 'PUT', { is: 'answer lost' }, 1);
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
    await it.server.down();
    it.server.forgets();
    await it.server.up();
    await it.pause(500);
    await it.ben.says(it.room, '!ak stimme U-1 1 ja');
    // it is edited, so it was found
    await it.soon(async () => (await it.said()).some((text) => text.includes('1 ja')), 'the tally');
    expect(await polls()).toBe(1);
  }, 40_000);
});

describe('answers', () => {
  const sends = (asked: { path: string; method: string; user: string | undefined }) =>
    asked.user === it.account.id && asked.method === 'PUT' && asked.path.includes('/send/');

  test('wait for each other when the server has had enough, and all are given once', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(sends, { is: 'too many', retryAfterMs: 300 }, 3);
    for (let n = 0; n < 10; n += 1) await it.ada.says(it.room, '!ak hilfe');
    await until(async () => (await it.said()).length === 10, 'ten answers');
    await it.pause(200);
    expect(it.server.asked.filter(sends)).toHaveLength(13);
  });

  test('and posts rest together, since one account has one limit', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(sends, { is: 'too many', retryAfterMs: 1_500 }, 1);
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.server.asked.filter(sends).length === 1, 'the refusal');
    await it.ada.says(it.room, POLL);
    await until(async () => (await it.reads().polls.byId('U-1')) !== undefined, 'the poll');
    await it.pause(500);
    expect(it.server.asked.filter(sends)).toHaveLength(1);
    await it.soon(async () => (await polls()) === 1 && (await it.said()).length === 2, 'both');
  });

  const keptAnswers = async () => {
    const fence = { connection: 'element', token: 0 };
    return Object.keys(await it.store.shelf(fence).read('answer/'));
  };
  test.each(['kill', 'stop'] as const)(
    'that the server did not let us give before a %s are given after it, once, and nothing of it stays',
    async (ends) => {
      it = await matrixWorld();
      const first = await it.ready();
      it.server.meets(sends, { is: 'too many', retryAfterMs: 20_000 }, 1);
      await it.ada.says(it.room, '!ak hilfe');
      await until(async () => (await keptAnswers()).length === 1, 'keeping');
      await until(() => it.server.asked.filter(sends).length === 1, 'the refusal');
      await first[ends]();
      await it.forward(5_000);
      await it.ready();
      await until(async () => (await it.said()).length === 1, 'the answer');
      await it.ada.says(it.room, '!ak hilfe umfrage');
      await until(async () => (await it.said()).length === 2, 'the next');
      await it.ada.says(it.room, 'Danke.');
      await until(async () => (await keptAnswers()).length === 0, 'forgetting');
      expect(await it.said()).toHaveLength(2);
    },
  );

  test('that come too late are not given any more, nor is what was deleted answered', async () => {
    it = await matrixWorld();
    const first = await it.ready();
    it.server.meets(sends, { is: 'too many', retryAfterMs: 20_000 }, 1);
    await it.ada.says(it.room, '!ak hilfe');
    vi.setSystemTime(Date.now() + 11 * 60_000);
    onTestFinished(() => void vi.useRealTimers());
    const gone = await it.ben.says(it.room, '!ak hilfe umfrage');
    await until(async () => (await keptAnswers()).length === 2, 'keeping');
    await first.kill();
    await it.ben.redacts(it.room, gone);
    await it.forward(5_000);
    await it.ready();
    await it.ada.says(it.room, '!ak hilfe top');
    await until(async () => (await it.said()).length === 1, 'the next');
    await it.ada.says(it.room, 'Danke.');
    await until(async () => (await keptAnswers()).length === 0, 'forgetting');
    expect(await it.said()).toHaveLength(1);
  });

  test('that are on their way when we stop arrive', async () => {
    it = await matrixWorld();
    const first = await it.ready();
    it.server.meets(sends, { is: 'slow', ms: 100 }, 1);
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.server.asked.filter(sends).length === 1, 'the answer on its way');
    await first.stop();
    expect(await it.said()).toHaveLength(1);
  });

  test('of which the answer was lost are there once', async () => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(sends, { is: 'answer lost' }, 2);
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.server.asked.filter(sends).length === 3, 'the third try');
    await it.pause(200);
    expect(await it.said()).toHaveLength(1);
  });

  test.each([
    ['answer lost', { is: 'answer lost' }],
    ['request lost', { is: 'request lost' }],
    ['half answer', { is: 'half answer' }],
    ['too many', { is: 'too many', retryAfterMs: 500 }],
    ['broken', { is: 'broken' }],
  ] as const)('alone with somebody need one room, also if there was trouble making it: %s', async (_, fault) => {
    it = await matrixWorld();
    await it.ready();
    it.server.meets(/POST .*createRoom/, fault, 1);
    await it.ada.sets(it.room, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' });
    await it.ada.says(it.room, '!ak hilfe'); // that this cannot be answered there is said alone
    await until(async () => Object.keys(await it.ada.invitations()).length > 0, 'the invitation');
    const [alone = ''] = Object.keys(await it.ada.invitations());
    await it.ada.joins(alone);
    await it.ada.sees(alone, 'verschlüsselten');
    await it.pause(300);
    expect(Object.keys(await it.ada.invitations())).toEqual([]);
    expect(await it.said(alone)).toHaveLength(1);
  });
});

describe('more than one replica', () => {
  test('one listens; when it dies, another does within five seconds, and when it stops, too', async () => {
    it = await matrixWorld({ store: 'postgres' });
    const first = await it.ready();
    const second = await it.starts();
    await it.pause(300);
    const { length } = it.asked();
    await it.pause(300);
    expect(it.asked().slice(length)).toEqual([]); // the second asks nothing
    await first.kill();
    const died = performance.now();
    await it.ada.says(it.room, POLL);
    await until(async () => (await polls()) === 1, 'the post');
    expect(performance.now() - died).toBeLessThan(5_000);

    await it.starts();
    const stopping = performance.now();
    await second.stop();
    expect(performance.now() - stopping).toBeLessThan(1_000);
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().includes('hilfe'), 'the next command');
    expect(performance.now() - stopping).toBeLessThan(5_000);
    expect(await polls()).toBe(1);
  }, 30_000);

  test('who has lost the lane and hears something late keeps nothing of it, and listens no more', async () => {
    it = await matrixWorld();
    const first = await it.ready();
    const fence = await it.store.lanes.take('element', 'r1');
    if (fence === undefined) throw new Error('r1 has no lane');
    await it.forward(5_000);
    const other = await it.store.lanes.take('element', 'somebody else');
    expect(other?.token).toBeGreaterThan(fence.token);
    const since = async () => (await it.store.shelf(fence).read('since'))['since'];
    const before = await since();
    await it.ada.says(it.room, '!ak hilfe');
    await until(() => it.commands().includes('hilfe'), 'the late answer');
    await it.pause(200);
    expect(await since()).toBe(before);
    const polled = it.syncs();
    await it.ada.says(it.room, '!ak hilfe');
    await it.pause(200);
    expect([it.syncs(), it.commands().length]).toEqual([polled, 1]);
    await first.kill();
  });
});

describe('an account that is taken away', () => {
  test('the coordinator is told once elsewhere, and with a new token what was due goes out', async () => {
    it = await matrixWorld();
    const first = await it.ready();
    const { token } = it.server.user('lotse');
    it.server.revokes(it.account.token);
    await until(() => it.toldOnSlack().length > 0, 'the news');
    expect(it.toldOnSlack()).toEqual([de.placeNews.revoked('element').join('')]);
    await first.door.receive({
      id: 'meanwhile',
      kind: 'command',
      words: 'sitzung am Wohnen Di 7.7. 14 Uhr',
      by: { connection: 'slack', id: 'ada' },
      at: { connection: 'slack', room: 'wohnen' },
    });
    await it.pause(1_500);
    await first.stop();
    const again = await it.starts(); // the old one is not told anew
    await it.pause(1_500);
    await again.stop();
    expect(it.toldOnSlack()).toHaveLength(1);
    await it.ready({ token });
    await it.soon(async () => (await it.said()).some((text) => text.includes('S-1')), 'what was due');
    await until(() => it.toldOnSlack().length === 2, 'the news');
    expect(it.toldOnSlack()[1]).toBe(de.placeNews.back('element').join(''));
  }, 30_000);

  test('a wrong token at the start is said in one sentence, and everything else runs', async () => {
    it = await matrixWorld({ bare: true });
    const { door } = await it.starts({ token: 'nonsense' });
    await it.pause(1_500);
    expect(it.notes.filter((note) => note.startsWith('The homeserver'))).toEqual([
      'The homeserver does not accept the token (any more): set a valid one and start again. {"connection":"element"}',
    ]);
    const words = { kind: 'command', words: 'hilfe', by: { connection: 'slack', id: 'kim' } } as const;
    expect((await door.receive({ ...words, id: 'e1', at: { connection: 'slack', room: 'lenkung' } })).kind).toBe(
      'done',
    );
  });
});
