import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bareApp } from './bare-app.ts';

/** The same small Bolt app does the same on both ways of connecting. */
describe.each(['socket', 'http'] as const)('a bare Bolt app over %s', (mode) => {
  let it_: Awaited<ReturnType<typeof bareApp>>;
  beforeAll(async () => {
    it_ = await bareApp(mode);
  });
  afterAll(async () => {
    expect(it_.slack.improper).toEqual([]);
    await it_.end();
  });
  const stage = async () => {
    const { workspace } = it_;
    const maria = workspace.person('Maria Vogt');
    const channel = await workspace.channel('ak-wohnen', { members: [maria] });
    return { ...it_, maria, channel };
  };

  it('answers a slash command for one person, posts, and edits its post when its button is clicked', async () => {
    const { workspace, maria, channel } = await stage();
    const other = workspace.person('Jan Braun');
    await workspace.invites(channel, other, 'bot');

    expect(await maria.slash(channel, '/ak hilfe')).toMatchObject({ acked: true });
    await vi.waitFor(() => expect(maria.sees(channel).map(({ text }) => text)).toContain('Umfrage'));

    const [post] = maria.sees(channel).filter(({ text }) => text === 'Umfrage');
    expect(post).toMatchObject({ lines: ['Wann?'], controls: [{ label: 'Ja', action: 'yes' }], onlyForMe: false });
    expect(maria.sees(channel).filter(({ onlyForMe }) => onlyForMe)).toMatchObject([{ text: 'Für Sie allein.' }]);
    expect(other.sees(channel).filter(({ onlyForMe }) => onlyForMe)).toEqual([]);

    await other.click({ in: channel, ts: post?.ts ?? '' }, 'Ja');
    await vi.waitFor(() =>
      expect(maria.sees(channel)).toContainEqual(
        expect.objectContaining({ ts: post?.ts, text: 'Eine Stimme', edited: true, controls: [] }),
      ),
    );
  });

  it('shows what is said in the acknowledgement of a slash command', async () => {
    const { maria, channel } = await stage();
    await maria.slash(channel, '/ak kurz');
    expect(maria.sees(channel)).toMatchObject([{ text: 'Kurz geantwortet.', onlyForMe: true }]);
  });

  it('asks in a modal, refuses an answer in it, and takes the next', async () => {
    const { maria, channel, heard } = await stage();
    await maria.slash(channel, '/ak frage');
    await vi.waitFor(() => expect(maria.modal()).toMatchObject({ title: 'Ergebnis', submit: 'Weiter' }));

    await expect(maria.submit()).rejects.toThrow('Was?: Please complete this required field.');
    expect(await maria.submit({ 'Was?': 'nichts' })).toEqual({ is: 'errors', errors: { 'Was?': 'Bitte genauer.' } });
    expect(await maria.submit({ 'Was?': 'Wohnraum', 'Bis wann?': '2026-12-01' })).toEqual({ is: 'closed' });
    expect(maria.modal()).toBeUndefined();
    expect(heard).toContain('submit Wohnraum 2026-12-01');
    await vi.waitFor(() => expect(maria.sees('bot')).toMatchObject([{ text: 'Notiert: Wohnraum' }]));
  });

  it('hears that a modal was closed', async () => {
    const { maria, channel, heard } = await stage();
    await maria.slash(channel, '/ak frage');
    await vi.waitFor(() => expect(maria.modal()).toBeDefined());
    await maria.close();
    expect(heard).toContain('closed');
  });

  it('talks in a direct message and in its threads', async () => {
    const { maria } = await stage();
    const ts = await maria.say('bot', 'Guten Tag & hallo');
    await vi.waitFor(() =>
      expect(maria.sees('bot', { thread: ts }).map(({ text }) => text)).toEqual([
        'Guten Tag &amp; hallo',
        'Echo: Guten Tag &amp; hallo',
      ]),
    );
  });

  it('shows Home, and hears shortcuts', async () => {
    const { maria, channel, heard } = await stage();
    await maria.open('home');
    await vi.waitFor(() => expect(maria.home()?.lines).toEqual(['Ihre Aufgaben']));
    const ts = await maria.say(channel, 'Das halten wir fest.');
    await maria.shortcut('note', { in: channel, ts });
    await maria.shortcut('note');
    expect(heard).toContain('shortcut message_action Das halten wir fest.');
    expect(heard).toContain('shortcut shortcut ');
  });

  it('uploads a file', async () => {
    const { workspace, maria, channel } = await stage();
    await workspace.invites(channel, 'bot');
    await vi.waitFor(() =>
      expect(maria.sees(channel).flatMap(({ files }) => files)).toEqual([
        {
          name: 'einladung.ics',
          title: 'einladung.ics',
          contentType: 'text/calendar',
          bytes: Buffer.from('BEGIN:VCALENDAR'),
        },
      ]),
    );
  });
});
