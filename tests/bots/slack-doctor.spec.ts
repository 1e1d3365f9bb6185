import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Examined, examine } from '../../src/bots/slack/doctor.ts';
import { OPTIONAL_SCOPES, SCOPES } from '../../src/bots/slack/scopes.ts';
import { startSlack } from '../support/slack.ts';

const ALL = [...SCOPES, ...OPTIONAL_SCOPES];
let slack: Awaited<ReturnType<typeof startSlack>>;
let workspace: ReturnType<typeof slack.workspace>;
beforeEach(async () => {
  slack = await startSlack({ scopes: ALL });
  workspace = slack.workspace('Landkreis');
});
afterEach(() => slack.stop());
const finds = async (app: Examined = {}) =>
  (await examine({ botToken: workspace.token, appToken: slack.appToken, apiUrl: slack.apiUrl, ...app })).map(
    ({ is, says }) => `${is} ${says}`,
  );
const wrongs = (found: readonly string[]) => found.filter((each) => each.startsWith('wrong'));

describe('the doctor for Slack', () => {
  test('finds nothing wrong where all is well, and says whose the tokens are', async () => {
    const found = await finds();
    expect(wrongs(found)).toEqual([]);
    expect(found.filter((each) => each.startsWith('good'))).toEqual([
      expect.stringMatching(/^good The bot token belongs to @gremienlotse in Landkreis \(http.+\)\.$/),
      'good It has every scope that it needs.',
      `good Its app: https://api.slack.com/apps/${slack.appId}`,
      'good Socket Mode opens.',
    ]);
    expect(found.join('\n')).toMatch(/in no channel yet\. In a channel: \/invite/);
    const asked = new Set(slack.calls.map(({ method }) => method));
    expect([...asked].toSorted()).toEqual(['apps.connections.open', 'auth.test', 'bots.info', 'users.conversations']);
  });

  test.each(SCOPES)('without %s it says what is lost', async (scope) => {
    workspace.withdraws(scope);
    expect(wrongs(await finds())).toEqual([expect.stringMatching(`^wrong The scope ${scope} is missing: .{20,}\\.$`)]);
  });
  test.each(OPTIONAL_SCOPES)('without %s it works, and says what is lost', async (scope) => {
    workspace.withdraws(scope);
    const found = await finds();
    expect(wrongs(found)).toEqual([]);
    expect(found).toContainEqual(expect.stringMatching(`^look The scope ${scope} was not given: .*thread.*held back`));
  });
  test('says when the app may do more than it needs', async () => {
    workspace.grants('channels:join');
    expect(await finds()).toContain('look It may do more than it needs: channels:join.');
  });

  test('names the channels where something is not said', async () => {
    const ada = workspace.person('Ada');
    const together = { members: [ada, 'bot'] as const };
    await workspace.channel('offen', together);
    await workspace.channel('gut', { kind: 'private', ...together });
    const connected = await workspace.channel('gemeinsam', { kind: 'private', ...together });
    await workspace.shares(connected, slack.workspace('Nachbarkreis'));
    await workspace.archives(await workspace.channel('alt', { kind: 'private', ...together }));
    await workspace.channel('fremd', { members: [ada] });
    const found = await finds();
    expect(found).toContain('good It is in 4 channels.');
    expect(found.filter((each) => each.includes('#'))).toEqual([
      'look #offen: everybody in the workspace can read it. What is not public is not said there.',
      'look #gemeinsam: it is shared with another organization. What is not public is not said there.',
      'look #alt: it is archived. Nothing can be said there.',
    ]);
    workspace.withdraws('groups:read');
    expect((await finds()).join('\n')).toMatch(/It is in one channel\.[\s\S]*#offen/);
  });
  test('sees more channels than stand on one page', async () => {
    for (let n = 0; n < 201; n += 1) await workspace.channel(`k${n}`, { kind: 'private', members: ['bot'] });
    expect(await finds()).toContain('good It is in 201 channels.');
  });

  test('says in a sentence what keeps it from working at all', async () => {
    expect(wrongs(await finds({ botToken: 'xoxb-none' }))).toEqual([
      expect.stringMatching(/^wrong The bot token is not valid/),
    ]);
    expect(wrongs(await finds({ botToken: slack.appToken }))).toEqual([expect.stringMatching(/no bot token: .*xoxb-/)]);
    expect(wrongs(await finds({ appToken: 'xapp-1-none' }))).toEqual([
      expect.stringMatching(/^wrong Socket Mode does not open: the app-level token is not valid/),
    ]);
    expect(wrongs(await finds({ appToken: workspace.token }))).toEqual([
      expect.stringMatching(/^wrong Socket Mode does not open: that is no app-level token/),
    ]);
    expect(wrongs(await finds({ appToken: 'xapp-1-A0OTHER-1-x' }))[0]).toMatch(/belongs to another app \(A0OTHER\)/);
    slack.meets('auth.test', { is: 'rate limited', seconds: 7 });
    expect(wrongs(await finds())).toEqual(['wrong Slack asks to wait 7 seconds. Ask once more then.']);
    slack.heals();
    await workspace.uninstalls();
    expect(wrongs(await finds())).toEqual([expect.stringMatching(/removed from the workspace/)]);
    await slack.stop();
    expect(await finds()).toEqual([expect.stringMatching(/^wrong Slack does not answer\./)]);
  });

  test('asks of an app for several workspaces whether its secrets belong together', async () => {
    const { clientId, clientSecret, signingSecret, apiUrl } = slack;
    const open: Examined = {
      clientId,
      clientSecret,
      signingSecret,
      apiUrl,
      address: 'https://lotse.example.org/slack',
    };
    const found = (await examine(open)).map(({ is, says }) => `${is} ${says}`);
    expect(wrongs(found)).toEqual([]);
    expect(found.join('\n')).toMatch(
      /belong together\.[\s\S]*https:\/\/lotse\.example\.org\/slack\/install[\s\S]*must send to https:\/\/lotse\.example\.org\/slack\/events/,
    );
    expect(await examine({ ...open, clientSecret: 'x' })).toContainEqual(
      expect.objectContaining({ is: 'wrong', says: expect.stringContaining('"clientSecret"') }),
    );
    expect(await examine({ ...open, clientId: 'x' })).toContainEqual(
      expect.objectContaining({ is: 'wrong', says: expect.stringContaining('"clientId"') }),
    );
  });
});

test('npm run doctor speaks of every Slack app in SLACK, and fails if something is wrong', async () => {
  const run = (botToken: string) =>
    new Promise<{ code: unknown; stdout: string }>((resolve) => {
      const list = JSON.stringify([{ name: 'slack', botToken, appToken: slack.appToken, apiUrl: slack.apiUrl }]);
      const child = execFile(
        process.execPath,
        ['src/tools/doctor.ts'],
        { env: { PATH: process.env['PATH'], SLACK: list } },
        (_, stdout) => resolve({ code: child.exitCode, stdout }),
      );
    });
  const [well, ill] = await Promise.all([run(workspace.token), run('xoxb-none')]);
  expect(well).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^slack, Slack\n {2}✓ The bot token belongs to/),
  });
  expect(ill).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ The bot token is not valid') });
}, 20_000);
