import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { memoryPlatform } from '../../src/bots/memory/index.ts';
import { instant } from '../../src/core/model/time.ts';
import { type Door, type Store, Unavailable } from '../../src/core/ports.ts';
import { save } from '../../src/core/step.ts';
import { texts } from '../../src/core/texts/index.ts';
import { runLane } from '../../src/lanes.ts';
import { later } from '../../src/tools/later.ts';
import { direct } from '../support/district.ts';
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

describe.each(modes)('the store is away, over %s', (mode) => {
  const AGAIN = 'Bitte noch einmal.';
  let isAway = false;
  const begin = async () => {
    isAway = false;
    it = await slackWorld({ mode });
    await it.starts({
      through: between(async () => {
        if (isAway) throw new Unavailable('away');
      }),
    });
  };
  const within3s = async <T>(work: Promise<T>): Promise<T> => {
    const begun = performance.now();
    const found = await work;
    expect(performance.now() - begun).toBeLessThan(3_000);
    return found;
  };

  test('who types, clicks or sends a form is asked to do it again, and nothing typed is lost', async () => {
    await begin();
    await it.ada.slash(it.wohnen, POLL);
    const card = await it.shows('U-1');
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    isAway = true;
    expect(await within3s(it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'ja' }))).toMatchObject({ is: 'errors' });
    expect(it.ada.modal()).toBeDefined();
    expect((await within3s(it.ben.slash(it.wohnen, '/ak hilfe'))).acked).toBe(true);
    expect(words(it.ben.sees(it.wohnen).at(-1) ?? card)).toContain(AGAIN);
    expect((await within3s(it.ben.slash(it.wohnen, '/ak mitglied @Ada Amann'))).acked).toBe(true); // names somebody
    expect(words(it.ben.sees(it.wohnen).at(-1) ?? card)).toContain(AGAIN);
    const before = it.ben.sees(it.wohnen).length;
    const yes = card.controls.filter(({ label }) => label === 'ja')[0]?.action ?? '';
    expect((await within3s(it.ben.click({ in: it.wohnen, ts: card.ts }, yes))).acked).toBe(true);
    await until(() => it.ben.sees(it.wohnen).length > before, 'the answer');
    expect(words(it.ben.sees(it.wohnen).at(-1) ?? card)).toContain(AGAIN);
    isAway = false;
    expect(await it.ada.submit({ 'Wurde ein Ziel vereinbart?': 'ja' })).toEqual({ is: 'updated' });
    await it.ben.click({ in: it.wohnen, ts: card.ts }, yes);
    await until(async () => (await it.reads().ballots.of('U-1')).length === 1, 'the vote');
  });

  test('what people say is heard when it comes again', async () => {
    await begin();
    isAway = true;
    await it.ada.say('bot', '!ak hilfe');
    expect(it.slack.deliveries.filter(({ outcome }) => outcome?.acked === true && outcome !== undefined)).toEqual([]);
    isAway = false;
    it.slack.clock.wind(60_000);
    await it.slack.settled();
    await until(() => it.answers.some(({ kind }) => kind === 'done'), 'the command');
    await it.shows('hilfe', 'bot');
  }, 20_000);

  test('it hangs: people hear within 3 s that it takes a moment, and get the answer later', async () => {
    it = await slackWorld({ mode });
    await it.starts({ through: slow(700) });
    const outcome = await within3s(it.ada.slash(it.wohnen, '/ak hilfe'));
    expect(outcome.acked).toBe(true);
    expect(words(it.ada.sees(it.wohnen).at(-1) ?? { lines: [] })).toContain('Das dauert einen Moment');
    await until(() => it.ada.sees(it.wohnen).length > 1, 'the answer');
  }, 20_000);
});

