import { App, type Installation, LogLevel } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { startSlack } from '../support/slack.ts';
import { call } from './listener.ts';

/** OAuth v2 as Bolt does it, in two workspaces. */
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('installs the app in each workspace with a token of its own, which works until it is removed', async () => {
  const redirects: string[] = [];
  const slack = await startSlack({ mode: 'http', redirects });
  ends.push(slack.stop);
  const kept = new Map<string, Installation>();
  const app = new App({
    signingSecret: slack.signingSecret,
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    stateSecret: 'a-secret',
    scopes: ['commands', 'chat:write'],
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    installationStore: {
      storeInstallation: async (installation) => void kept.set(installation.team?.id ?? '', installation),
      fetchInstallation: async ({ teamId }) => kept.get(teamId ?? '') ?? Promise.reject(new Error('not installed')),
    },
    installerOptions: {
      authorizationUrl: slack.authorizeUrl,
      clientOptions: { slackApiUrl: slack.apiUrl },
    },
  });
  app.command('/ak', async ({ ack, client, command }) => {
    await ack();
    await client.chat.postMessage({ channel: command.user_id, text: 'Guten Tag' });
  });
  const server = await app.start(0);
  ends.unshift(() => app.stop());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  redirects.push(`http://127.0.0.1:${port}/slack/oauth_redirect`);
  await slack.sendsTo(`http://127.0.0.1:${port}/slack/events`);

  const people = ['Landkreis', 'Nachbarkreis'].map((name) => {
    const workspace = slack.workspace(name, { installed: false });
    return { workspace, person: workspace.person(`Frau aus ${name}`) };
  });
  for (const { workspace, person } of people) {
    expect(await person.installs(`http://127.0.0.1:${port}/slack/install`)).toMatchObject({ status: 200 });
    const installed = kept.get(workspace.id);
    expect(installed?.bot).toMatchObject({ token: workspace.token, scopes: ['commands', 'chat:write'] });
    const channel = await workspace.channel('allgemein', { members: [person] });
    expect(await person.slash(channel, '/ak')).toMatchObject({ acked: true });
  }
  await slack.settled();
  for (const { person } of people)
    await expect.poll(() => person.sees('bot').map(({ text }) => text)).toEqual(['Guten Tag']);
  expect(new Set([...kept.values()].map(({ bot }) => bot?.token)).size).toBe(2);

  const [first] = people;
  const token = first?.workspace.token;
  await first?.workspace.uninstalls();
  expect(await call(slack, token, 'auth.test')).toMatchObject({ error: 'account_inactive' });
  await first?.person.installs(`http://127.0.0.1:${port}/slack/install`);
  expect(first?.workspace.token).not.toBe(token);
  expect(await call(slack, first?.workspace.token, 'auth.test')).toMatchObject({ ok: true });
});
