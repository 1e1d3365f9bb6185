import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlack } from '../support/slack.ts';
import { call, listen } from './listener.ts';
import { missingIn, strangeIn } from './shape.ts';

/** Everything the stand-in sends has the form that java-slack-sdk has recorded of Slack's own (tests/payloads/slack). */
const recorded = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`tests/payloads/slack/${name}.json`, 'utf8'));

const section = { type: 'section', text: { type: 'plain_text', text: 'Wann?' } };
const buttons = {
  type: 'actions',
  block_id: 'vote',
  elements: [{ type: 'button', action_id: 'yes', value: 'U-4', text: { type: 'plain_text', text: 'Ja' } }],
};
const view = {
  type: 'modal',
  callback_id: 'question',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'Frage' },
  submit: { type: 'plain_text', text: 'Weiter' },
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: { type: 'plain_text', text: 'Was?' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ],
};

/** The names that only some workspaces, apps or acts have. */
const SOMETIMES =
  /^(enterprise\w*|authed_\w+|context_\w+|bot_access_token|function_data|interactivity|app_unfurl|attachments|is_cleared)$/;

/** What the recording leaves out, and Bolt's own types have. */
const TYPED: Readonly<Record<string, object>> = {
  slash_commands: { is_enterprise_install: 'false' }, // it comes as a form
  view_submission: { view: { blocks: [] }, response_urls: [] },
  view_closed: { view: { blocks: [] } },
};