test('an answer in a form that does not fit is corrected in place, and the right one counts', async () => {
  it = await slackWorld();
  await it.starts();
  await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
  const q = 'Wurde ein Ziel vereinbart?';
  expect(await it.ada.submit({ [q]: 'ja' })).toEqual({ is: 'updated' });
  const modal = it.ada.modal();
  const open = (modal?.controls ?? []).filter(({ value }) => value === null || value === '');
  expect(open.length).toBeGreaterThan(0);
});

test('another workspace, which nobody has configured: nothing is heard', async () => {
  it = await slackWorld();
  await it.starts();
  const other = it.slack.workspace('Nachbar');
  const eve = other.person('Eve Fremd');
  const channel = await other.channel('dort', { members: [eve, 'bot'] });
  const before = it.slack.deliveries.length;
  await eve.slash(channel, '/ak hilfe');
  await eve.say(channel, '!ak hilfe');
  expect(it.heard.filter(({ kind }) => kind !== 'place')).toEqual([]);
  expect(it.slack.deliveries.slice(before).map(({ outcome }) => outcome?.acked)).toEqual([true, true]); // it is not told of what is said there
});

test.each([
  ['socket', 10_000],
  ['http', 300],
] as const)(
  'a burst of events, over %s, %i: each is acknowledged in time or comes again, and counts once',
  async (mode, many) => {
    isCut = true; // what was handled too late to say so comes again
    it = await slackWorld({ mode });
    await it.starts();
    const channel = it.wohnen.id;
    const commands: ReturnType<typeof it.ada.slash>[] = [];
    for (let n = 0; n < many; n += 1) {
      if (n % 200 === 199) await pause(1); // both ends live in one process here
      if (n % 1_000 === 500) commands.push(it.ada.slash(it.wohnen, '/ak hilfe'));
      it.slack.sendsEvent({
        type: 'event_callback',
        team_id: it.workspace.id,
        event_id: `Ev${n}`,
        event: { type: 'message', channel_type: 'group', channel, user: it.ada.id, text: 'Danke', ts: `${n}.000001` },
      });
    }
    const handled = () => new Set(it.heard.flatMap(({ id }) => (id.endsWith('.000001') ? [id] : []))).size;
    const due = () => it.slack.deliveries.length;
    for (let n = 0, before = 0; n < 4 && before < due(); n += 1) {
      before = due();
      await it.slack.settled();
      it.slack.clock.wind(300_000);
      await pause(50);
    }
    expect(handled()).toBe(many);
    expect(it.bugs).toEqual([]);
    expect((await Promise.all(commands)).filter(({ acked }) => !acked)).toEqual([]); // answered, or asked to come again
    // whatever Slack was not told in time has come again
    const untold = it.slack.deliveries.filter(({ outcome }) => outcome?.acked !== true);
    const told = new Set(
      it.slack.deliveries.flatMap(({ outcome, payload }) => (outcome?.acked ? [payload['event_id']] : [])),
    );
    expect(untold.filter(({ payload }) => !told.has(payload['event_id']))).toEqual([]);
  },
  120_000,
);

