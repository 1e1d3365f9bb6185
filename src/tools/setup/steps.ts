import { textIn } from '../../bots/slack/json.ts';
import { Limited, Lost, Refused, webApi } from '../../bots/slack/web-api.ts';
import type { SlackAccount } from '../../config.ts';

type Key = 'botToken' | 'appToken' | 'signingSecret' | 'clientId' | 'clientSecret';
type Given = Partial<SlackAccount>;
/** `is: 'lost'`: asking once more would not help. */
type Tried = { is: 'right' | 'wrong' | 'lost'; says: string };
/** `how`: what to click; `tries`: whether it works, asked of Slack where Slack answers that. */
export type Step = {
  key: Key;
  label: string;
  how: string;
  tries(value: string, given: Given, apiUrl?: string): Promise<Tried>;
};

const right = (says: string): Tried => ({ is: 'right', says });
const wrong = (says: string): Tried => ({ is: 'wrong', says });
const failed = (error: unknown, refused: (code: string) => string): Tried => {
  if (error instanceof Refused) return wrong(refused(error.code));
  if (error instanceof Limited)
    return {
      is: 'lost',
      says: `Slack asks to wait ${Math.ceil(error.afterMs / 1_000)} seconds. Please try again then.`,
    };
  if (error instanceof Lost) return { is: 'lost', says: 'Slack does not answer. Is it reached from here?' };
  throw error;
};

const botToken: Step = {
  key: 'botToken',
  label: 'Bot User OAuth Token (xoxb-…)',
  how: '"Install App", "Install to …", "Allow". Copy the "Bot User OAuth Token" and paste it here; it is not shown.',
  async tries(value, _given, apiUrl) {
    if (!value.startsWith('xoxb-')) return wrong('That is no bot token: a bot token begins with xoxb-.');
    try {
      const me = await webApi(value, apiUrl)('auth.test');
      return right(`It belongs to @${textIn(me, 'user')} in ${textIn(me, 'team')}.`);
    } catch (error) {
      return failed(error, (code) => `Slack does not take this bot token (${code}).`);
    }
  },
};
const appToken: Step = {
  key: 'appToken',
  label: 'App-level token (xapp-…)',
  how: '"Basic Information", "App-Level Tokens", "Generate Token and Scopes", scope connections:write. Paste that token, too.',
  async tries(value, _given, apiUrl) {
    if (!value.startsWith('xapp-')) return wrong('That is no app-level token: an app-level token begins with xapp-.');
    try {
      await webApi(value, apiUrl)('apps.connections.open');
      return right('Socket Mode opens with it.');
    } catch (error) {
      return failed(
        error,
        (code) => `Slack does not take this app-level token (${code}). Has it the scope connections:write?`,
      );
    }
  },
};
const signingSecret: Step = {
  key: 'signingSecret',
  label: 'Signing Secret',
  how: '"Basic Information", "App Credentials", "Signing Secret", "Show". Paste it here; it is not shown.',
  async tries(value) {
    return /^[0-9a-f]{32}$/.test(value)
      ? right('It looks like one; whether it is the right one shows when Slack sends something.')
      : wrong('That is no signing secret: it has 32 characters, 0–9 and a–f.');
  },
};
const clientId: Step = {
  key: 'clientId',
  label: 'Client ID',
  how: '"Basic Information", "App Credentials", "Client ID".',
  async tries(value) {
    return /^\d+\.\d+$/.test(value)
      ? right('It looks like one.')
      : wrong('That is no client ID: it is two numbers with a dot between.');
  },
};
const WITHOUT_CODE = 'none';
const clientSecret: Step = {
  key: 'clientSecret',
  label: 'Client Secret',
  how: '"Basic Information", "App Credentials", "Client Secret", "Show".',
  async tries(value, given, apiUrl) {
    try {
      const both = { client_id: given.clientId, client_secret: value };
      await webApi('', apiUrl)('oauth.v2.access', { ...both, code: WITHOUT_CODE });
      return right('It belongs to the client ID.');
    } catch (error) {
      // Slack looks at these two before it looks at the code
      if (error instanceof Refused && error.code === 'invalid_code') return right('It belongs to the client ID.');
      return failed(error, (code) => `Slack does not take this client secret for that client ID (${code}).`);
    }
  },
};

export const STEPS = {
  socket: [botToken, appToken],
  http: [botToken, signingSecret],
  several: [clientId, clientSecret, signingSecret],
} as const satisfies Record<string, readonly Step[]>;
export type Way = keyof typeof STEPS;
