import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlack } from '../support/slack.ts';
import { call } from './listener.ts';

/** What the app reads back: histories, threads, members, audiences; and what people see. */
type Stage = Awaited<ReturnType<typeof staged>>;
const staged = async () => {
  const slack = await startSlack();
  const workspace = slack.workspace('Landkreis');
  const neighbours = slack.workspace('Nachbarkreis', { installed: false });
  const maria = workspace.person('Maria Vogt');
  const guest = workspace.person('Gast', { guest: 'one channel' });
  const stranger = neighbours.person('Fremde');
  const channel = await workspace.channel('ak-wohnen', { members: [maria, guest, 'bot'] });
  const api = (method: string, args: object = {}) => call(slack, workspace.token, method, { ...args });
  return { slack, workspace, neighbours, maria, guest, stranger, channel, api };
};

describe('what is read', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await staged();
  });
  afterAll(() => stage.slack.stop());
  const filled = async () => {
    const { workspace, maria, api } = stage;
    const channel = await workspace.channel(`c${Math.random()}`, { members: [maria, 'bot'] });
    const post = async (args: object): Promise<string> =>
      `${(await api('chat.postMessage', { channel: channel.id, ...args }))['ts']}`;
    const texts = async (method: string, args: object = {}) => {
      const answer = await api(method, { channel: channel.id, ...args });
      return (answer['messages'] as { text: string }[]).map(({ text }) => text);
    };
    return { channel, post, texts };
  };

  it('in a history: newest first, without what is in threads or for one person alone', async () => {
    const { channel, post, texts } = await filled();
    const root = await post({ text: 'eins' });
    await post({ text: 'darunter', thread_ts: root });
    await post({ text: 'auch oben', thread_ts: root, reply_broadcast: true });
    await stage.api('chat.postEphemeral', { channel: channel.id, user: stage.maria.id, text: 'leise' });
    await post({ text: 'zwei' });
    expect(await texts('conversations.history')).toEqual(['zwei', 'auch oben', 'eins']);
    expect(await texts('conversations.replies', { ts: root })).toEqual(['eins', 'darunter', 'auch oben']);
    expect(stage.maria.sees(channel).map(({ text }) => text)).toContain('leise');
  });

  it('in a history: between two moments, which count only if wanted, page by page', async () => {
    const { post, texts, channel } = await filled();
    const at = [await post({ text: '1' }), await post({ text: '2' }), await post({ text: '3' })];
    expect(await texts('conversations.history', { oldest: at[0], latest: at[2] })).toEqual(['2']);
    expect(await texts('conversations.history', { oldest: at[0], latest: at[2], inclusive: true })).toEqual([
      '3',
      '2',
      '1',
    ]);
    const page = (cursor?: unknown) => stage.api('conversations.history', { channel: channel.id, limit: 2, cursor });
    const first = await page();
    const second = await page((first['response_metadata'] as { next_cursor: string }).next_cursor);
    expect([first, second].map(({ messages, has_more }) => [(messages as object[]).length, has_more])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('in a history: metadata, if asked for', async () => {
    const { post, channel } = await filled();
    const metadata = { event_type: 'post', event_payload: { id: 'P-1' } };
    const ts = await post({ text: 'x', metadata });
    const read = async (more: object) => {
      const { messages } = await stage.api('conversations.history', { channel: channel.id, ...more });
      return (messages as object[])[0];
    };
    expect(await read({ include_all_metadata: true })).toMatchObject({ metadata });
    expect(await read({})).not.toHaveProperty('metadata');
    await stage.api('chat.update', { channel: channel.id, ts, text: 'y' });
    expect(await read({ include_all_metadata: true })).toMatchObject({ metadata, text: 'y' });
    await stage.api('chat.update', { channel: channel.id, ts, text: 'y', metadata: {} });
    expect(await read({ include_all_metadata: true })).not.toHaveProperty('metadata');
  });

  it('in a history that lags: only what is old enough', async () => {
    const { post, texts } = await filled();
    stage.slack.lags(60_000);
    const ts = await post({ text: 'x' });
    expect(await texts('conversations.history')).toEqual([]);
    expect(await stage.api('conversations.replies', { channel: 'C0', ts })).toMatchObject({ ok: false });
    stage.slack.clock.wind(60_001);
    expect(await texts('conversations.history')).toEqual(['x']);
    stage.slack.heals();
  });

  it('of blocks after an edit: gone with a new text alone, kept without one', async () => {
    const { post, channel } = await filled();
    const blocks = [{ type: 'divider' }];
    const ts = await post({ text: 'x', blocks });
    const edit = async (more: object) =>
      (await stage.api('chat.update', { channel: channel.id, ts, ...more }))['message'] as { blocks?: object[] };
    expect((await edit({ text: 'y', blocks }))['blocks']).toHaveLength(1);
    expect((await edit({ text: 'z' }))['blocks']).toBeUndefined();
    await edit({ blocks });
    expect((await edit({ attachments: [{ text: 'a' }] }))['blocks']).toHaveLength(1);
  });

  it('of an audience: guests, strangers, other workspaces, who is gone', async () => {
    const { slack, workspace, neighbours, guest, stranger, channel, api } = stage;
    const info = async () =>
      (await api('conversations.info', { channel: channel.id, include_num_members: true }))['channel'];
    const user = async (id: string) => (await api('users.info', { user: id, include_locale: true }))['user'];
    expect(await info()).toMatchObject({ is_private: false, is_ext_shared: false, num_members: 3, is_member: true });
    expect(await user(guest.id)).toMatchObject({ is_restricted: true, is_ultra_restricted: true, locale: 'de-DE' });
    await workspace.shares(channel, neighbours);
    await workspace.invites(channel, stranger);
    expect(await info()).toMatchObject({ is_ext_shared: true, num_members: 4, connected_team_ids: [neighbours.id] });
    expect((await api('conversations.members', { channel: channel.id }))['members']).toContain(stranger.id);
    expect(await user(stranger.id)).toMatchObject({ is_stranger: true, team_id: neighbours.id });
    const gone = workspace.person('Fort');
    await workspace.deactivates(gone);
    expect(await user(gone.id)).toMatchObject({ deleted: true });
    expect(slack.improper).toEqual([]);
  });

  it('of channels: those that a kind names, and those that the bot is in', async () => {
    const { workspace, maria, api } = stage;
    const hidden = await workspace.channel('fremd-geheim', { kind: 'private', members: [maria] });
    const own = await workspace.channel('eigen-geheim', { kind: 'private', members: [maria, 'bot'] });
    const open = await workspace.channel('offen', { members: [maria] });
    const names = async (method: string, args: object = {}) =>
      ((await api(method, args))['channels'] as { name: string }[]).map(({ name }) => name);
    expect(await names('conversations.list')).toContain(open.name);
    expect(await names('conversations.list')).not.toContain(own.name);
    expect(await names('conversations.list', { types: 'private_channel' })).toEqual([own.name]);
    expect(await names('users.conversations', { types: 'public_channel,private_channel' })).not.toContain(open.name);
    expect(await names('users.conversations', { types: 'public_channel,private_channel' })).toContain(own.name);
    expect(hidden.id).toMatch(/^C/);
  });

  it('of a direct message: the same again, by the person’s id too', async () => {
    const { workspace, api } = stage;
    const jan = workspace.person('Jan Braun');
    const first = (await api('conversations.open', { users: jan.id }))['channel'] as { id: string };
    expect(await api('conversations.open', { users: jan.id })).toMatchObject({ already_open: true, channel: first });
    expect(await api('chat.postMessage', { channel: jan.id, text: 'x' })).toMatchObject({ channel: first.id });
    expect(await api('conversations.info', { channel: first.id })).toMatchObject({
      channel: { is_im: true, user: jan.id },
    });
    expect(jan.sees('bot').map(({ text }) => text)).toEqual(['x']);
  });

  it('of a file: where it stands, once it is known', async () => {
    const { channel, api, slack, maria } = stage;
    const { upload_url, file_id } = await api('files.getUploadURLExternal', { filename: 'v.docx', length: 3 });
    expect((await fetch(`${upload_url}`, { method: 'POST', body: 'zu lang' })).status).toBe(400);
    expect((await fetch(`${upload_url}`, { method: 'POST', body: 'abc' })).status).toBe(200);
    slack.lags(10_000);
    await api('files.completeUploadExternal', { files: [{ id: file_id, title: 'Vorlage' }], channel_id: channel.id });
    const shares = async () => ((await api('files.info', { file: file_id }))['file'] as { shares: object }).shares;
    expect(await shares()).toEqual({});
    slack.clock.wind(10_001);
    expect(await shares()).toEqual({ public: { [channel.id]: [{ ts: expect.any(String) }] } });
    expect(maria.sees(channel).at(-1)?.files).toMatchObject([
      { name: 'v.docx', title: 'Vorlage', bytes: Buffer.from('abc') },
    ]);
    slack.heals();
  });

  it('by people: whom a message calls', async () => {
    const { maria, channel, api } = stage;
    const calls = async (args: object): Promise<readonly string[]> => {
      await api('chat.postMessage', { channel: channel.id, ...args });
      return maria.sees(channel).at(-1)?.calls ?? [];
    };
    expect(await calls({ text: `<!channel> <@${maria.id}>` })).toEqual(['channel', maria.id]);
    expect(await calls({ text: '&lt;!channel&gt; @here' })).toEqual([]);
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Alle: <!here|here>' } }];
    expect(await calls({ text: 'x', blocks })).toEqual(['here']);
    const words = [{ type: 'section', text: { type: 'plain_text', text: '<!here>' } }];
    expect(await calls({ text: 'x', blocks: words })).toEqual([]);
    const elements = [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: maria.id }] }];
    expect(await calls({ text: 'x', blocks: [{ type: 'rich_text', elements }] })).toEqual([maria.id]);
  });

  it('by nobody who is not there', async () => {
    const { workspace, maria, channel } = stage;
    const outside = workspace.person('Draußen');
    expect(() => outside.sees(channel)).toThrow('Draußen is not in ak-wohnen.');
    await expect(outside.say(channel, 'x')).rejects.toThrow('Draußen is not in ak-wohnen.');
    const ts = await maria.say(channel, 'x');
    await expect(stage.guest.edit(channel, ts, 'y')).rejects.toThrow('Only its author may do that.');
    await expect(maria.click({ in: channel, ts }, 'Ja')).rejects.toThrow('sees no "Ja", only nothing to click.');
  });
});