describe('what is taken away', () => {
  /** Where else the coordinator reads. */
  const elsewhere = async (door: Door) => {
    const platform = memoryPlatform('matrix');
    const bot = platform.bot();
    await bot.start(door);
    const time = { now: () => instant(it.clock.now) };
    const lane = runLane({ store: it.store, bot, replica: 'elsewhere', later, time, log: it.log });
    onTestFinished(() => lane.stop());
    return () => platform.messages.filter(({ room }) => room === 'D-kim').map(({ text }) => text);
  };
  const extra = [
    direct('R-70', 'P-3', 'matrix', 'D-kim'),
    save('account', { account: { connection: 'matrix', id: '@kim' }, person: 'P-3' }),
  ];
  const { placeNews } = texts.de;
  const revoked = placeNews.revoked('slack').join('');

  test.each(modes)(
    'a wrong token at the start, over %s: one sentence, the rest runs, and the right one helps',
    async (mode) => {
      it = await slackWorld({ mode, extra });
      const first = await it.starts({ token: 'xoxb-nonsense' });
      const told = await elsewhere(first.door);
      await until(() => told().length > 0, 'the news');
      expect(told()).toEqual([revoked]);
      expect((await it.ada.slash(it.wohnen, POLL)).acked).toBe(true);
      expect(words(it.ada.sees(it.wohnen).at(-1) ?? { lines: [] })).toContain('Bitte noch einmal.');
      const kim = { connection: 'slack', id: it.kim.id };
      const at = { connection: 'slack', room: it.lenkung.id };
      expect(
        (await first.door.receive({ id: 'x', kind: 'command', words: 'sitzung am Wohnen Di 7.7. 14 Uhr', by: kim, at }))
          .kind,
      ).toBe('done');
      await pause(1_200);
      expect(it.notes.filter((note) => note.startsWith('Slack does not accept'))).toHaveLength(1);
      await first.stop();
      await it.starts();
      await soon(() => stands('S-1') === 1, 'what was due');
      await it.shows(placeNews.back('slack').join(''), 'bot', it.kim);
      expect(told()).toHaveLength(1);
    },
    40_000,
  );

  test('a wrong app token: one sentence, and what is due goes out', async () => {
    it = await slackWorld();
    const { door } = await it.starts({ appToken: 'xapp-nonsense', deaf: true });
    const by = { connection: 'slack', id: it.ada.id };
    await door.receive({
      id: 'x',
      kind: 'command',
      words: POLL.slice(4),
      by,
      at: { connection: 'slack', room: it.wohnen.id },
    });
    await it.shows('U-1');
    expect(it.notes.filter((note) => note.startsWith('Slack cannot be heard'))).toHaveLength(1);
  });

  test.each(['revokesToken', 'uninstalls'] as const)(
    '%s: the coordinator is told once elsewhere, and posts are kept',
    async (does) => {
      it = await slackWorld({ extra });
      const { door } = await it.starts();
      const told = await elsewhere(door);
      await it.workspace[does]();
      await until(() => told().length > 0, 'the news');
      const by = { connection: 'slack', id: it.ada.id };
      await door.receive({
        id: 'x',
        kind: 'command',
        words: POLL.slice(4),
        by,
        at: { connection: 'slack', room: it.wohnen.id },
      });
      await pause(1_500);
      expect(told()).toEqual([does === 'uninstalls' ? placeNews.uninstalled('slack').join('') : revoked]);
      expect(await it.reads().posts.stuck()).toEqual([]);
    },
    20_000,
  );

  test.each(['archives', 'removes'] as const)(
    'a channel: %s: told, kept, and sent when it is back',
    async (does) => {
      it = await slackWorld({ extra });
      const { door } = await it.starts();
      const told = await elsewhere(door);
      if (does === 'archives') await it.workspace.archives(it.wohnen);
      else await it.workspace.removes(it.wohnen, 'bot');
      await until(() => told().length > 0, 'the news');
      expect(told()).toEqual([placeNews.removed('Arbeitskreis Wohnen').join('')]);
      await it.kim.slash(it.lenkung, '/ak sitzung am Wohnen Di 7.7. 14 Uhr');
      await pause(500);
      expect(stands('S-1')).toBe(0);
      if (does === 'archives') await it.workspace.archives(it.wohnen, 'unarchive');
      else await it.workspace.invites(it.wohnen, 'bot');
      await soon(() => stands('S-1') === 1, 'what was kept');
    },
    20_000,
  );

  test('a scope: what is due waits for it', async () => {
    it = await slackWorld();
    await it.starts();
    it.workspace.withdraws('chat:write');
    expect((await it.ada.slash(it.wohnen, POLL)).acked).toBe(true);
    await until(() => calls('chat.postMessage').length > 0, 'a try');
    it.workspace.grants('chat:write');
    await soon(() => stands('U-1') === 1, 'the poll');
  }, 20_000);

  test('a message, by somebody: an edit does not bring it back', async () => {
    it = await slackWorld();
    await it.starts();
    await it.ada.slash(it.wohnen, POLL);
    const { ts } = await it.shows('U-1');
    it.wohnen.messages.splice(
      it.wohnen.messages.findIndex((each) => each.ts === ts),
      1,
    );
    await it.ben.slash(it.wohnen, '/ak stimme U-1 1 ja');
    await until(() => calls('chat.update').length > 0, 'the edit');
    await pause(300);
    await it.forward(70_000);
    await pause(1_200);
    expect(stands('U-1')).toBe(0);
  }, 20_000);

  test('an account: what was for them alone is held, and the others are served', async () => {
    it = await slackWorld();
    await it.starts();
    await it.workspace.deactivates(it.ben);
    await it.ada.slash(it.wohnen, POLL);
    await it.shows('U-1');
  });
});

