import { expect, onTestFinished, test } from 'vitest';
import { matrixBot } from '../../src/bots/matrix/index.ts';
import { END, START } from '../../src/bots/matrix/poll.ts';
import type { Part } from '../../src/core/messages.ts';
import { later } from '../../src/tools/later.ts';
import { type Fault, homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

test.each([
  ['opened', START, { is: 'answer lost' }],
  ['opened', START, { is: 'request lost' }],
  ['closed', END, { is: 'answer lost' }],
  ['closed', END, { is: 'request lost' }],
  ['closed', END, { is: 'too many', retryAfterMs: 50 }],
  ['closed', END, { is: 'overloaded' }],
] as const satisfies readonly (readonly [string, string, Fault])[])(
  'a poll that is over when it comes to stand there is closed once, also with trouble as it is %s: %s %o',
  async (_, type, fault) => {
    const server = await homeserver();
    onTestFinished(server.end);
    const account = server.user('lotse');
    const [us, ada] = [personOn(server.url, account), personOn(server.url, server.user('ada'))];
    const room = await ada.creates({ invite: [account.id] });
    await us.joins(room);
    const log = { bug: (cause: string, error: unknown) => console.error(cause, error), note: () => {} };
    const { url: address } = server;
    const bot = matrixBot({
      connection: 'matrix',
      homeserver: address,
      token: account.token,
      inviters: [],
      later,
      log,
    });
    const options = [{ pick: '1:yes', said: 'Di' }];
    const [content = null] = bot.render([{ is: 'poll', question: 'Wann?', options, over: true }]);
    const part: Part = {
      id: 'body:test/post:poll:U-1:R-1/1',
      body: 'body:test',
      revision: 1,
      at: { connection: 'matrix', room },
      urgency: 'notice',
      label: 'public',
      content,
    };
    server.meets(({ method, path }) => method === 'PUT' && path.includes(type), fault);
    const count = async (of: string) => (await ada.raw(room)).filter((event) => event['type'] === of).length;
    /** As posts are sent: what may be there is looked for, and sent again only if it is not. */
    const found = await bot.deliver(part).catch(async (error: { again: string }) => {
      expect(error.again).not.toBe('never');
      if (error.again === 'later') return bot.deliver(part);
      await new Promise((resolve) => setTimeout(resolve, 60)); // in service it is looked for after a minute
      const there = await bot.find(part);
      return there === 'absent' ? bot.deliver(part) : there;
    });
    expect(found).toMatchObject({ connection: 'matrix' });
    expect([await count(START), await count(END)]).toEqual([1, 1]);
    await bot.stop();
  },
);
