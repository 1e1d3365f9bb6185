import { describe, expect, onTestFinished, test } from 'vitest';
import { type Fault, homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';
import { homeserverContract } from './homeserver.contract.ts';

homeserverContract('the stand-in', homeserver);

describe('the stand-in fails on demand', () => {
  const given = async () => {
    const it = await homeserver();
    onTestFinished(it.end);
    const account = it.user('bot');
    const bot = personOn(it.url, account);
    const room = await bot.creates();
    const send = (txn = 't') =>
      fetch(`${it.url}/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${txn}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${bot.token}` },
        body: JSON.stringify({ msgtype: 'm.text', body: txn }),
      });
    const said = async () => (await bot.reads(room)).map(({ body }) => body);
    return { it, bot, room, send, said };
  };
  const sending = /^PUT .*\/send\//;

  test('with an answer that says so, and does nothing', async () => {
    const { it, send, said } = await given();
    it.meets(sending, { is: 'too many', retryAfterMs: 2_707 });
    const busy = await send();
    expect([busy.status, busy.headers.get('retry-after'), await busy.json()]).toEqual([
      429,
      '3',
      { errcode: 'M_LIMIT_EXCEEDED', error: expect.any(String), retry_after_ms: 2_707 },
    ]);
    it.meets(sending, { is: 'overloaded' });
    expect((await send()).status).toBe(503);
    it.meets(sending, { is: 'broken' });
    const broken = await send();
    expect([broken.status, await broken.text()]).toEqual([500, expect.stringContaining('<html>')]);
    expect(await said()).toEqual([]);
    expect((await send()).status).toBe(200);
    expect(await said()).toEqual(['t']);
  });

  test.each([
    ['request lost', []],
    ['answer lost', ['t']],
    ['half answer', ['t']],
  ] satisfies [Fault['is'], string[]][])('with a connection that breaks: %s', async (is, done) => {
    const { it, send, said } = await given();
    it.meets(sending, { is });
    await expect(send().then((answer) => answer.json())).rejects.toThrow(/fetch failed|terminated/);
    expect(await said()).toEqual(done);
    expect((await send()).status).toBe(200);
    expect(await said()).toEqual(['t']);
  });

  test('only where it is told to, as often as it is told, and until it is told otherwise', async () => {
    const { it, bot, send } = await given();
    it.meets(({ user, path }) => user === bot.id && path.endsWith('/b'), { is: 'overloaded' }, 2);
    const statuses = [];
    for (const txn of ['a', 'b', 'b', 'b']) statuses.push((await send(txn)).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    it.meets(sending, { is: 'overloaded' }, Number.POSITIVE_INFINITY);
    expect((await send('c')).status).toBe(503);
    it.heals();
    expect((await send('c')).status).toBe(200);
    expect(it.asked.filter(({ method }) => method === 'PUT')).toHaveLength(6);
  });

  test('slowly', async () => {
    const { it, send, said } = await given();
    it.meets(sending, { is: 'slow', ms: 100 });
    const begin = Date.now();
    await send();
    expect(Date.now() - begin).toBeGreaterThan(90);
    expect(await said()).toEqual(['t']);
  });

  test('by forgetting what was sent', async () => {
    const { it, send, said } = await given();
    await send();
    it.forgets();
    await send();
    expect(await said()).toEqual(['t', 't']);
  });

  test('by being away, also in the middle of waiting', async () => {
    const { it, bot, said, send } = await given();
    const { next_batch } = await bot.must('GET', '/_matrix/client/v3/sync');
    const waiting = bot.ask('GET', `/_matrix/client/v3/sync?since=${next_batch}&timeout=10000`);
    waiting.catch(() => {}); // it is looked at below
    await new Promise((resolve) => setTimeout(resolve, 20));
    await it.down();
    await expect(waiting).rejects.toThrow('fetch failed');
    await expect(send()).rejects.toThrow('fetch failed');
    await it.up();
    await send();
    expect(await said()).toEqual(['t']);
  });

  test('by no longer knowing a token', async () => {
    const { it, bot } = await given();
    it.revokes(bot.token);
    expect(await bot.ask('GET', '/_matrix/client/v3/account/whoami')).toEqual({
      status: 401,
      body: expect.objectContaining({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }),
    });
  });
});
