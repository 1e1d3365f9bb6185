import { expect, onTestFinished, test } from 'vitest';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import { later } from '../../src/tools/later.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

test('when the server has had enough nobody asks before its time, and then one at a time', async () => {
  const server = await homeserver();
  onTestFinished(server.end);
  const account = server.user('lotse');
  const [us, ada] = [personOn(server.url, account), personOn(server.url, server.user('ada'))];
  const rooms: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    const room = await ada.creates({ invite: [account.id] });
    await us.joins(room);
    rooms.push(room);
  }
  const log = { bug: (cause: string, error: unknown) => console.error(cause, error), note: () => {} };
  const bot = matrixBot({
    connection: 'matrix',
    homeserver: server.url,
    token: account.token,
    inviters: [],
    later,
    log,
  });
  onTestFinished(() => bot.stop());
  const say = (room: string) => {
    const [content = null] = bot.render([{ is: 'text', words: ['Guten Tag.'] }]);
    return bot.deliver({
      id: `body:test/hello:${room}/0`,
      body: 'body:test',
      revision: 1,
      at: { connection: 'matrix', room },
      urgency: 'notice',
      content,
      label: 'public',
    });
  };
  const everywhere = async () => (await Promise.allSettled(rooms.map(say))).map(({ status }) => status);
  const asked = () => server.asked.filter(({ user, method }) => user === account.id && method === 'PUT').length;
  const [first = ''] = rooms;

  server.meets(/PUT .*\/send\//, { is: 'too many', retryAfterMs: 400 }, 2);
  await expect(say(first)).rejects.toMatchObject({ again: 'later', afterMs: 400 });
  const from = server.asked.length;
  await expect(say(first)).rejects.toMatchObject({ again: 'later', afterMs: expect.any(Number) });
  await expect(bot.remove({ connection: 'matrix', id: `${first}/$any` })).rejects.toMatchObject({ again: 'later' });
  await everywhere();
  expect(server.asked).toHaveLength(from);

  await new Promise((resolve) => void later(420, () => resolve(undefined)));
  const before = asked();
  expect(new Set(await everywhere())).toEqual(new Set(['rejected']));
  expect(asked() - before).toBe(1);

  await new Promise((resolve) => void later(420, () => resolve(undefined)));
  expect(new Set(await everywhere())).toEqual(new Set(['fulfilled']));
});
