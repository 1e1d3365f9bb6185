import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documented, mayRefuse } from '../../src/tools/slack/methods.ts';
import { startSlack } from '../support/slack.ts';
import { call } from './listener.ts';

/** Every method: each argument broken once, each scope taken once, each token that is none, each error that it can give. */
type Slack = Awaited<ReturnType<typeof startSlack>>;
const plain = (text: string) => ({ type: 'plain_text', text });
const block = { type: 'section', text: plain('x') };
const modal = { type: 'modal', title: plain('x'), blocks: [block] };

const staged = async () => {
  const slack = await startSlack({ redirects: ['https://lotse.example/slack/oauth_redirect'] });
  const workspace = slack.workspace('Landkreis');
  const other = slack.workspace('Nachbarkreis');
  const maria = workspace.person('Maria Vogt');
  const jan = workspace.person('Jan Braun');
  const far = other.person('Fern');
  const channel = await workspace.channel('ak-wohnen', { members: [maria, 'bot'] });
  const without = await workspace.channel('ohne', { members: [maria] });
  const closed = await workspace.channel('geheim', { kind: 'private', members: [maria] });
  const inside = await workspace.channel('intern', { kind: 'private', members: [maria, 'bot'] });
  const old = await workspace.channel('alt', { members: [maria, 'bot'] });
  await workspace.archives(old);
  const quiet = await workspace.channel('still', { members: [maria, 'bot'], readOnly: true });
  const gone = workspace.person('Fort');
  await workspace.deactivates(gone);
  const api = (method: string, args: object = {}) => call(slack, workspace.token, method, { ...args });
  const { ts } = await api('chat.postMessage', { channel: channel.id, text: 'Umfrage' });
  const reply = await api('chat.postMessage', { channel: channel.id, text: 'x', thread_ts: ts });
  const hers = await maria.say(channel, 'Von mir');
  /** A fresh one, each with its own act. */
  const trigger = async (): Promise<unknown> => {
    await maria.shortcut('note');
    return slack.deliveries.at(-1)?.payload['trigger_id'];
  };
  const uploaded = async (): Promise<unknown> => {
    const { upload_url, file_id } = await api('files.getUploadURLExternal', { filename: 'a.ics', length: 3 });
    await fetch(`${upload_url}`, { method: 'POST', body: 'abc' });
    return file_id;
  };
  const code = async (): Promise<string> => {
    const address = new URL(slack.authorizeUrl);
    address.searchParams.set('client_id', slack.clientId);
    address.searchParams.set('scope', 'commands,chat:write');
    address.searchParams.set('state', 's');
    return slack.allows(address, maria).searchParams.get('code') ?? '';
  };
  const channels = { channel, without, closed, inside, old, quiet };
  return { slack, workspace, other, maria, jan, far, gone, channels, ts, reply, hers, api, trigger, uploaded, code };
};
type Stage = Awaited<ReturnType<typeof staged>>;
type Args = Record<string, unknown>;

