import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSlack } from '../support/slack.ts';

const tool = resolve('src/tools/setup.ts');
let slack: Awaited<ReturnType<typeof startSlack>>;
let token: string;
let folder: string;
beforeEach(async () => {
  slack = await startSlack();
  ({ token } = slack.workspace('Landkreis'));
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await slack.stop();
});
const run = (lines: readonly string[], ...more: readonly string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = spawn(process.execPath, [tool, '--api-url', slack.apiUrl, ...more], { cwd: folder });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    child.on('close', (code) => done({ code, ...said }));
    child.stdin.end(`${lines.join('\n')}\n`);
  });
const env = () => readFileSync(join(folder, '.env'), 'utf8');

test('two tokens that work stand in .env, beside all that stood there, and nobody else may read them', async () => {
  writeFileSync(join(folder, '.env'), 'LOG_LEVEL=error\nSLACK=\nPUBLIC_URL=https://lotse.test\n');
  const { code, out, err } = await run([token, slack.appToken]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('https://api.slack.com/apps?new_app=1&manifest_json=');
  expect(out).not.toContain(token);
  const list = [{ name: 'slack', botToken: token, appToken: slack.appToken, apiUrl: slack.apiUrl }];
  expect(env()).toBe(`LOG_LEVEL=error\nSLACK=${JSON.stringify(list)}\nPUBLIC_URL=https://lotse.test\n`);
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
});
test.each([
  ['no bot token', () => ['nonsense'], /begins with xoxb-/],
  ['one that Slack does not know', () => ['xoxb-1'], /bot token does not work: Slack refuses it \(invalid_auth\)/],
  ['no app-level token', () => [token, token], /begins with xapp-/],
  ['one that opens nothing', () => [token, 'xapp-1'], /app-level token does not work.*connections:write/],
  ['nothing at all', () => [], /begins with xoxb-/],
] as const)('%s: one sentence, and nothing is written', async (_, lines, says) => {
  const { code, err } = await run(lines());
  expect(code).toBe(1);
  expect(err).toMatch(says);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(env).toThrow('ENOENT');
});
test('an option that it does not know: how it is called', async () => {
  expect(await run([], '--bot', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('npm run setup') });
});
