import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startSlack } from '../support/slack.ts';
import { call, listen, type Reaction } from './listener.ts';

/** How things reach the app: acknowledged in time, repeated or not, over sockets that come and go, or signed HTTP. */
type Slack = Awaited<ReturnType<typeof startSlack>>;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const staged = async (settings: Parameters<typeof startSlack>[0] = {}) => {
  const slack = await startSlack(settings);
  ends.push(slack.stop);
  const workspace = slack.workspace('Landkreis');
  const maria = workspace.person('Maria Vogt');
  const channel = await workspace.channel('ak-wohnen', { members: [maria] });
  await workspace.invites(channel, 'bot');
  return { slack, workspace, maria, channel };
};
/** Until the next attempt is on its way. */
const sent = (slack: Slack, n: number) => vi.waitFor(() => expect(slack.deliveries.length).toBe(n), { interval: 2 });
const soon = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('Socket Mode', () => {
  it('opens with a hello, by a ticket that is good once', async () => {
    const { slack } = await staged({ events: [] });
    const { url } = await call(slack, slack.appToken, 'apps.connections.open');
    const first = new WebSocket(`${url}`);
    const [hello] = await once(first, 'message');
    expect(JSON.parse(hello.data)).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: slack.appId },
    });
    const again = new WebSocket(`${url}`);
    await once(again, 'error');
    expect(slack.sockets()).toBe(1);
  });

  it('takes ten connections, and no eleventh', async () => {
    const { slack } = await staged({ events: [] });
    const all = await Promise.all(Array.from({ length: 10 }, () => listen(slack)));
    const eleventh = await listen(slack);
    expect(eleventh.other).toEqual([expect.objectContaining({ type: 'disconnect', reason: 'too_many_websockets' })]);
    expect(all.length).toBe(slack.sockets());
  });

  it('brings an event once when it is acknowledged, to one of its connections in turn', async () => {
    const { slack, maria, channel } = await staged({ events: ['message.channels'] });
    const [one, two] = [await listen(slack), await listen(slack)];
    await maria.say(channel, 'eins');
    await maria.say(channel, 'zwei');
    expect([one.heard.length, two.heard.length]).toEqual([1, 1]);
    expect(one.heard[0]).toMatchObject({ type: 'events_api', accepts_response_payload: false, retry_attempt: 0 });
    slack.clock.wind(400_000);
    await soon();
    expect(slack.deliveries.length).toBe(2);
  });

  it('repeats an event that is not acknowledged at once, after one minute and after five, and then no more', async () => {
    const { slack, maria, channel } = await staged({ events: ['message.channels'] });
    const { heard } = await listen(slack, () => 'no ack');
    const said = maria.say(channel, 'eins');
    await sent(slack, 1);
    slack.clock.wind(2_800);
    await soon();
    expect(slack.deliveries.length).toBe(1);
    slack.clock.wind(200);
    await sent(slack, 2);
    slack.clock.wind(3_000);
    await soon();
    slack.clock.wind(59_000);
    await soon();
    expect(slack.deliveries.length).toBe(2);
    slack.clock.wind(1_000);
    await sent(slack, 3);
    slack.clock.wind(3_000);
    await soon();
    slack.clock.wind(300_000);
    await sent(slack, 4);
    slack.clock.wind(3_000);
    await soon();
    slack.clock.wind(3_000_000);
    await soon();
    await said;
    expect(heard.map((each) => [each.retry_attempt, each.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(heard.map(({ payload }) => payload['event_id'])).size).toBe(1);
    expect(new Set(heard.map(({ envelope_id: id }) => id)).size).toBe(4);
  });

  it.each([
    ['a command', (it: Awaited<ReturnType<typeof staged>>) => it.maria.slash(it.channel, '/ak hilfe')],
    ['a shortcut', (it: Awaited<ReturnType<typeof staged>>) => it.maria.shortcut('note')],
  ])('never repeats %s, and says that it failed', async (_, act) => {
    const stage = await staged({ events: [] });
    await listen(stage.slack, () => 'no ack');
    const outcome = act(stage);
    await sent(stage.slack, 1);
    stage.slack.clock.wind(3_001);
    expect(await outcome).toEqual({ acked: false, reason: 'timeout' });
    stage.slack.clock.wind(400_000);
    await soon();
    expect(stage.slack.deliveries.length).toBe(1);
  });

  it('tells the person of a command that failed', async () => {
    const { maria, channel, slack } = await staged({ events: [] });
    expect(await maria.slash(channel, '/ak hilfe')).toEqual({ acked: false, reason: 'no_connection' });
    expect(maria.sees(channel)).toMatchObject([
      { text: '/ak failed with the error "operation_timeout"', onlyForMe: true },
    ]);
    expect(slack.sockets()).toBe(0);
  });

  it('notes an acknowledgement that comes too late, twice, or with an answer that nobody takes', async () => {
    const { slack, maria, channel } = await staged({ events: ['message.channels'] });
    const { heard, socket } = await listen(slack, () => 'no ack');
    const outcome = maria.slash(channel, '/ak hilfe');
    await sent(slack, 1);
    slack.clock.wind(3_001);
    await outcome;
    const ack = (payload?: unknown) => socket.send(JSON.stringify({ envelope_id: heard.at(-1)?.envelope_id, payload }));
    ack();
    await vi.waitFor(() => expect(slack.improper).toEqual([expect.stringContaining('nothing that waits')]));
    const said = maria.say(channel, 'eins');
    await vi.waitFor(() => expect(heard.length).toBe(2));
    ack({ text: 'x' });
    await said;
    expect(slack.improper[1]).toContain('an answer nobody takes');
    ack();
    await vi.waitFor(() => expect(slack.improper.length).toBe(3));
  });

  it('tells connections to go, sends them nothing more, and closes them; what they still acknowledge counts', async () => {
    const { slack, maria, channel } = await staged({ events: [] });
    const old = await listen(slack, () => 'no ack');
    const outcome = maria.slash(channel, '/ak hilfe');
    await vi.waitFor(() => expect(old.heard.length).toBe(1));
    slack.refreshes();
    await vi.waitFor(() => expect(old.other.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' }));
    expect(slack.sockets()).toBe(0);
    const fresh = await listen(slack);
    old.socket.send(JSON.stringify({ envelope_id: old.heard[0]?.envelope_id }));
    expect(await outcome).toMatchObject({ acked: true });
    await maria.slash(channel, '/ak hilfe');
    expect([old.heard.length, fresh.heard.length]).toEqual([1, 1]);
    slack.clock.wind(1_001);
    await once(old.socket, 'close');
    expect(slack.sockets()).toBe(1);
  });

  it('loses a command with its connection, and repeats an event on another', async () => {
    const { slack, maria, channel } = await staged({ events: ['message.channels'] });
    const { heard } = await listen(slack, () => 'no ack');
    slack.dropsAfter();
    expect(await maria.slash(channel, '/ak hilfe')).toEqual({ acked: false, reason: 'connection_closed' });
    expect(heard.length).toBe(1);
    const onlyAgain: Reaction = ({ retry_attempt: n }) => (n === 0 ? 'no ack' : undefined);
    const [first, second] = [await listen(slack, onlyAgain), await listen(slack, onlyAgain)];
    slack.dropsAfter();
    await maria.say(channel, 'eins');
    await vi.waitFor(() => expect(first.heard.length + second.heard.length).toBe(2));
    expect(slack.deliveries.at(-1)).toMatchObject({ attempt: 1, outcome: { acked: true } });
    slack.drops();
    await vi.waitFor(() => expect(slack.sockets()).toBe(0));
  });
});

describe('what no person could make', () => {
  it('is brought all the same: strange payloads, and ten thousand events at once', async () => {
    const { slack } = await staged({ events: [] });
    const { heard } = await listen(slack);
    expect(await slack.sends('interactive', { type: 'nonsense' })).toEqual({ acked: true, body: undefined });
    for (let i = 0; i < 10_000; i++) slack.sendsEvent({ event_id: `Ev${i}`, type: 'event_callback', event: {} });
    await slack.settled();
    expect(heard.length).toBe(10_001);
    expect(slack.deliveries.filter(({ attempt }) => attempt > 0)).toEqual([]);
  });
});

describe('events', () => {
  const topics = async (stage: Awaited<ReturnType<typeof staged>>, act: () => Promise<unknown>): Promise<unknown[]> => {
    const { heard } = await listen(stage.slack);
    await act();
    return heard.map(({ payload }) => (payload['event'] as { type: string }).type);
  };
  it('come only to whom subscribed to them', async () => {
    const stage = await staged({ events: ['app_mention'] });
    expect(await topics(stage, () => stage.maria.say(stage.channel, '@Gremienlotse hallo'))).toEqual(['app_mention']);
  });
  it.each([
    ['channels:history', (it: Awaited<ReturnType<typeof staged>>) => it.maria.say(it.channel, 'x')],
    ['im:history', (it: Awaited<ReturnType<typeof staged>>) => it.maria.say('bot', 'x')],
    [
      'channels:read',
      (it: Awaited<ReturnType<typeof staged>>) => it.workspace.invites(it.channel, it.workspace.person('Neu')),
    ],
    ['users:read', (it: Awaited<ReturnType<typeof staged>>) => it.workspace.deactivates(it.workspace.person('Fort'))],
  ])('need %s', async (scope, act) => {
    const stage = await staged();
    expect((await topics(stage, () => act(stage))).length).toBe(1);
    stage.workspace.withdraws(scope);
    expect(await topics(stage, () => act(stage))).toEqual([]);
  });
  it('of channels come only from where the bot is', async () => {
    const stage = await staged({ events: ['message.channels'] });
    await stage.workspace.removes(stage.channel, 'bot');
    expect(await topics(stage, () => stage.maria.say(stage.channel, 'x'))).toEqual([]);
  });
  it('can come twice, late, and in another order', async () => {
    const { slack, maria, channel } = await staged({ events: ['message.channels'] });
    const { heard } = await listen(slack);
    const texts = () => heard.map(({ payload }) => (payload['event'] as { text: string }).text);
    slack.doublesEvents(1);
    await maria.say(channel, 'doppelt');
    await maria.say(channel, 'einmal');
    expect(texts()).toEqual(['doppelt', 'doppelt', 'einmal']);
    expect(heard[0]?.payload['event_id']).toBe(heard[1]?.payload['event_id']);
    slack.holdsEvents();
    await maria.say(channel, 'zuerst');
    await maria.say(channel, 'danach');
    expect(heard.length).toBe(3);
    slack.releasesEvents('reversed');
    await slack.settled();
    expect(texts().slice(3)).toEqual(['danach', 'zuerst']);
  });
  it('of what the app itself posts, edits and deletes come back to it', async () => {
    const stage = await staged({ events: ['message.channels'] });
    const api = (method: string, args: object) => call(stage.slack, stage.workspace.token, method, { ...args });
    const { heard } = await listen(stage.slack);
    const { ts } = await api('chat.postMessage', { channel: stage.channel.id, text: 'x' });
    await api('chat.update', { channel: stage.channel.id, ts, text: 'y' });
    await api('chat.delete', { channel: stage.channel.id, ts });
    await stage.slack.settled();
    const events = heard.map(({ payload }) => payload['event'] as Record<string, unknown>);
    expect(events).toMatchObject([
      { bot_id: stage.workspace.botId, text: 'x' },
      { subtype: 'message_changed', message: { text: 'y', edited: {} }, previous_message: { text: 'x' } },
      { subtype: 'message_deleted', deleted_ts: ts },
    ]);
  });
});

describe('signed HTTP', () => {
  type Heard = { headers: IncomingHttpHeaders; body: string };
  const served = async (answer: (n: number) => { status: number; body?: string; headers?: object } | 'nothing') => {
    const heard: Heard[] = [];
    const server = createServer(async (incoming, outgoing) => {
      const body = await text(incoming);
      if (body.includes('url_verification')) return void outgoing.end(JSON.parse(body).challenge);
      heard.push({ headers: incoming.headers, body });
      const answered = answer(heard.length);
      if (answered === 'nothing') return;
      outgoing.writeHead(answered.status, { ...answered.headers });
      outgoing.end(answered.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
  };
  const http = async (answer: Parameters<typeof served>[0]) => {
    const stage = await staged({ mode: 'http', events: ['message.channels'] });
    const app = await served(answer);
    await stage.slack.sendsTo(app.url);
    return { ...stage, heard: app.heard };
  };
  const signature = (secret: string, { headers, body }: Heard): string => {
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    return `v0=${createHmac('sha256', secret).update(base).digest('hex')}`;
  };

  it('goes only to an address that answers the challenge', async () => {
    const { slack } = await staged({ mode: 'http' });
    const deaf = createServer((_, outgoing) => outgoing.end('ok'));
    deaf.listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    ends.push(async () => deaf.close());
    const url = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`;
    await expect(slack.sendsTo(url)).rejects.toThrow("didn't respond with the value of the challenge");
  });

  it('signs everything, sends events as JSON and the rest as forms', async () => {
    const { slack, maria, channel, heard } = await http(() => ({ status: 200 }));
    await maria.say(channel, 'x');
    await maria.slash(channel, '/ak hilfe');
    await maria.shortcut('note');
    for (const each of heard) expect(each.headers['x-slack-signature']).toBe(signature(slack.signingSecret, each));
    expect(heard.map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
    ]);
    expect(new URLSearchParams(heard[1]?.body).get('text')).toBe('hilfe');
    expect(JSON.parse(new URLSearchParams(heard[2]?.body).get('payload') ?? '')).toMatchObject({ callback_id: 'note' });
  });

  it('repeats an event that was answered with an error, and says why', async () => {
    const { slack, maria, channel, heard } = await http((n) => ({ status: n < 3 ? 500 : 200 }));
    await maria.say(channel, 'x');
    await vi.waitFor(() => expect(heard.length).toBe(2));
    await slack.settled();
    slack.clock.wind(60_000);
    await vi.waitFor(() => expect(heard.length).toBe(3));
    expect(heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });

  it('does not wait longer than three seconds', async () => {
    const { slack, maria, channel, heard } = await http((n) => (n === 1 ? 'nothing' : { status: 200 }));
    const said = maria.say(channel, 'x');
    await vi.waitFor(() => expect(heard.length).toBe(1));
    slack.clock.wind(3_001);
    await said;
    await vi.waitFor(() => expect(heard.length).toBe(2));
    expect(heard[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it('is told not to repeat', async () => {
    const { slack, maria, channel, heard } = await http(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    await maria.say(channel, 'x');
    slack.clock.wind(400_000);
    await soon();
    expect(heard.length).toBe(1);
  });

  it('never repeats a command', async () => {
    const { slack, maria, channel, heard } = await http(() => ({ status: 500 }));
    expect(await maria.slash(channel, '/ak hilfe')).toMatchObject({ acked: false, reason: 'http_error' });
    slack.clock.wind(400_000);
    await soon();
    expect(heard.length).toBe(1);
  });
});

describe('the answer in an acknowledgement', () => {
  const modal = (more: object = {}) => ({
    type: 'modal',
    title: { type: 'plain_text', text: 'Frage' },
    submit: { type: 'plain_text', text: 'Weiter' },
    blocks: [
      {
        type: 'input',
        block_id: 'what',
        label: { type: 'plain_text', text: 'Was?' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
      { type: 'section', block_id: 'note', text: { type: 'plain_text', text: 'Nur so.' } },
    ],
    ...more,
  });
  const asked = async (reaction: Reaction, view: object = modal()) => {
    const stage = await staged({ events: [] });
    const { heard } = await listen(stage.slack, reaction);
    await stage.maria.shortcut('note');
    const { payload } = heard.at(-1) ?? {};
    await call(stage.slack, stage.workspace.token, 'views.open', { trigger_id: payload?.['trigger_id'], view });
    return { ...stage, heard };
  };
  const on =
    (payload: unknown): Reaction =>
    (envelope) =>
      envelope.payload['type'] === 'view_submission' ? payload : undefined;

  it.each([
    ['nothing', undefined, { is: 'closed' }],
    ['an empty one', {}, { is: 'closed' }],
    ['clear', { response_action: 'clear' }, { is: 'cleared' }],
    ['errors', { response_action: 'errors', errors: { what: 'Nein.' } }, { is: 'errors', errors: { 'Was?': 'Nein.' } }],
    ['another view', { response_action: 'update', view: modal() }, { is: 'updated' }],
    ['one more view', { response_action: 'push', view: modal() }, { is: 'pushed' }],
  ])('to a submission: %s', async (_, payload, submitted) => {
    const { maria, slack } = await asked(on(payload));
    expect(await maria.submit({ 'Was?': 'x' })).toEqual(submitted);
    expect(slack.improper).toEqual([]);
    expect(maria.modal() === undefined).toBe(/closed|cleared/.test(submitted.is));
  });

  it.each([
    ['errors for what is no input', { response_action: 'errors', errors: { note: 'x' } }],
    ['errors for what is not there', { response_action: 'errors', errors: { other: 'x' } }],
    ['errors for nothing', { response_action: 'errors', errors: {} }],
    ['an error without words', { response_action: 'errors', errors: { what: '' } }],
    ['a view that is none', { response_action: 'update', view: { type: 'modal' } }],
    ['an unknown action', { response_action: 'shout' }],
    ['no action', { text: 'x' }],
  ])('to a submission is trouble for the person: %s', async (_, payload) => {
    const { maria, slack } = await asked(on(payload));
    expect(await maria.submit({ 'Was?': 'x' })).toMatchObject({ is: 'trouble' });
    expect(slack.improper.length).toBe(1);
    expect(maria.modal()).toBeDefined();
  });

  it('to a submission that does not come is trouble, too', async () => {
    const { maria, slack, heard } = await asked(on('no ack'));
    const submitted = maria.submit({ 'Was?': 'x' });
    await vi.waitFor(() => expect(heard.length).toBe(2));
    slack.clock.wind(3_001);
    expect(await submitted).toEqual({ is: 'trouble', why: 'timeout' });
  });

  it('keeps what was filled in where the fields keep their names', async () => {
    const renamed = modal({ blocks: [{ ...modal().blocks[0], block_id: 'other' }] });
    let next: object = modal({ title: { type: 'plain_text', text: 'Seite 2' } });
    const { maria } = await asked((envelope) =>
      envelope.payload['type'] === 'view_submission' ? { response_action: 'update', view: next } : undefined,
    );
    await maria.submit({ 'Was?': 'Wohnraum' });
    expect(maria.modal()).toMatchObject({ title: 'Seite 2', controls: [{ label: 'Was?', value: 'Wohnraum' }] });
    next = renamed;
    await maria.submit();
    expect(maria.modal()).toMatchObject({ controls: [{ value: null }] });
  });

  it('comes back to the view below when the one in front is closed, and tells the app only if it asked to know', async () => {
    const view = modal({ notify_on_close: true });
    const { maria, heard } = await asked(on({ response_action: 'push', view: modal({ clear_on_close: true }) }), view);
    await maria.submit({ 'Was?': 'x' });
    await maria.close();
    expect(maria.modal()).toBeUndefined(); // cleared with the one below
    expect(heard.filter(({ payload }) => payload['type'] === 'view_closed')).toMatchObject([
      { payload: { is_cleared: true } },
    ]);
  });

  it('to a command is shown to the person alone, or to all', async () => {
    const { slack, workspace, maria, channel } = await staged({ events: [] });
    const jan = workspace.person('Jan Braun');
    await workspace.invites(channel, jan);
    await listen(slack, ({ payload }) => ({
      text: 'Gut.',
      ...(payload['text'] === 'laut' ? { response_type: 'in_channel' } : {}),
    }));
    await maria.slash(channel, '/ak leise');
    expect([maria.sees(channel).length, jan.sees(channel).length]).toEqual([1, 0]);
    await maria.slash(channel, '/ak laut');
    expect([maria.sees(channel).length, jan.sees(channel).length]).toEqual([2, 1]);
    maria.restarts();
    expect(maria.sees(channel).map(({ onlyForMe }) => onlyForMe)).toEqual([false]);
  });
});

describe('a response_url', () => {
  const given = async () => {
    const stage = await staged({ events: [] });
    const { heard } = await listen(stage.slack);
    const block = {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'yes', text: { type: 'plain_text', text: 'Ja' } }],
    };
    const api = (method: string, args: object) => call(stage.slack, stage.workspace.token, method, { ...args });
    const { ts } = await api('chat.postMessage', { channel: stage.channel.id, text: 'Umfrage', blocks: [block] });
    await stage.maria.click({ in: stage.channel, ts: `${ts}` }, 'Ja');
    const url = `${heard.at(-1)?.payload['response_url']}`;
    const respond = async (body: object) => {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return `${answer.status} ${await answer.text()}`;
    };
    return { ...stage, respond };
  };
  const texts = ({ maria, channel }: Awaited<ReturnType<typeof given>>) =>
    maria.sees(channel).map(({ text: words, onlyForMe }) => (onlyForMe ? `(${words})` : words));

  it('says something to one, to all, changes the message, and takes it away', async () => {
    const stage = await given();
    expect(await stage.respond({ text: 'leise', response_type: 'ephemeral', replace_original: false })).toBe('200 ok');
    await stage.respond({ text: 'laut', response_type: 'in_channel', replace_original: false });
    await stage.respond({ text: 'ersetzt', replace_original: true });
    expect(texts(stage)).toEqual(['ersetzt', '(leise)', 'laut']);
    await stage.respond({ delete_original: true });
    expect(texts(stage)).toEqual(['(leise)', 'laut']);
  });
  it('is good five times', async () => {
    const stage = await given();
    for (let i = 0; i < 5; i++) expect(await stage.respond({ text: 'x' })).toBe('200 ok');
    expect(await stage.respond({ text: 'x' })).toBe('404 {"ok":false,"error":"used_url"}');
  });
  it('is good for thirty minutes', async () => {
    const stage = await given();
    stage.slack.clock.wind(1_799_000);
    expect(await stage.respond({ text: 'x' })).toBe('200 ok');
    stage.slack.clock.wind(2_000);
    expect(await stage.respond({ text: 'x' })).toBe('404 {"ok":false,"error":"expired_url"}');
  });
  it('refuses what a message would be refused for, and does not count it', async () => {
    const stage = await given();
    for (let i = 0; i < 6; i++)
      expect(await stage.respond({ text: 'x', blocks: [{ type: 'x' }] })).toBe(
        '400 {"ok":false,"error":"invalid_blocks"}',
      );
    expect(await stage.respond({})).toBe('400 {"ok":false,"error":"no_text"}');
    expect(await stage.respond({ text: 'x' })).toBe('200 ok');
  });
});
