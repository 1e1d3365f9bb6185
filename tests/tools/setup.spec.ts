import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackLine, withLine } from '../../src/tools/setup/env-file.ts';
import { startSlack } from '../support/slack.ts';

let slack: Awaited<ReturnType<typeof startSlack>>;
let workspace: ReturnType<typeof slack.workspace>;
let folder: string;
beforeEach(async () => {
  slack = await startSlack();
  workspace = slack.workspace('Landkreis');
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(async () => {
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
});
const env = () => join(folder, '.env');
const apps = () => JSON.parse(parseEnv(readFileSync(env(), 'utf8'))['SLACK'] ?? '');
const run = (lines: readonly string[], args: readonly string[] = [], apiUrl = slack.apiUrl) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    const child = spawn(process.execPath, [resolve('src/tools/setup.ts'), '--api-url', apiUrl, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  });

describe('npm run setup', () => {
  test('leads to an app, tries its tokens, and keeps them where only one can read them', async () => {
    writeFileSync(env(), '# ours\nLISTEN=127.0.0.1:8080\nSLACK=\n\nLOG_LEVEL=info\n', { mode: 0o644 });
    const { code, stdout, stderr } = await run([workspace.token, slack.appToken]);
    expect([code, stderr]).toEqual([0, '']);
    const link = new URL(/^https:\/\/api\.slack\.com\/\S+$/m.exec(stdout)?.[0] ?? '');
    const manifest = JSON.parse(readFileSync('slack/manifest.json', 'utf8'));
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(manifest);
    expect(stdout).toMatch(/It belongs to @gremienlotse in Landkreis\.[\s\S]*Socket Mode opens[\s\S]*npm run doctor/);
    expect(stdout).not.toContain(workspace.token);
    const { token: botToken } = workspace;
    const app = { name: 'slack', apiUrl: slack.apiUrl, botToken, appToken: slack.appToken };
    expect(readFileSync(env(), 'utf8')).toBe(
      `# ours\nLISTEN=127.0.0.1:8080\nSLACK=${JSON.stringify([app])}\n\nLOG_LEVEL=info\n`,
    );
    expect(statSync(env()).mode & 0o777).toBe(0o600);

    // once more, for another connection
    await run([botToken, slack.appToken], ['--name', 'kreis-2']);
    expect(apps()).toEqual([app, { ...app, name: 'kreis-2' }]);
  }, 20_000);

  test('prints the line if it is to write nothing', async () => {
    const { code, stdout } = await run([workspace.token, slack.appToken], ['--print', '--without-history']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SLACK=\[\{"name":"slack".*\}\]$/m);
    expect(decodeURIComponent(stdout)).not.toContain('channels:history');
    expect(() => statSync(env())).toThrow('ENOENT');
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['another kind of token', () => [slack.appToken], /^That is no bot token: a bot token begins with xoxb-\.\n$/],
    ['a wrong bot token', () => ['xoxb-none'], /^Slack does not take this bot token \(invalid_auth\)\.\n$/],
    ['the bot token twice', () => [workspace.token, workspace.token], /^That is no app-level token: .*xapp-\.\n$/],
    [
      'a wrong app-level token',
      () => [workspace.token, 'xapp-none'],
      /^Slack does not take this app-level .*\.[^.]*\n$/,
    ],
    ['nothing', () => [], /^There was no answer\. Nothing was written\.\n$/],
  ])('says in a sentence what is wrong with %s, and writes nothing', async (_, lines, says) => {
    expect(await run(lines())).toMatchObject({ code: 1, stderr: expect.stringMatching(says) });
    expect(() => statSync(env())).toThrow('ENOENT');
  });

  test('says in a sentence what else is wrong', async () => {
    const tokens = [workspace.token, slack.appToken];
    const [nobody, name, address, unknown, both, http, plain] = await Promise.all([
      run(tokens, [], 'http://127.0.0.1:1/api/'),
      run(tokens, ['--name', 'Web']),
      run(tokens, [], 'slack'),
      run(tokens, ['--bot', 'x']),
      run(tokens, ['--http', '--several']),
      run(tokens, ['--http']),
      run(tokens, ['--help']),
    ]);
    expect(nobody).toMatchObject({ code: 1, stderr: 'Slack does not answer. Is it reached from here?\n' });
    expect(name).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--name must be [^\n]+\n$/) });
    expect(address).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--api-url must be [^\n]+\n$/) });
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Unknown option '--bot'\.\nnpm run setup/),
    });
    expect(both).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Either --http or --several/) });
    expect(http).toMatchObject({ code: 1, stderr: expect.stringMatching(/^PUBLIC_URL must say first/) });
    expect(plain).toMatchObject({ code: 0, stdout: expect.stringContaining('--without-history') });
    expect(() => statSync(env())).toThrow('ENOENT');
  }, 20_000);

  test('does not overwrite what it cannot read', async () => {
    writeFileSync(env(), 'SLACK=xoxb-1\n');
    const { code, stderr } = await run([workspace.token, slack.appToken]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^SLACK must be a list such as /)]);
    expect(readFileSync(env(), 'utf8')).toBe('SLACK=xoxb-1\n');
  });

  test('over HTTP it takes the signing secret, and tells Slack where to send to', async () => {
    writeFileSync(env(), 'PUBLIC_URL=https://www.example.org/lotse/\n');
    const { code, stdout, stderr } = await run([workspace.token, slack.signingSecret], ['--http']);
    expect([code, stderr]).toEqual([0, '']);
    expect(decodeURIComponent(stdout)).toContain('"request_url":"https://www.example.org/lotse/slack/events"');
    expect(apps()).toMatchObject([{ botToken: workspace.token, signingSecret: slack.signingSecret }]);
    expect((await run([workspace.token, 'xyz'], ['--http'])).stderr).toMatch(/^That is no signing secret/);
  }, 20_000);

  test('for several workspaces it takes what belongs to the app', async () => {
    writeFileSync(env(), 'PUBLIC_URL=https://www.example.org\n');
    const { clientId, clientSecret, signingSecret } = slack;
    const wrong = await run([clientId, 'x', signingSecret], ['--several']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Slack does not take this client secret/) });
    const { code, stdout } = await run([clientId, clientSecret, signingSecret], ['--several']);
    expect(code).toBe(0);
    expect(decodeURIComponent(stdout)).toContain('"redirect_urls":["https://www.example.org/slack/oauth"]');
    expect(stdout).toContain('SECRET_KEY must be set, too');
    expect(apps()).toEqual([{ name: 'slack', apiUrl: slack.apiUrl, clientId, clientSecret, signingSecret }]);
  }, 20_000);
});

