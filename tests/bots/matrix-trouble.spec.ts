import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unreadable } from '../../src/bots/matrix/events.ts';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import type { Envelope } from '../../src/core/messages.ts';
import type { Bot } from '../../src/core/ports.ts';
import { later } from '../../src/tools/later.ts';
import { type Fault, homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

const log = { bug: (_: string, error: unknown) => console.error(error), note: () => {} };
let server: Awaited<ReturnType<typeof homeserver>>;
let ada: ReturnType<typeof personOn>;
let us: ReturnType<typeof personOn>;
let room: string;
let bot: Bot;
beforeEach(async () => {
  server = await homeserver();
  const account = server.user('lotse');
  ada = personOn(server.url, server.user('ada'));
  us = personOn(server.url, account);
  room = await ada.creates({ invite: [us.id] });
  await us.joins(room);
  bot = matrixBot({ connection: 'matrix', homeserver: server.url, token: account.token, inviters: [], later, log });
});
afterEach(async () => {
  await bot.stop();
  await server.end();
});
const envelope = (name: string): Envelope => ({
  id: `body:test/${name}/0`,
  body: 'body:test',
  revision: 1,
  at: { connection: 'matrix', room },
  urgency: 'notice',
});
const say = (name: string, text = name) => {
  const [content = null] = bot.render([{ is: 'text', words: [text] }]);
  return bot.deliver({ ...envelope(name), content, label: 'public' });
};
const bodies = async () => (await ada.reads(room)).map(({ body }) => body);

describe('what is said in a room', () => {
  test('where we are no longer is kept until whoever said so knows it, too', async () => {
    await say('before');
    await ada.kicks(room, us.id);
    await expect(say('after')).rejects.toMatchObject({ again: 'later' });
  });

  test('that was replaced is kept, or where we may not write, as the bare refusal of one message is not', async () => {
    await ada.upgrades(room, '12');
    await expect(say('after')).rejects.toMatchObject({ again: 'later' });
    const other = await ada.creates({ invite: [us.id], power_level_content_override: { events_default: 50 } });
    await us.joins(other);
    room = other;
    await expect(say('after')).rejects.toMatchObject({ again: 'later' });
    const { users } = await ada.must(
      'GET',
      `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.power_levels`,
    );
    await ada.sets(room, 'm.room.power_levels', { users: { ...Object(users), [us.id]: 50 } });
    server.meets(/^PUT .*\/send\//, { is: 'refused', status: 403, code: 'M_FORBIDDEN' });
    await expect(say('after')).rejects.toMatchObject({ again: 'never' });
  });

  test('is found behind whatever others have said since, also on another device and after a restart', async () => {
    const ref = await say('old');
    for (let n = 0; n < 250; n += 1) await ada.says(room, `talk ${n}`);
    server.forgets();
    const device = matrixBot({
      connection: 'matrix',
      homeserver: server.url,
      token: server.user('lotse').token,
      inviters: [],
      later,
      log,
    });
    const from = server.asked.length;
    expect(await device.find(envelope('old'))).toEqual(ref);
    expect(server.asked.slice(from).filter(({ path }) => path.endsWith('/messages'))).toHaveLength(1);
    expect(await device.find(envelope('never said'))).toBe('absent');
    await device.stop();
  });

  test.each([
    ['too many', { is: 'too many', retryAfterMs: 50 }],
    ['overloaded', { is: 'overloaded' }],
    ['broken', { is: 'broken' }],
    ['half answer', { is: 'half answer' }],
    ['request lost', { is: 'request lost' }],
    ['answer lost', { is: 'answer lost' }],
  ] as const satisfies readonly (readonly [string, Fault])[])(
    'is taken away with its edits, also with trouble: %s',
    async (_, fault) => {
      const ref = await say('secret');
      const [content = null] = bot.render([{ is: 'text', words: ['secret, too'] }]);
      await bot.deliver({ ...envelope('secret'), revision: 2, content, label: 'public' }, ref);
      server.meets(/PUT .*\/redact\//, fault, 1);
      await expect(bot.remove(ref)).rejects.toMatchObject({ again: fault.is === 'too many' ? 'later' : 'unknown' });
      await new Promise((resolve) => void later(50, () => resolve(undefined)));
      await bot.remove(ref);
      expect(JSON.stringify(await ada.raw(room))).not.toContain('secret');
      expect(await bodies()).not.toContain('secret, too');
    },
  );
});

test('what a server sends that knows no filter is counted, and none of it looked at', () => {
  const event = (type: unknown) => ({ type, event_id: '$e', sender: '@a:b', content: {} });
  const all = [event('org.example'), event(5), null, 'x', event('m.room.message'), { type: 'm.room.message' }];
  expect(unreadable(all, ['m.room.message'])).toBe(5);
  expect(unreadable('nonsense', ['m.room.message'])).toBe(0);
});
