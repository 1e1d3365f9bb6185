import { expect, onTestFinished, test } from 'vitest';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import type { Part } from '../../src/core/messages.ts';
import type { Json } from '../../src/core/model/result.ts';
import { later } from '../../src/tools/later.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

test('an edit calls only those whom the message did not name before', async () => {
  const server = await homeserver();
  onTestFinished(server.end);
  const account = server.user('lotse');
  const [us, ada] = [personOn(server.url, account), personOn(server.url, server.user('ada'))];
  const room = await ada.creates({ invite: [account.id] });
  await us.joins(room);
  const log = { bug: (cause: string, error: unknown) => console.error(cause, error), note: () => {} };
  const bot = matrixBot({
    connection: 'matrix',
    homeserver: server.url,
    token: account.token,
    inviters: [],
    later,
    log,
  });
  const part = (revision: number, mentions: readonly string[]): Part => ({
    id: 'body:test/post:poll:U-1:R-1/0',
    body: 'body:test',
    revision,
    at: { connection: 'matrix', room },
    urgency: 'notice',
    label: 'public',
    content: { body: `Frage ${revision}`, html: `Frage ${revision}`, mentions } as unknown as Json,
  });
  const sent = await bot.deliver(part(1, ['@ada:hs.test']));
  const calls = async () =>
    (await ada.raw(room)).map(({ content }) => (content as Record<string, unknown>)['m.mentions']).at(-1);
  expect(await calls()).toEqual({ user_ids: ['@ada:hs.test'] });
  await bot.deliver(part(2, ['@ada:hs.test']), sent);
  expect(await calls()).toEqual({});
  await bot.deliver(part(3, ['@ada:hs.test', '@ben:hs.test']), sent);
  expect(await calls()).toEqual({ user_ids: ['@ben:hs.test'] });
  const [stands] = await ada.reads(room);
  expect(stands).toMatchObject({ body: 'Frage 3', mentions: ['@ada:hs.test', '@ben:hs.test'] });
});
