import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { modes, pause, type SlackWorld, slackWorld, until } from '../support/slack-world.ts';

const POLL = '/ak umfrage Di 30.6. 14 Uhr; Do 2.7. 10 Uhr';
let it: SlackWorld;
/** Where a connection is cut, an acknowledgement may still be on its way. */
let isCut = false;
afterEach(async () => {
  await it.end();
  expect(it.bugs).toEqual([]);
  expect(it.slack.improper.filter((what) => !isCut || !/acknowledgement for nothing/.test(what))).toEqual([]);
  isCut = false;
});
const words = (message: { lines: readonly string[] }) => message.lines.join('\n');
const commands = () => it.heard.flatMap((each) => (each.kind === 'command' ? [each.words] : []));
const calls = (method: string, channel = it.wohnen.id) =>
  it.slack.calls.filter((each) => each.method === method && each.args['channel'] === channel);
/** How often something stands in the channel, for all to see. */
const stands = (what: string, where = it.wohnen) =>
  it.said(where).filter((each) => !each.onlyForMe && words(each).includes(what)).length;
/** What is uncertain is looked for after a while, in the store's time. */
const soon = async (done: () => unknown | Promise<unknown>, what?: string) => {
  for (let n = 0; n < 20 && !(await done()); n += 1) {
    await pause(300);
    await it.forward(20_000);
  }
  await until(done, what);
};

/** Between us and the store. */
const between =
  (does: () => Promise<void>) =>
  (store: Store): Store => {
    const wrapped = <T extends object>(of: T): T =>
      new Proxy(of, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value === 'object' && value !== null) return wrapped(value);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]) => {
            const is = () => value.apply(target, given) as unknown;
            if (name === 'read' && given.length === 1 && typeof given[0] === 'string' && given[0].startsWith('body:'))
              return wrapped(is() as object);
            if (name === 'woken' || name === 'relied' || name === 'shelf' || name === 'changed') return is();
            return does().then(is);
          };
        },
      });
    return {
      ...store,
      across: wrapped(store.across),
      read: (of) => wrapped(store.read(of)),
      ledger: wrapped(store.ledger),
    };
  };
const slow = (ms: number) => between(() => pause(ms));

describe('sockets', () => {
  test('refreshed in the middle of commands: each is handled and acknowledged, and none twice', async () => {
    it = await slackWorld();
    await it.starts();
    const all = Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        await pause(n * 20);
        return it.ada.slash(it.wohnen, `/ak hilfe ${n}`);
      }),
    );
    await pause(300);
    it.slack.refreshes('oldest');
    expect((await all).filter(({ acked }) => !acked)).toEqual([]);
    expect(commands().toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `hilfe ${n}`).toSorted());
    await until(() => it.slack.sockets() === 2, 'two sockets again');
  });

  test('refreshed, all at the same moment: what had come is acknowledged, and two new ones are there at once', async () => {
    it = await slackWorld();
    await it.starts({ through: slow(60) });
    const all = Promise.all(Array.from({ length: 8 }, (_, n) => it.ada.slash(it.wohnen, `/ak hilfe ${n}`)));
    await until(() => it.heard.length === 8, 'all commands');
    it.slack.refreshes();
    expect((await all).filter(({ acked }) => !acked)).toEqual([]);
    await until(() => it.slack.sockets() === 2, 'two sockets again', 500);
  });

  test('cut, all of them, while Slack opens no new ones: heard again once it does', async () => {
    it = await slackWorld();
    await it.starts();
    it.slack.meets('apps.connections.open', { is: 'broken', status: 503 }, 3);
    it.slack.drops();
    await until(() => it.slack.sockets() === 0, 'the cut');
    await until(() => it.slack.sockets() === 2, 'two sockets again', 15_000);
    expect((await it.ada.slash(it.wohnen, '/ak hilfe')).acked).toBe(true);
    expect(it.notes.filter((note) => note.startsWith('Slack cannot be heard'))).toHaveLength(1);
    expect(it.notes.filter((note) => note.startsWith('Slack is heard again'))).toHaveLength(1);
  }, 30_000);

  test('cut behind events that still arrived: they come again, and count once', async () => {
    it = await slackWorld();
    await it.starts();
    isCut = true;
    it.slack.dropsAfter(2);
    for (const n of [1, 2, 3]) await it.ada.say('bot', `!ak hilfe ${n}`);
    await until(() => it.slack.sockets() === 2, 'two sockets again');
    it.slack.clock.wind(60_000);
    await until(() => new Set(commands()).size === 3, 'all three');
    const answers = it.said('bot').map(words);
    expect(answers.length).toBeLessThanOrEqual(3);
  });
});