describe('forms', () => {
  test('whose trigger has run out: the question is asked in the conversation', async () => {
    it = await slackWorld();
    await it.starts();
    it.slack.meets('views.open', { is: 'refused', error: 'expired_trigger_id' });
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    expect(it.ada.modal()).toBeUndefined();
    await it.shows('Wurde ein Ziel vereinbart?');
  });
  test('that the conversation has overtaken: the older one is shown how far it has come', async () => {
    it = await slackWorld();
    const { door } = await it.starts();
    await it.ada.slash('bot', '/ak ergebnisse aufnehmen Wohnen');
    const first = 'Wurde ein Ziel vereinbart?';
    const by = { connection: 'slack', id: it.ada.id };
    expect(it.ada.modal()?.lines.join()).toContain(first);
    await door.receive({
      id: 'said',
      kind: 'reply',
      text: 'nein',
      by,
      at: { connection: 'slack', room: it.ada.id, direct: true },
    });
    expect(await it.ada.submit({ [first]: 'ja' })).toEqual({ is: 'updated' });
    expect((await it.ada.submit({ [first]: 'ja' })).is).toBe('updated'); // now it is the newest
  });
});

test('without the scope to read back, what may stand there is held, the coordinator told once, and found with the scope', async () => {
  it = await slackWorld();
  await it.starts();
  it.workspace.withdraws('groups:history', 'channels:history');
  it.slack.meets('chat.postMessage', { is: 'answer lost' });
  await it.ada.slash(it.wohnen, POLL);
  await until(() => calls('chat.postMessage').length === 1, 'the post');
  const unsure = texts.de.placeNews.unsure('Arbeitskreis Wohnen').join('');
  const told = () => it.said('bot', it.kim).filter((each) => words(each).includes(unsure)).length;
  await soon(() => told() === 1, 'the news');
  for (let n = 0; n < 3; n += 1) {
    await it.forward(20_000);
    await pause(1_100);
  }
  expect([told(), calls('chat.postMessage').length, stands('U-1')]).toEqual([1, 1, 1]);
  it.workspace.grants('groups:history');
  await it.ben.slash(it.wohnen, '/ak stimme U-1 1 ja');
  await soon(() => it.said().some((each) => words(each).includes('1 ja') && !each.onlyForMe), 'the tally');
  expect(stands('U-1')).toBe(1);
}, 40_000);