describe('payloads', () => {
  let slack: Awaited<ReturnType<typeof startSlack>>;
  const events = new Map<string, Record<string, unknown>>();
  const others = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    slack = await startSlack();
    const workspace = slack.workspace('Landkreis');
    const elsewhere = slack.workspace('Nachbarkreis', { installed: false });
    await listen(slack);
    const api = (method: string, args: object) => call(slack, workspace.token, method, { ...args });
    const maria = workspace.person('Maria Vogt');
    const jan = workspace.person('Jan Braun');
    const channel = await workspace.channel('ak-wohnen', { members: [maria, 'bot'] });
    const closed = await workspace.channel('ak-intern', { kind: 'private', members: [maria, 'bot'] });
    const place = channel.id;

    await workspace.invites(channel, jan);
    const ts = await maria.say(channel, 'Guten Tag @Gremienlotse');
    await jan.say(channel, 'Ja', { thread: ts });
    await maria.edit(channel, ts, 'Guten Abend');
    await jan.react(channel, ts, 'thumbsup');
    await jan.unreact(channel, ts, 'thumbsup');
    await maria.erase(channel, ts);
    await maria.say('bot', 'Hallo');
    const upload = await api('files.getUploadURLExternal', { filename: 'a.ics', length: 3 });
    await fetch(`${upload['upload_url']}`, { method: 'POST', body: 'abc' });
    await api('files.completeUploadExternal', { files: [{ id: upload['file_id'] }], channel_id: place });
    await api('views.publish', { user_id: maria.id, view: { type: 'home', blocks: [section] } });
    await maria.open('home');
    await maria.open('messages');

    await maria.slash(channel, '/ak hilfe');
    const posted = await api('chat.postMessage', { channel: place, text: 'Umfrage', blocks: [section, buttons] });
    await maria.click({ in: channel, ts: `${posted['ts']}` }, 'Ja');
    await maria.shortcut('note', { in: channel, ts: `${posted['ts']}` });
    await maria.shortcut('anywhere');
    const trigger = (): unknown => slack.deliveries.at(-1)?.payload['trigger_id'];
    await api('views.open', { trigger_id: trigger(), view });
    await maria.close();
    await maria.slash(channel, '/ak frage');
    await api('views.open', { trigger_id: trigger(), view });
    await maria.submit({ 'Was?': 'Wohnraum' });

    await workspace.deactivates(jan);
    await workspace.removes(channel, jan);
    await workspace.shares(channel, elsewhere);
    await workspace.shares(channel, elsewhere, 'unshared');
    await workspace.archives(channel);
    await workspace.archives(channel, 'unarchive');
    await workspace.archives(closed);
    await workspace.archives(closed, 'unarchive');
    await workspace.removes(closed, 'bot');
    await workspace.removes(channel, 'bot');
    await workspace.revokesToken();
    const other = slack.workspace('Stadt');
    await other.uninstalls();

    for (const { kind, payload } of slack.deliveries) {
      if (kind === 'slash_commands') others.set(kind, payload);
      if (kind === 'interactive') others.set(`${payload['type']}`, payload);
      if (kind !== 'events_api') continue;
      const {
        type,
        subtype,
        channel_type: where,
        thread_ts: thread,
        bot_id: bot,
      } = payload['event'] as Record<string, unknown>;
      const detail = subtype ?? (bot === undefined ? undefined : 'bot') ?? (thread === undefined ? where : 'thread');
      events.set(type === 'message' ? `message ${detail}` : `${type}`, payload);
    }
  });
  afterAll(async () => {
    expect(slack.improper).toEqual([]);
    await slack.stop();
  });

  const EVENTS: readonly (readonly [event: string, sample: string])[] = [
    ['message channel', 'message'],
    ['message im', 'message'],
    ['message thread', 'message'],
    ['message bot', 'message'],
    ['message message_changed', 'message-changed'],
    ['message message_deleted', 'message-deleted'],
    ['message file_share', 'message-file-share'],
    ['app_mention', 'app-mention'],
    ['app_home_opened', 'app-home-opened'],
    ['reaction_added', 'reaction-added'],
    ['reaction_removed', 'reaction-removed'],
    ['member_joined_channel', 'member-joined-channel'],
    ['member_left_channel', 'member-left-channel'],
    ['user_change', 'user-change'],
    ['channel_archive', 'channel-archive'],
    ['channel_unarchive', 'channel-unarchive'],
    ['channel_left', 'channel-left'],
    ['channel_shared', 'channel-shared'],
    ['channel_unshared', 'channel-unshared'],
    ['group_archive', 'group-archive'],
    ['group_unarchive', 'group-unarchive'],
    ['group_left', 'group-left'],
    ['tokens_revoked', 'tokens-revoked'],
    ['app_uninstalled', 'app-uninstalled'],
  ];

  it('of every event are tried', () => {
    expect([...events.keys()].toSorted()).toEqual(EVENTS.map(([event]) => event).toSorted());
  });

  it.each(EVENTS)('of %s are as in %s.json', (event, name) => {
    const payload = events.get(event);
    const sample = recorded(name);
    const envelopes = [recorded('reaction-added'), recorded('message'), recorded('channel-archive')];
    const { event: inside, ...outside } = payload ?? {};
    expect(strangeIn(outside, envelopes)).toEqual([]);
    expect(missingIn(payload, sample).filter((field) => !SOMETIMES.test(field))).toEqual([]);
    const bots = event.startsWith('message ') ? [recorded('app-mention'), recorded('message')] : []; // the app's own
    const samples = [...bots, sample].map((each) => each['event']);
    expect(strangeIn(inside, [...samples, { event_ts: '' }])).toEqual([]);
  });

  it.each([
    ['slash_commands', 'slash-command'],
    ['block_actions', 'block-action'],
    ['message_action', 'message-shortcut'],
    ['view_submission', 'view-submission'],
    ['view_closed', 'view-closed'],
  ])('of %s are as in %s.json', (kind, name) => {
    const payload = others.get(kind);
    const sample = recorded(name);
    expect(strangeIn(payload, [sample, TYPED[kind]])).toEqual([]);
    const absent = kind === 'block_actions' ? ['view'] : []; // it was in a message
    expect(missingIn(payload, sample).filter((field) => !SOMETIMES.test(field))).toEqual(absent);
  });

  it('would show what is not known, and what has become another kind', () => {
    expect(strangeIn({ a: 1, b: { c: [{ d: 1 }] } }, [{ a: '', b: { c: [{}] } }])).toEqual([
      'a is number, not string',
      'b.c[].d is not known',
    ]);
    expect(missingIn({}, { a: 1 })).toEqual(['a']);
  });
});