describe('Slack itself in trouble', () => {
  const polls = () => stands('U-1');
  test.each(modes)('a channel that has had enough holds up no other, over %s', async (mode) => {
    it = await slackWorld({ mode });
    await it.starts();
    const inWohnen = ({ method, args }: { method: string; args: Readonly<Record<string, unknown>> }) =>
      method === 'chat.postMessage' && args['channel'] === it.wohnen.id;
    it.slack.meets(inWohnen, { is: 'rate limited', seconds: 2 });
    const begun = performance.now();
    await it.ada.slash(it.wohnen, POLL);
    await until(() => calls('chat.postMessage').length > 0, 'the refusal');
    await it.kim.slash(it.lenkung, POLL);
    await it.shows('U-2', it.lenkung, it.kim);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(polls()).toBe(0);
    await until(() => polls() === 1, 'the poll');
    expect(performance.now() - begun).toBeGreaterThan(1_900);
    expect(calls('chat.postMessage').filter(({ answer }) => answer?.status === 429)).toHaveLength(1);
  });

  test.each([
    ['not stored and broken', { is: 'broken', status: 502 }],
    ['stored, and broken', { is: 'done, but broken', status: 500 }],
    ['request lost', { is: 'request lost' }],
    ['answer lost', { is: 'answer lost' }],
    ['a mistake of its own', { is: 'refused', error: 'internal_error' }],
  ] as const)(
    '%s: everything stands there exactly once',
    async (_, fault) => {
      it = await slackWorld();
      await it.starts();
      it.slack.meets('chat.postMessage', fault);
      await it.ada.slash(it.wohnen, POLL);
      await soon(() => polls() === 1, 'the poll');
      it.slack.meets('chat.update', fault, 2);
      await it.ben.slash(it.wohnen, '/ak stimme U-1 1 ja');
      await soon(() => it.said().some((each) => words(each).includes('1 ja') && !each.onlyForMe), 'the tally');
      expect(polls()).toBe(1);
      expect(it.said().filter((each) => !each.onlyForMe)).toHaveLength(1);
    },
    40_000,
  );

  test('stored, answer lost, and seen in the history only later: not sent again', async () => {
    it = await slackWorld();
    await it.starts();
    it.slack.lags(20_000);
    it.slack.meets('chat.postMessage', { is: 'answer lost' });
    await it.ada.slash(it.wohnen, POLL);
    await until(() => calls('chat.postMessage').length === 1, 'the post');
    await pause(300);
    await it.forward(30_000); // within the quarantine nobody looks
    await pause(1_200);
    expect(calls('conversations.history')).toHaveLength(0);
    it.slack.clock.wind(60_000);
    await soon(() => calls('conversations.history').length > 0, 'a look');
    await pause(500);
    expect(calls('chat.postMessage')).toHaveLength(1);
    expect(polls()).toBe(1);
  }, 40_000);

  test('a request that came late after all, and twice: the older one stays', async () => {
    it = await slackWorld();
    await it.starts();
    it.slack.meets('chat.postMessage', { is: 'slow', ms: 900_000 });
    await it.ada.slash(it.wohnen, POLL);
    await until(() => calls('chat.postMessage').length === 1, 'the post');
    await pause(5_200); // we wait no longer
    it.slack.meets('chat.postMessage', { is: 'answer lost' });
    await soon(() => calls('chat.postMessage').length === 2, 'the second');
    expect(polls()).toBe(1);
    it.slack.clock.wind(900_000); // now the first is done
    await until(() => polls() === 2, 'both');
    await soon(() => polls() === 1, 'the repair');
    await it.ben.slash(it.wohnen, '/ak stimme U-1 1 ja');
    await soon(() => it.said().some((each) => words(each).includes('1 ja') && !each.onlyForMe), 'the tally');
    expect(polls()).toBe(1);
  }, 40_000);
});