/** One call of each method that succeeds. */
const GOOD: Readonly<Record<string, (stage: Stage) => Args | Promise<Args>>> = {
  'apps.connections.open': () => ({}),
  'auth.revoke': () => ({ test: true }),
  'auth.test': () => ({}),
  'bots.info': ({ workspace }) => ({ bot: workspace.botId }),
  'chat.delete': async ({ api, channels: { channel } }) => {
    const { ts } = await api('chat.postMessage', { channel: channel.id, text: 'x' });
    return { channel: channel.id, ts };
  },
  'chat.getPermalink': ({ channels, ts }) => ({ channel: channels.channel.id, message_ts: ts }),
  'chat.postEphemeral': ({ channels, maria }) => ({ channel: channels.channel.id, user: maria.id, text: 'x' }),
  'chat.postMessage': ({ channels }) => ({ channel: channels.channel.id, text: 'x' }),
  'chat.update': ({ channels, ts }) => ({ channel: channels.channel.id, ts, text: 'y' }),
  'conversations.history': ({ channels }) => ({ channel: channels.channel.id }),
  'conversations.info': ({ channels }) => ({ channel: channels.channel.id }),
  'conversations.join': ({ channels }) => ({ channel: channels.channel.id }),
  'conversations.list': () => ({}),
  'conversations.members': ({ channels }) => ({ channel: channels.channel.id }),
  'conversations.open': ({ maria }) => ({ users: maria.id }),
  'conversations.replies': ({ channels, ts }) => ({ channel: channels.channel.id, ts }),
  'files.completeUploadExternal': async ({ uploaded }) => ({ files: [{ id: await uploaded() }] }),
  'files.getUploadURLExternal': () => ({ filename: 'a.ics', length: 3 }),
  'files.info': async ({ api, uploaded }) => {
    const file = await uploaded();
    await api('files.completeUploadExternal', { files: [{ id: file }] });
    return { file };
  },
  'oauth.v2.access': async ({ slack, code }) => ({
    client_id: slack.clientId,
    client_secret: slack.clientSecret,
    code: await code(),
  }),
  'reactions.add': ({ channels, hers }) => ({
    channel: channels.channel.id,
    timestamp: hers,
    name: `x${Math.random()}`.replace('.', ''),
  }),
  'reactions.remove': async ({ api, channels: { channel }, hers }) => {
    const item = { channel: channel.id, timestamp: hers, name: 'wave' };
    await api('reactions.add', item);
    return item;
  },
  'team.info': () => ({}),
  'users.conversations': () => ({}),
  'users.info': ({ maria }) => ({ user: maria.id }),
  'users.list': () => ({}),
  'views.open': async ({ trigger }) => ({ trigger_id: await trigger(), view: modal }),
  'views.publish': ({ maria }) => ({ user_id: maria.id, view: { type: 'home', blocks: [block] } }),
  'views.push': async ({ api, slack, maria, trigger }) => {
    const inputs = {
      ...modal,
      blocks: [{ type: 'actions', elements: [{ type: 'button', text: plain('Weiter'), action_id: 'on' }] }],
    };
    await api('views.open', { trigger_id: await trigger(), view: inputs });
    await maria.click('modal', 'Weiter');
    return { trigger_id: slack.deliveries.at(-1)?.payload['trigger_id'], view: modal };
  },
  'views.update': async ({ api, trigger }) => {
    const { view } = await api('views.open', { trigger_id: await trigger(), view: modal });
    return { view_id: (view as { id: string }).id, view: modal };
  },
};

type Violation = readonly [method: string, error: string, args: (stage: Stage) => Args | Promise<Args>];
const good =
  (method: string, more: (stage: Stage) => Args | Promise<Args>) =>
  async (stage: Stage): Promise<Args> => ({
    ...(await GOOD[method]?.(stage)),
    ...(await more(stage)),
  });
const on = (method: string, error: string, more: (stage: Stage) => Args | Promise<Args>): Violation => [
  method,
  error,
  good(method, more),
];
const nowhere = () => ({ channel: 'C0' });
const long = (length: number): string => 'x'.repeat(length);
const metadata = { event_type: 'x', event_payload: {} };