describe('the line in .env', () => {
  const app = { name: 'slack', botToken: 'xoxb-1', appToken: 'xapp-1' };
  const line = (file: string) => slackLine(file, app);
  const own = `SLACK=${JSON.stringify([app])}`;
  test.each([
    ['', `${own}\n`],
    ['A=1', `A=1\n${own}\n`],
    ['A=1\r\nSLACK=\r\nB=2\r\n', `A=1\r\n${own}\r\nB=2\r\n`],
    ['# SLACK=[]\nexport SLACK = \n', `# SLACK=[]\n${own}\n`],
    ['SLACK=[]\nA=1\nSLACK=[]\n', `${own}\nA=1\n`],
  ])('stands in %j as it should', (file, expected) => {
    const made = line(file);
    expect(made.ok && withLine(file, made.value)).toBe(expected);
    expect(JSON.parse(parseEnv(expected)['SLACK'] ?? '')).toEqual([app]);
  });
  test('keeps the other apps, and does not guess what is no list', () => {
    const other = { name: 'kreis', botToken: 'xoxb-2', appToken: 'xapp-2' };
    expect(line(`SLACK='${JSON.stringify([{ ...app, botToken: 'xoxb-0' }, other])}'`)).toEqual({
      ok: true,
      value: `SLACK=${JSON.stringify([app, other])}`,
    });
    for (const file of ['SLACK=xoxb-1', 'SLACK={"name":"slack"}', 'SLACK=[1]']) expect(line(file).ok).toBe(false);
  });
});
