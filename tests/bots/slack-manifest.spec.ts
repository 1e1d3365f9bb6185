import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { createLink, type Manifest, manifestOf, type Wish } from '../../src/bots/slack/manifest.ts';
import { usages } from '../../src/core/commands/index.ts';
import { documented } from '../../src/tools/slack/methods.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
/** Slack's own, of July 2026; it knows no names of scopes and events. */
const isManifest = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
  read('tests/payloads/slack-manifest/manifest.schema.2.0.0.json') as object,
);
const http = { events: 'https://lotse.example.org/slack/events', oauth: 'https://lotse.example.org/slack/oauth' };
const wishes: readonly Wish[] = [
  { history: true },
  { history: false },
  { history: true, http },
  { history: false, http: { events: http.events } },
];
const made = (wish: Wish): Manifest => manifestOf(usages('de'), wish);
const [socket, quiet] = wishes.map(made) as [Manifest, Manifest];

describe('the manifest', () => {
  test.each(wishes)('is one by Slack’s schema: %j', (wish) => {
    isManifest(made(wish));
    expect(isManifest.errors).toBeNull();
  });
  test.each([
    { ...socket, features: { ...socket.features, slash_commands: [{ command: 'ak', description: 'x' }] } },
    { ...socket, display_information: { ...socket.display_information, name: 'x'.repeat(36) } },
    { ...socket, settings: { ...socket.settings, socket_mode: true } },
  ])('and the schema finds mistakes: %#', (wrong) => expect(isManifest(wrong)).toBe(false));

  test('slack/manifest.json is the one that is made now', () => {
    expect(read('slack/manifest.json')).toEqual(socket);
  });

  test('the hint shows words of commands that there are, in a line', () => {
    const words = usages('de').flatMap((usage) => usage.words.map((phrase) => phrase.split(' ')[0]));
    const hint = socket.features.slash_commands[0]?.usage_hint ?? '';
    const shown = hint.split(' | ').filter((word) => word !== '…');
    expect(words).toEqual(expect.arrayContaining(shown));
    expect([shown.length > 5, hint.length <= 100, new Set(shown).size]).toEqual([true, true, shown.length]);
    const [few] = manifestOf(usages('de').slice(0, 2), { history: true }).features.slash_commands;
    expect(few?.usage_hint).toBe('hilfe | aufgaben');
  });

  test('history is optional for whoever installs it, and may not be asked for at all', () => {
    const { bot, bot_optional } = socket.oauth_config.scopes;
    expect(bot_optional).toEqual(['channels:history', 'groups:history']);
    expect(bot).toEqual(expect.arrayContaining([...(bot_optional ?? [])]));
    expect(JSON.stringify(quiet)).not.toMatch(/channels:history|groups:history|message\.(channels|groups)/);
    expect(quiet.oauth_config.scopes).not.toHaveProperty('bot_optional');
  });

  test('over HTTP, Slack is told where to send everything, and over sockets nothing', () => {
    expect(JSON.stringify(socket)).not.toContain('http');
    const over = made({ history: true, http });
    expect(over).toMatchObject({
      features: { slash_commands: [{ url: http.events }] },
      oauth_config: { redirect_urls: [http.oauth] },
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: http.events },
        interactivity: { request_url: http.events },
      },
    });
    expect(socket.settings.socket_mode_enabled).toBe(true);
  });

  test('the link makes an app with this manifest, and is short enough for a browser', () => {
    const link = new URL(createLink(socket));
    expect([link.origin + link.pathname, link.searchParams.get('new_app')]).toEqual([
      'https://api.slack.com/apps',
      '1',
    ]);
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(socket);
    expect(link.href.length).toBeLessThan(4_000);
  });
});

describe('the scopes are those that are needed, and no others', () => {
  /** docs.slack.dev/reference/events: any of these lets the event come. */
  const eventScopes: Readonly<Record<string, readonly string[]>> = {
    app_home_opened: [],
    app_mention: ['app_mentions:read'],
    app_uninstalled: [],
    channel_archive: ['channels:read'],
    channel_left: ['channels:read'],
    channel_shared: ['channels:read', 'groups:read'],
    channel_unarchive: ['channels:read'],
    channel_unshared: ['channels:read', 'groups:read'],
    group_archive: ['groups:read'],
    group_left: ['groups:read'],
    group_unarchive: ['groups:read'],
    member_joined_channel: ['channels:read', 'groups:read'],
    'message.channels': ['channels:history'],
    'message.groups': ['groups:history'],
    'message.im': ['im:history'],
    tokens_revoked: [],
  };
  const events = socket.settings.event_subscriptions.bot_events;
  const scopes: readonly string[] = socket.oauth_config.scopes.bot;
  const methods = [
    ...new Set(
      globSync('src/bots/slack/*.ts')
        .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([a-z]+(?:\.\w+)+)'/g)])
        .flatMap(([, name = '']) => (documented.methods[name] === undefined ? [] : name)),
    ),
  ];
  const needed = methods.map((method) => ({ method, scopes: documented.methods[method]?.scopes ?? [] }));

  test('every event and every method that is used is allowed', () => {
    expect(events.filter((event) => eventScopes[event] === undefined)).toEqual([]);
    const refused = events.filter((event) => {
      const any = eventScopes[event] ?? [];
      return any.length > 0 && !any.some((scope) => scopes.includes(scope));
    });
    expect(refused).toEqual([]);
    expect(methods.length).toBeGreaterThan(10);
    const forbidden = needed.filter((each) => each.scopes.length > 0 && !each.scopes.some((it) => scopes.includes(it)));
    expect(forbidden).toEqual([]);
  });

  test('every scope is needed by something', () => {
    const used = new Set([
      'commands', // the slash command and the shortcuts
      ...events.flatMap((event) => eventScopes[event] ?? []),
      ...needed.flatMap((each) => each.scopes),
    ]);
    expect(scopes.filter((scope) => !used.has(scope))).toEqual([]);
  });
});