/** Each error that a method of the stand-in says it can give. */
const VIOLATIONS: readonly Violation[] = [
  on('bots.info', 'bot_not_found', () => ({ bot: 'B0' })),
  on('chat.delete', 'cant_delete_message', ({ hers }) => ({ ts: hers })),
  on('chat.delete', 'channel_not_found', nowhere),
  on('chat.delete', 'message_not_found', () => ({ ts: '1.000001' })),
  on('chat.getPermalink', 'channel_not_found', nowhere),
  on('chat.getPermalink', 'message_not_found', () => ({ message_ts: '1.000001' })),
  ...(['chat.postMessage', 'chat.postEphemeral'] as const).flatMap((method) => [
    on(method, 'cannot_reply_to_message', () => ({ thread_ts: '1.000001' })),
    on(method, 'cannot_reply_to_message', ({ reply }) => ({ thread_ts: reply['ts'] })),
    on(method, 'channel_not_found', nowhere),
    on(method, 'channel_not_found', ({ channels }) => ({ channel: channels.closed.id })),
    on(method, 'is_archived', ({ channels }) => ({ channel: channels.old.id })),
    on(method, 'not_in_channel', ({ channels }) => ({ channel: channels.without.id })),
  ]),
  on('chat.postMessage', 'channel_not_found', ({ gone }) => ({ channel: gone.id })),
  on('chat.postMessage', 'channel_not_found', ({ far }) => ({ channel: far.id })),
  on('chat.postMessage', 'channel_not_found', async ({ api, workspace }) => {
    const leaving = workspace.person('Geht');
    const { channel } = await api('chat.postMessage', { channel: leaving.id, text: 'x' });
    await workspace.deactivates(leaving);
    return { channel };
  }),
  ...(['chat.postMessage', 'chat.postEphemeral', 'chat.update'] as const).flatMap((method) => [
    on(method, 'invalid_blocks', () => ({ blocks: [{ type: 'x' }] })),
    on(method, 'invalid_blocks_format', () => ({ blocks: '[' })),
    on(method, 'invalid_blocks_format', () => ({ blocks: {} })),
    on(method, 'markdown_text_conflict', () => ({ markdown_text: '**x**' })),
    on(method, 'no_text', () => ({ text: undefined })),
    on(method, 'no_text', () => ({ text: '' })),
    on(method, 'too_many_attachments', () => ({ attachments: Array.from({ length: 101 }, () => ({ text: 'x' })) })),
    on(method, 'invalid_arguments', () => ({ text: undefined, markdown_text: long(12_001) })),
  ]),
  ...(['chat.postMessage', 'chat.update'] as const).flatMap((method) => [
    on(method, 'invalid_metadata_format', () => ({ metadata: '{' })),
    on(method, 'invalid_metadata_format', () => ({ metadata: [] })),
    on(method, 'invalid_metadata_schema', () => ({ metadata: { ...metadata, event_type: 1 } })),
    on(method, 'invalid_metadata_schema', () => ({ metadata: { event_type: 'x' } })),
    on(method, 'invalid_metadata_schema', () => ({ metadata: { ...metadata, more: 1 } })),
  ]),
  on('chat.postMessage', 'msg_blocks_too_long', () => ({
    blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: plain(long(2_700)) })),
  })),
  on('chat.postMessage', 'restricted_action_read_only_channel', ({ channels }) => ({ channel: channels.quiet.id })),
  on('chat.postEphemeral', 'restricted_action', ({ channels }) => ({ channel: channels.quiet.id })),
  on('chat.postEphemeral', 'msg_too_long', () => ({ text: long(40_001) })),
  on('chat.postEphemeral', 'user_not_in_channel', ({ jan }) => ({ user: jan.id })),
  on('chat.update', 'cant_update_message', ({ hers }) => ({ ts: hers })),
  on('chat.update', 'channel_not_found', nowhere),
  on('chat.update', 'is_inactive', ({ channels }) => ({ channel: channels.old.id })),
  on('chat.update', 'message_not_found', () => ({ ts: '1.000001' })),
  on('chat.update', 'msg_too_long', () => ({ text: long(4_001) })),
  on('conversations.history', 'channel_not_found', nowhere),
  on('conversations.history', 'channel_not_found', ({ channels }) => ({ channel: channels.closed.id })),
  on('conversations.history', 'not_in_channel', ({ channels }) => ({ channel: channels.without.id })),
  on('conversations.info', 'channel_not_found', nowhere),
  on('conversations.join', 'channel_not_found', nowhere),
  on('conversations.join', 'is_archived', ({ channels }) => ({ channel: channels.old.id })),
  on('conversations.join', 'method_not_supported_for_channel_type', ({ channels }) => ({
    channel: channels.inside.id,
  })),
  on('conversations.members', 'channel_not_found', nowhere),
  on('conversations.members', 'channel_not_found', ({ channels }) => ({ channel: channels.closed.id })),
  on('conversations.members', 'invalid_limit', () => ({ limit: 1_000 })),
  ...(['conversations.list', 'users.conversations'] as const).flatMap((method) => [
    on(method, 'invalid_limit', () => ({ limit: 0 })),
    on(method, 'invalid_limit', () => ({ limit: 'x' })),
    on(method, 'invalid_types', () => ({ types: 'channels' })),
  ]),
  ...[
    'conversations.history',
    'conversations.replies',
    'conversations.list',
    'conversations.members',
    'users.conversations',
    'users.list',
  ].map((method) => on(method, 'invalid_cursor', () => ({ cursor: 'x' }))),
  ...(['conversations.history', 'conversations.replies'] as const).flatMap((method) => [
    on(method, 'invalid_ts_latest', () => ({ latest: 'x' })),
    on(method, 'invalid_ts_oldest', () => ({ oldest: 'x' })),
  ]),
  on('conversations.open', 'channel_not_found', () => ({ users: undefined, channel: 'D0' })),
  on('conversations.open', 'channel_not_found', ({ jan }) => ({ users: jan.id, prevent_creation: true })),
  on('conversations.open', 'too_many_users', ({ maria }) => ({ users: Array(9).fill(maria.id).join(',') })),
  on('conversations.open', 'user_disabled', ({ gone }) => ({ users: gone.id })),
  on('conversations.open', 'user_not_found', () => ({ users: 'U0' })),
  on('conversations.open', 'user_not_visible', ({ far }) => ({ users: far.id })),
  on('conversations.open', 'users_list_not_supplied', () => ({ users: undefined })),
  on('conversations.replies', 'channel_not_found', ({ channels }) => ({ channel: channels.without.id })),
  on('conversations.replies', 'thread_not_found', () => ({ ts: '1.000001' })),
  on('files.completeUploadExternal', 'channel_not_found', () => ({ channel_id: 'C0' })),
  on('files.completeUploadExternal', 'channels_limit_exceeded', () => ({ channels: Array(101).fill('C0').join(',') })),
  on('files.completeUploadExternal', 'file_not_found', () => ({ files: [{ id: 'F0' }] })),
  on('files.completeUploadExternal', 'file_not_found', async ({ api }) => {
    const { file_id: id } = await api('files.getUploadURLExternal', { filename: 'a.ics', length: 3 });
    return { files: [{ id }] };
  }),
  on('files.completeUploadExternal', 'invalid_arguments', () => ({ files: [] })),
  on('files.completeUploadExternal', 'invalid_arguments', ({ channels }) => ({
    channel_id: channels.channel.id,
    thread_ts: '1.000001',
  })),
  on('files.completeUploadExternal', 'invalid_blocks', () => ({ blocks: '[{"type":"x"}]' })),
  on('files.completeUploadExternal', 'not_in_channel', ({ channels }) => ({ channel_id: channels.without.id })),
  on('files.getUploadURLExternal', 'alt_txt_too_large', () => ({ alt_txt: long(1_001) })),
  on('files.getUploadURLExternal', 'invalid_arguments', () => ({ length: 0 })),
  on('files.info', 'file_not_found', () => ({ file: 'F0' })),
  on('oauth.v2.access', 'bad_client_secret', () => ({ client_secret: 'x' })),
  on('oauth.v2.access', 'bad_redirect_uri', () => ({ redirect_uri: 'https://elsewhere.example' })),
  on('oauth.v2.access', 'invalid_client_id', () => ({ client_id: 'x' })),
  on('oauth.v2.access', 'invalid_code', () => ({ code: 'x' })),
  on('oauth.v2.access', 'invalid_code', async (stage) => {
    const args = (await GOOD['oauth.v2.access']?.(stage)) ?? {};
    await call(stage.slack, undefined, 'oauth.v2.access', args);
    return args;
  }),
  on('oauth.v2.access', 'invalid_code', async ({ slack, code }) => {
    const late = await code();
    slack.clock.wind(600_001);
    return { code: late };
  }),
  ...(['reactions.add', 'reactions.remove'] as const).flatMap((method) => [
    on(method, 'bad_timestamp', () => ({ timestamp: 'x' })),
    on(method, 'channel_not_found', nowhere),
    on(method, 'invalid_name', () => ({ name: ':x:' })),
    on(method, 'message_not_found', () => ({ timestamp: '1.000001' })),
  ]),
  on('reactions.add', 'already_reacted', async ({ api, channels, hers }) => {
    await api('reactions.add', { channel: channels.channel.id, timestamp: hers, name: 'eyes' });
    return { name: 'eyes' };
  }),
  on('reactions.add', 'is_archived', async ({ workspace, channels, maria }) => {
    await workspace.archives(channels.old, 'unarchive');
    const timestamp = await maria.say(channels.old, 'x');
    await workspace.archives(channels.old);
    return { channel: channels.old.id, timestamp };
  }),
  on('reactions.remove', 'no_item_specified', () => ({ timestamp: undefined })),
  on('reactions.remove', 'no_reaction', () => ({ name: 'none' })),
  on('team.info', 'team_not_found', () => ({ team: 'T0' })),
  on('users.info', 'user_not_found', () => ({ user: 'U0' })),
  on('users.info', 'user_not_visible', ({ far }) => ({ user: far.id })),
  ...(['views.open', 'views.push'] as const).flatMap((method) => [
    on(method, 'invalid_trigger_id', () => ({ trigger_id: '1.2.x' })),
    on(method, 'invalid_arguments', () => ({ trigger_id: undefined })),
    on(method, 'exchanged_trigger_id', async ({ api, trigger }) => {
      const trigger_id = await trigger();
      await api('views.open', { trigger_id, view: modal });
      return { trigger_id };
    }),
    on(method, 'expired_trigger_id', async ({ slack, trigger }) => {
      const trigger_id = await trigger();
      slack.clock.wind(3_001);
      return { trigger_id };
    }),
  ]),
  ...(['views.open', 'views.push', 'views.update', 'views.publish'] as const).flatMap((method) => {
    const type = method === 'views.publish' ? { type: 'home' } : modal;
    return [
      on(method, 'view_too_large', () => ({
        view: { ...type, blocks: Array.from({ length: 99 }, () => ({ type: 'section', text: plain(long(2_900)) })) },
      })),
      on(method, 'invalid_arguments', () => ({ view: { ...type, blocks: [{ type: 'x' }] } })),
      on(method, 'invalid_arguments', () => ({ view: '{' })),
      on(method, 'duplicate_external_id', async ({ api, workspace }) => {
        const other = workspace.person('Andere');
        const view = { type: 'home', blocks: [block], external_id: 'taken' };
        await api('views.publish', { user_id: other.id, view });
        return { view: { ...type, blocks: [block], external_id: 'taken' } };
      }),
    ];
  }),
  on('views.push', 'not_found', async ({ trigger }) => ({ trigger_id: await trigger() })),
  on('views.push', 'push_limit_reached', async ({ api, slack, maria, trigger }) => {
    const elements = [{ type: 'button', text: plain('Weiter'), action_id: 'on' }];
    const view = { ...modal, blocks: [{ type: 'actions', elements }] };
    const next = async (): Promise<unknown> => {
      await maria.click('modal', 'Weiter');
      return slack.deliveries.at(-1)?.payload['trigger_id'];
    };
    await api('views.open', { trigger_id: await trigger(), view });
    await api('views.push', { trigger_id: await next(), view });
    await api('views.push', { trigger_id: await next(), view });
    return { trigger_id: await next() };
  }),
  on('views.update', 'not_found', () => ({ view_id: 'V0' })),
  on('views.update', 'not_found', () => ({ view_id: undefined, external_id: 'x' })),
  on('views.update', 'invalid_arguments', () => ({ view_id: undefined })),
  on('views.update', 'hash_conflict', () => ({ hash: 'x' })),
  on('views.publish', 'hash_conflict', async ({ api, maria }) => {
    await api('views.publish', { user_id: maria.id, view: { type: 'home', blocks: [block] } });
    return { hash: 'x' };
  }),
  on('views.publish', 'invalid_arguments', () => ({ user_id: 'U0' })),
];
/** Only where the app has neither: tried apart. */
const APART = [
  'chat.postMessage messages_tab_disabled',
  'chat.postEphemeral messages_tab_disabled',
  'views.publish not_enabled',
  'oauth.v2.access no_scopes',
];

