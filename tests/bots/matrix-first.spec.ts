import { afterEach, expect, test } from 'vitest';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import type { Bot, Door } from '../../src/core/ports.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { later } from '../../src/tools/later.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

let end = async () => {};
afterEach(() => end());

const PATIENCE_MS = 3_000;
const joined = async (who: ReturnType<typeof personOn>, room: string, user: string): Promise<boolean> => {
  for (const last = Date.now() + PATIENCE_MS; Date.now() < last; await new Promise((next) => setTimeout(next, 10))) {
    const { body } = await who.ask(
      'GET',
      `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent(user)}`,
    );
    if (body['membership'] === 'join') return true;
  }
  return false;
};

test('whoever invited us before our first start sees us come; so does who invites us later', async () => {
  const server = await homeserver();
  const account = server.user('lotse');
  const ada = personOn(server.url, server.user('ada'));
  const before = await ada.creates({ invite: [account.id] });
  const bot: Bot = matrixBot({
    connection: 'matrix',
    homeserver: server.url,
    token: account.token,
    inviters: ['hs.test'],
    later,
    log: { bug: (cause, error) => console.error(cause, error), note: () => {} },
  });
  end = async () => {
    await bot.stop();
    await server.end();
  };
  const store = memoryStore(() => 0);
  const fence = await store.lanes.take('matrix', 'r1');
  if (fence === undefined) throw new Error('no lane');
  await bot.start({ receive: async () => ({ kind: 'done' }) } as unknown as Door);
  await bot.lead({ fence, shelf: store.shelf(fence) });
  expect(await joined(ada, before, account.id)).toBe(true);
  expect(await joined(ada, await ada.creates({ invite: [account.id] }), account.id)).toBe(true);
});
