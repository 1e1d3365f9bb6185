import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { createLink, manifestOf } from '../../src/bots/slack/manifest.ts';
import { usages } from '../../src/core/commands/index.ts';

/** Slack's own: https://github.com/slackapi/manifest-schema, MIT. */
const schema = JSON.parse(readFileSync('tests/payloads/slack-manifest/manifest.schema.2.0.0.json', 'utf8'));
const takes = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
const http = { events: 'https://lotse.test/slack/events', oauth: 'https://lotse.test/slack/oauth' };

test.each([{ history: true }, { history: false }, { history: true, http }])('Slack takes the manifest: %o', (wish) => {
  takes(manifestOf(usages('de'), wish));
  expect(takes.errors).toBeNull();
});
test('and would not take a wrong one', () => {
  const { settings: _, ...others } = manifestOf(usages('de'), { history: true });
  expect(takes({ ...others, settings: { socket_mode_enabled: 'yes' } })).toBe(false);
});

test('it asks for no more than it uses', () => {
  const without = manifestOf(usages('de'), { history: false });
  expect(without.oauth_config.scopes.bot).toEqual([
    'app_mentions:read',
    'channels:read',
    'chat:write',
    'commands',
    'files:write',
    'groups:read',
    'im:history',
    'im:write',
    'users:read',
  ]);
  expect(without.settings.event_subscriptions.bot_events).not.toContain('message.channels');
  expect(without.settings.socket_mode_enabled).toBe(true);
  const [command] = without.features.slash_commands;
  expect(command).toMatchObject({ command: '/ak', usage_hint: expect.stringMatching(/^hilfe \| aufgaben .*…$/) });
});
test('over HTTP it names one address for all that Slack sends', () => {
  const { features, settings, oauth_config } = manifestOf(usages('de'), { history: true, http });
  expect([
    features.slash_commands[0]?.url,
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
  ]).toEqual([http.events, http.events, http.events]);
  expect([settings.socket_mode_enabled, oauth_config.redirect_urls]).toEqual([false, [http.oauth]]);
});
test('the link carries all of it, and is short enough for a browser', () => {
  const manifest = manifestOf(usages('de'), { history: true });
  const link = new URL(createLink(manifest));
  expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(manifest);
  expect(link.href.length).toBeLessThan(8_000);
});