describe('the Web API of the stand-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await staged();
  });
  afterAll(() => stage.slack.stop());
  const tokenFor = (method: string, { slack, workspace }: Pick<Stage, 'slack' | 'workspace'>): string =>
    method === 'apps.connections.open' ? slack.appToken : workspace.token;
  const ask = async (method: string, args: Args) => call(stage.slack, tokenFor(method, stage), method, args);
  const methods = Object.entries(documented.methods);

  it('is tried in every method', () => {
    expect(Object.keys(GOOD).toSorted()).toEqual(Object.keys(documented.methods).toSorted());
  });

  it.each(Object.keys(GOOD))('%s does what it is for', async (method) => {
    expect(await ask(method, (await GOOD[method]?.(stage)) ?? {})).toMatchObject({ ok: true, status: 200 });
  });

  it('takes forms as well as JSON', async () => {
    const body = new URLSearchParams({
      token: stage.workspace.token,
      channel: stage.channels.channel.id,
      blocks: JSON.stringify([block]),
      unfurl_links: 'false',
    });
    const answer = await fetch(`${stage.slack.apiUrl}chat.postMessage`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'section' }] } });
  });

  describe('errors', () => {
    it('are all documented, and each that can be given is tried', () => {
      const declared = stage.slack.refusals.map(({ method, error }) => `${method} ${error}`);
      const tried = [...VIOLATIONS.map(([method, error]) => `${method} ${error}`), ...APART];
      expect(stage.slack.refusals.filter(({ method, error }) => !mayRefuse(method, error))).toEqual([]);
      expect(declared.filter((each) => !tried.includes(each))).toEqual([]);
      expect(declared.length).toBeGreaterThan(90);
    });
    it.each(VIOLATIONS.map(([method, error, args], i) => [method, error, i, args] as const))(
      '%s: %s (%i)',
      async (method, error, _, args) => {
        expect(await ask(method, await args(stage))).toMatchObject({ ok: false, error, status: 200 });
      },
    );
    it('of an app without Home, messages or scopes', async () => {
      const slack = await startSlack({ home: false, messages: false, redirects: ['https://lotse.example/'] });
      const workspace = slack.workspace('Landkreis');
      const maria = workspace.person('Maria Vogt');
      const api = (method: string, args: Args) => call(slack, workspace.token, method, args);
      const home = { type: 'home', blocks: [block] };
      expect(await api('chat.postMessage', { channel: maria.id, text: 'x' })).toMatchObject({
        error: 'messages_tab_disabled',
      });
      expect(await api('chat.postEphemeral', { channel: maria.id, user: maria.id, text: 'x' })).toMatchObject({
        error: 'messages_tab_disabled',
      });
      expect(await api('views.publish', { user_id: maria.id, view: home })).toMatchObject({ error: 'not_enabled' });
      const without = new URL(`${slack.authorizeUrl}?client_id=${slack.clientId}`);
      expect(() => slack.allows(without, maria)).toThrow('no_scopes');
      await slack.stop();
    });
  });

  it.each([
    ['client_id', 'none', 'invalid_client_id'],
    ['redirect_uri', 'https://elsewhere.example', 'bad_redirect_uri'],
    ['scope', '', 'no_scopes'],
  ])('asks nobody to allow an app with a wrong %s', (name, value, error) => {
    const address = new URL(stage.slack.authorizeUrl);
    address.searchParams.set('client_id', stage.slack.clientId);
    address.searchParams.set('scope', 'commands');
    expect(stage.slack.allows(address, stage.maria).searchParams.get('code')).not.toBe('');
    address.searchParams.set(name, value);
    expect(() => stage.slack.allows(address, stage.maria)).toThrow(error);
  });

  describe('arguments', () => {
    const args = methods.flatMap(([method, { args: all }]) =>
      Object.entries(all).map(([name, type]) => ({ method, name, type })),
    );
    it.each(args.filter(({ type }) => !type.endsWith('?')))('$method needs $name', async ({ method, name }) => {
      const { [name]: _, ...rest } = (await GOOD[method]?.(stage)) ?? {};
      expect(await ask(method, rest)).toMatchObject({
        error: 'invalid_arguments',
        errors: [expect.stringContaining(name)],
      });
    });
    it.each(args.filter(({ type }) => /^(boolean|number|integer)/.test(type)))(
      '$method takes no words as $name',
      async ({ method, name }) => {
        const given = { ...(await GOOD[method]?.(stage)), [name]: 'words' };
        const error = name === 'limit' && mayRefuse(method, 'invalid_limit') ? 'invalid_limit' : 'invalid_arguments';
        expect(await ask(method, given)).toMatchObject({ error });
      },
    );
    it.each(args.filter(({ type, name }) => /^string/.test(type) && name !== 'blocks'))(
      '$method takes no list as $name',
      async ({ method, name }) => {
        const given = { ...(await GOOD[method]?.(stage)), [name]: ['x'] };
        expect(await ask(method, given)).toMatchObject({
          error: expect.stringMatching(/^invalid_arguments|^missing_scope/),
        });
      },
    );
    it.each(methods.map(([method]) => method))('%s takes nothing that it does not know', async (method) => {
      const given = { ...(await GOOD[method]?.(stage)), unknown_argument: 'x' };
      expect(await ask(method, given)).toMatchObject({
        error: 'invalid_arguments',
        errors: [expect.stringContaining('unknown_argument')],
      });
    });
    it.each([
      ['text/csv', 'x', 'invalid_post_type'],
      ['application/json', '{', 'invalid_form_data'],
    ])('come in no body of %s like "%s"', async (type, body, error) => {
      const headers = { authorization: `Bearer ${stage.workspace.token}`, 'content-type': type };
      const answer = await fetch(`${stage.slack.apiUrl}auth.test`, { method: 'POST', headers, body });
      expect(await answer.json()).toMatchObject({ ok: false, error });
    });
    it('come in no body of no type', async () => {
      const headers = { authorization: `Bearer ${stage.workspace.token}` };
      const answer = await fetch(`${stage.slack.apiUrl}auth.test`, {
        method: 'POST',
        headers,
        body: Buffer.from('{}'),
      });
      expect(await answer.json()).toMatchObject({ ok: false, error: 'missing_post_type' });
    });
    it('are asked of methods that exist', async () => {
      expect(await ask('chat.shout', {})).toMatchObject({ ok: false, error: 'unknown_method' });
    });
  });

  describe('tokens', () => {
    const asBot = methods.map(([method]) => method).filter((method) => !/^(apps|oauth)\./.test(method));
    it.each(asBot)('%s needs that of a bot', async (method) => {
      const args = (await GOOD[method]?.(stage)) ?? {};
      expect(await call(stage.slack, undefined, method, args)).toMatchObject({ error: 'not_authed' });
      expect(await call(stage.slack, 'xoxb-none', method, args)).toMatchObject({ error: 'invalid_auth' });
      expect(await call(stage.slack, stage.slack.appToken, method, args)).toMatchObject({
        error: 'not_allowed_token_type',
      });
    });
    it('of the app opens connections, and a bot token does not', async () => {
      const open = (token?: string) => call(stage.slack, token, 'apps.connections.open');
      expect(await open(stage.workspace.token)).toMatchObject({ error: 'not_allowed_token_type' });
      expect(await open('xapp-none')).toMatchObject({ error: 'invalid_auth' });
      expect(await open()).toMatchObject({ error: 'not_authed' });
    });
    it('end when they are revoked, and when the app is removed', async () => {
      const workspace = stage.slack.workspace('Anderswo');
      const before = workspace.token;
      await workspace.revokesToken();
      expect(await call(stage.slack, before, 'auth.test')).toMatchObject({ error: 'token_revoked' });
      await workspace.uninstalls();
      expect(await call(stage.slack, before, 'auth.test')).toMatchObject({ error: 'account_inactive' });
    });
  });

  describe('scopes', () => {
    const scoped = methods.flatMap(([method, { scopes }]) => (scopes.length > 0 ? [{ method, scopes }] : []));
    it.each(scoped)('$method needs one of $scopes', async ({ method, scopes }) => {
      const { workspace } = stage;
      const args = (await GOOD[method]?.(stage)) ?? {};
      const had = scopes.filter((scope) => workspace.scopes().has(scope));
      workspace.withdraws(...scopes);
      const refused = await ask(method, args);
      workspace.grants(...had);
      expect(refused).toMatchObject({ ok: false, error: 'missing_scope', needed: expect.any(String) });
    });
    it.each(scoped.filter(({ scopes }) => scopes.length > 1 && !scopes.includes('im:write')))(
      '$method needs the one for the kind of channel',
      async ({ method, scopes }) => {
        const { workspace, channels, maria, api } = stage;
        const { channel: im } = await api('conversations.open', { users: maria.id });
        const verb = scopes[0]?.split(':')[1] ?? '';
        const places = [
          ['channels', 'public_channel', channels.channel.id],
          ['groups', 'private_channel', channels.inside.id],
          ['im', 'im', (im as { id: string }).id],
        ] as const;
        for (const [family, type, id] of places) {
          const base = (await GOOD[method]?.(stage)) ?? {};
          const args = 'channel' in base ? { ...base, channel: id } : { ...base, types: type };
          workspace.withdraws(`${family}:${verb}`);
          const refused = await ask(method, args);
          workspace.grants(`${family}:${verb}`);
          expect(refused).toMatchObject({ error: 'missing_scope', needed: `${family}:${verb}` });
        }
      },
    );
    it('for direct messages with one person or several are different ones', async () => {
      const { workspace, maria, jan } = stage;
      workspace.withdraws('mpim:write');
      expect(await ask('conversations.open', { users: `${maria.id},${jan.id}` })).toMatchObject({
        needed: 'mpim:write',
      });
      expect(await ask('conversations.open', { users: maria.id })).toMatchObject({ ok: true });
      workspace.grants('mpim:write');
    });
    it('to write under another name is one of its own', async () => {
      const args = { ...(await GOOD['chat.postMessage']?.(stage)), username: 'Landrat' };
      expect(await ask('chat.postMessage', args)).toMatchObject({
        error: 'missing_scope',
        needed: 'chat:write.customize',
      });
    });
  });
});