describe('what is not from Slack, or not as it should be', () => {
  test('is refused: signed wrong, too old, from the future; and repeated it does nothing', async () => {
    it = await slackWorld({ mode: 'http' });
    await it.starts();
    const url = `http://127.0.0.1:${it.http?.port}/slack/events`;
    const sends = async (
      body: string,
      { at = Date.now(), secret = it.slack.signingSecret, type = 'application/json' } = {},
    ) => {
      const stamp = `${Math.floor(at / 1_000)}`;
      const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`;
      const headers = { 'content-type': type, 'x-slack-request-timestamp': stamp, 'x-slack-signature': signature };
      return { status: (await fetch(url, { method: 'POST', headers, body })).status, headers };
    };
    const command = new URLSearchParams({
      team_id: it.workspace.id,
      channel_id: it.wohnen.id,
      user_id: it.ada.id,
      command: '/ak',
      text: 'hilfe',
      trigger_id: 'once',
    }).toString();
    const form = 'application/x-www-form-urlencoded; charset=utf-8';
    expect((await sends(command, { secret: 'wrong', type: form })).status).toBe(401);
    expect((await sends(command, { at: Date.now() - 400_000, type: form })).status).toBe(401);
    expect((await sends(command, { at: Date.now() + 400_000, type: form })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: command })).status).toBe(401);
    expect((await fetch(url)).status).toBe(405);
    expect((await sends('{')).status).toBe(400);
    expect((await sends('[]')).status).toBe(400);
    expect(it.heard).toEqual([]);
    const { status, headers } = await sends(command, { type: form });
    expect(status).toBe(200);
    expect((await fetch(url, { method: 'POST', headers, body: command })).status).toBe(200);
    expect(commands()).toEqual(['hilfe']);
  });

  test.each(modes)(
    'malformed in whatever way, over %s: changes nothing, crashes nothing, and the next command counts',
    async (mode) => {
      it = await slackWorld({ mode });
      await it.starts();
      await it.ada.slash(it.wohnen, POLL);
      await it.shows('U-1');
      const before = it.heard.length;
      const state = (await it.reads().polls.byId('U-1'))?.state;
      const names = fc.constantFrom(
        'type',
        'event',
        'team',
        'team_id',
        'user',
        'user_id',
        'channel',
        'channel_id',
        'command',
        'text',
        'actions',
        'view',
        'trigger_id',
        'callback_id',
        'message',
        'container',
      );
      const junk = fc.oneof(
        fc.constantFrom(it.workspace.id, 'block_actions', 'view_submission', 'event_callback', 'message'),
        fc.jsonValue(),
      );
      await fc.assert(
        fc.asyncProperty(fc.dictionary(names, junk), async (payload) => {
          it.slack.sendsEvent({ type: 'event_callback', team_id: it.workspace.id, ...payload });
          await it.slack.sends('interactive', {
            type: 'block_actions',
            team: { id: it.workspace.id },
            user: { id: it.ada.id },
            ...payload,
          });
        }),
        { numRuns: 30, timeout: 10_000 },
      );
      const kinds = new Set(it.heard.slice(before).map(({ kind }) => kind));
      expect([...kinds].filter((kind) => !['command', 'reply', 'place'].includes(kind))).toEqual([]);
      expect([await it.reads().ballots.of('U-1'), (await it.reads().polls.byId('U-1'))?.state]).toEqual([[], state]);
      expect(it.slack.deliveries.every(({ outcome }) => outcome !== undefined)).toBe(true);
      expect((await it.ada.slash(it.wohnen, '/ak hilfe')).acked).toBe(true);
    },
    120_000,
  );

  test('very long: a text in a command and in a form is shortened or split, and nothing is refused by Slack', async () => {
    it = await slackWorld();
    await it.starts();
    await it.ada.slash(it.wohnen, `/ak umfrage ${'sehr lang '.repeat(700)}Di 30.6. 14 Uhr; Do 2.7. 10 Uhr`);
    await it.ada.slash(it.wohnen, '/ak ergebnisse aufnehmen');
    await it.ada.submit({ 'Wurde ein Bedarf festgestellt: etwas, das fehlt?': 'ja' });
    const field = it.ada.modal()?.controls.find(({ block }) => block === 'need.1.text')?.label ?? '';
    expect((await it.ada.submit({ [field]: 'w&<'.repeat(1_000) })).is).toBe('updated');
    await it.slack.settled();
    const refused = it.slack.calls.filter(({ answer }) => answer !== undefined && answer.body['ok'] !== true);
    expect(refused.map(({ method, answer }) => [method, answer?.body['error']])).toEqual([]);
  });
});
