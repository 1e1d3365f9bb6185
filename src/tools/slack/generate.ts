/**
 * Writes methods.json: arguments, errors, scopes and rate tiers of the methods that the stand-in Slack has, from Slack's own
 * method reference as data: slack_kit's folder of method files (docs.slack.dev of 26 May 2026, MIT licence), given as the
 * only argument.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const METHODS = [
  'apps.connections.open',
  'auth.revoke',
  'auth.test',
  'bots.info',
  'chat.delete',
  'chat.getPermalink',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.update',
  'conversations.history',
  'conversations.info',
  'conversations.join',
  'conversations.list',
  'conversations.members',
  'conversations.open',
  'conversations.replies',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'files.info',
  'oauth.v2.access',
  'reactions.add',
  'reactions.remove',
  'team.info',
  'users.conversations',
  'users.info',
  'users.list',
  'views.open',
  'views.publish',
  'views.push',
  'views.update',
];

type Source = {
  args?: Record<string, { required?: boolean; type?: string }>;
  errors?: Record<string, string>;
  rate_limit?: { label?: string };
  scopes?: { bot?: { name: string }[] };
};

const folder = process.argv[2];
if (folder === undefined) throw new Error('Which folder is slack_kit in?');
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

const method = ({ args = {}, errors = {}, rate_limit = {}, scopes = {} }: Source) => ({
  args: Object.fromEntries(
    Object.entries(args).map(([name, { required = false, type }]) => [name, `${type ?? 'any'}${required ? '' : '?'}`]),
  ),
  errors: Object.keys(errors).sort(),
  scopes: (scopes.bot ?? []).map(({ name }) => name).sort(),
  tier: Number(/^Tier (\d)/.exec(rate_limit.label ?? '')?.[1] ?? 0),
});

writeFileSync(
  new URL('methods.json', import.meta.url),
  `${JSON.stringify(
    {
      source:
        'slack_kit (c) 2014 Blake Williams, MIT licence, from docs.slack.dev of 26 May 2026; written by generate.ts',
      common: Object.keys(read('common_errors.json') as object).sort(),
      methods: Object.fromEntries(METHODS.map((name) => [name, method(read(`methods/${name}.json`) as Source)])),
    },
    null,
    2,
  )}\n`,
);