describe('rates, where they are enforced', () => {
  let stage: { slack: Slack; workspace: ReturnType<Slack['workspace']> };
  beforeAll(async () => {
    const slack = await startSlack({ rates: 'documented' });
    stage = { slack, workspace: slack.workspace('Landkreis') };
  });
  afterAll(() => stage.slack.stop());
  const CALLS: Readonly<Record<number, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
  const tiered = Object.entries(documented.methods).filter(
    ([method, { tier }]) => tier > 0 && method !== 'apps.connections.open' && method !== 'auth.revoke',
  );

  it.each(tiered)('of %s are those of its tier', async (method, { tier, args }) => {
    const given = Object.fromEntries(
      Object.entries(args).flatMap(([name, type]) => (type.endsWith('?') ? [] : [[name, dummy(name, type)]])),
    );
    const ask = () => call(stage.slack, stage.workspace.token, method, given);
    const answers = await Promise.all(Array.from({ length: (CALLS[tier] ?? 0) + 1 }, ask));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.map(({ error, headers }) => [error, Number(headers.get('retry-after')) > 50])).toEqual([
      ['ratelimited', true],
    ]);
    stage.slack.clock.wind(60_000);
    expect((await ask()).status).toBe(200);
  });

  it('let one post three times at once, and then once a second, in each channel', async () => {
    const [one, two] = [
      await stage.workspace.channel('eins', { members: ['bot'] }),
      await stage.workspace.channel('zwei', { members: ['bot'] }),
    ];
    const post = async (channel: string) =>
      (await call(stage.slack, stage.workspace.token, 'chat.postMessage', { channel, text: 'x' })).status;
    expect([await post(one.id), await post(one.id), await post(one.id), await post(one.id)]).toEqual([
      200, 200, 200, 429,
    ]);
    expect(await post(two.id)).toBe(200);
    stage.slack.clock.wind(3_000);
    expect(await post(one.id)).toBe(200);
  });
});
const dummy = (name: string, type: string): unknown => {
  if (name === 'view') return {};
  if (name === 'files') return [];
  return /^(number|integer)/.test(type) ? 1 : 'x';
};
