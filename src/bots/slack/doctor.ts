import { channelsOf, describeChannel } from './doctor-channels.ts';
import { listIn, textIn } from './json.ts';
import { EVENTS, HISTORY_EVENTS, OPTIONAL_SCOPES, SCOPES } from './scopes.ts';
import { type Call, Limited, Lost, Refused, webApi } from './web-api.ts';

/** `wrong` keeps it from working, `look` may be meant so. In English, for whoever runs the server. */
export type Finding = { is: 'good' | 'look' | 'wrong'; says: string };
const good = (says: string): Finding => ({ is: 'good', says });
const look = (says: string): Finding => ({ is: 'look', says });
const wrong = (says: string): Finding => ({ is: 'wrong', says });

/** `address`: where Slack reaches this connection, such as https://lotse.example.org/slack; without it, over sockets alone. */
export type Examined = {
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  clientId?: string;
  clientSecret?: string;
  apiUrl?: string;
  address?: string;
};

/** What a connection needs, asked of Slack one after the other; it changes nothing there. */
export const examine = async (app: Examined): Promise<readonly Finding[]> => {
  const open = (token: string): Call => webApi(token, app.apiUrl);
  try {
    const bot = app.botToken === undefined ? await installing(app, open('')) : await theBot(app, open(app.botToken));
    return [...bot, ...(await theWay(app, open)), ...notAsked(app)];
  } catch (error) {
    return [wrong(because(error))]; // nothing else would be answered, either
  }
};

const because = (error: unknown): string => {
  if (error instanceof Lost)
    return 'Slack does not answer. Is it reached from here, and is "apiUrl", if set, the right one?';
  if (error instanceof Limited)
    return `Slack asks to wait ${Math.ceil(error.afterMs / 1_000)} seconds. Ask once more then.`;
  if (error instanceof Refused) return `Slack refuses: ${error.code}.`;
  throw error;
};

/** What is lost without each. */
const LOST: Readonly<Record<(typeof SCOPES)[number] | (typeof OPTIONAL_SCOPES)[number], string>> = {
  'app_mentions:read': 'nobody can call the bot by its name in a channel',
  'channels:read': 'nobody notices when the bot is taken out of a public channel, or one is archived or shared',
  'chat:write': 'the bot can say nothing at all',
  commands: 'there is no /ak, and no entry in the menus',
  'files:write': 'no invitation for calendars, minutes or paper can be handed over',
  'groups:read': 'nobody knows who reads along in a private channel, so nothing that is not public is said there',
  'im:history': 'nobody can talk to the bot in the chat with it',
  'im:write': 'the bot cannot begin to talk to anybody alone: no reminders, no questions',
  'users:read': 'nobody can see here whose app this is',
  'channels:history':
    'in public channels, answers written in a thread are not heard (buttons and /ak are), and where an answer of Slack was lost, a post is held back since nobody can look whether it stands there',
  'groups:history':
    'in private channels, answers written in a thread are not heard (buttons and /ak are), and where an answer of Slack was lost, a post is held back since nobody can look whether it stands there',
};
const scopesIn = (granted: readonly string[]): readonly Finding[] => {
  const needed: readonly string[] = [...SCOPES, ...OPTIONAL_SCOPES];
  const more = granted.filter((scope) => !needed.includes(scope));
  const missing = SCOPES.filter((scope) => !granted.includes(scope));
  return [
    ...missing.map((scope) => wrong(`The scope ${scope} is missing: ${LOST[scope]}.`)),
    ...OPTIONAL_SCOPES.filter((scope) => !granted.includes(scope)).map((scope) =>
      look(`The scope ${scope} was not given: ${LOST[scope]}.`),
    ),
    ...(missing.length > 0
      ? [look('Scopes are added at api.slack.com/apps, "OAuth & Permissions"; then "Reinstall to Workspace".')]
      : [good('It has every scope that it needs.')]),
    ...(more.length === 0 ? [] : [look(`It may do more than it needs: ${more.join(', ')}.`)]),
  ];
};

const UNFIT: Readonly<Record<string, string>> = {
  invalid_auth: 'The bot token is not valid. Copy the "Bot User OAuth Token" once more.',
  not_authed: 'There is no bot token.',
  account_inactive: 'The app has been removed from the workspace, or the workspace is gone. Install it again.',
  token_revoked: 'The bot token was revoked. Install the app again, and set the new token.',
  token_expired: 'The bot token has expired. Turn token rotation off, or install the app again, and set the new token.',
  not_allowed_token_type: 'That is no bot token: a bot token begins with xoxb-.',
};
const theBot = async ({ appToken }: Examined, ask: Call): Promise<readonly Finding[]> => {
  let me: Awaited<ReturnType<Call>>;
  try {
    me = await ask('auth.test');
  } catch (error) {
    if (error instanceof Refused) return [wrong(UNFIT[error.code] ?? because(error))];
    throw error;
  }
  const granted = listIn(me, 'response_metadata', 'scopes').filter((each) => typeof each === 'string');
  const app = await appOf(ask, textIn(me, 'bot_id'));
  const other = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken ?? '')?.[1];
  return [
    good(`The bot token belongs to @${textIn(me, 'user')} in ${textIn(me, 'team')} (${textIn(me, 'url')}).`),
    ...scopesIn(granted),
    ...(app === undefined ? [] : [good(`Its app: https://api.slack.com/apps/${app}`)]),
    ...(app !== undefined && other !== undefined && app !== other
      ? [wrong(`The app-level token belongs to another app (${other}): nothing that happens is heard.`)]
      : []),
    ...(await channels(ask, granted)),
  ];
};
const appOf = (ask: Call, bot: string | undefined): Promise<string | undefined> =>
  bot === undefined
    ? Promise.resolve(undefined)
    : ask('bots.info', { bot }).then(
        (found) => textIn(found, 'bot', 'app_id'),
        () => undefined, // without users:read, which is said elsewhere
      );

const channels = async (ask: Call, granted: readonly string[]): Promise<readonly Finding[]> => {
  try {
    const found = await channelsOf(ask, granted);
    if (found === undefined) return [];
    if (found.length === 0)
      return [look('It is in no channel yet. In a channel: /invite @Gremienlotse, then /ak verbinden <Gremium>')];
    return [
      good(`It is in ${found.length === 1 ? 'one channel' : `${found.length} channels`}.`),
      ...found.flatMap((channel) => describeChannel(channel).map(look)),
      look('It hears and posts only in those that the coordinator has connected there: /ak verbinden <Gremium>'),
    ];
  } catch (error) {
    return [wrong(`It cannot be seen in which channels it is: ${because(error)}`)];
  }
};

const WITHOUT_CODE = 'none';
/** Slack looks at the app's own secrets before it looks at the code. */
const installing = async ({ clientId, clientSecret, address }: Examined, ask: Call): Promise<readonly Finding[]> => {
  try {
    await ask('oauth.v2.access', { client_id: clientId, client_secret: clientSecret, code: WITHOUT_CODE });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'invalid_client_id') return [wrong('Slack knows no app with this "clientId".')];
    if (error.code === 'bad_client_secret') return [wrong('The "clientSecret" is not that of the app.')];
    if (error.code !== 'invalid_code') return [wrong(because(error))];
  }
  return [
    good('"clientId" and "clientSecret" belong together.'),
    ...(address === undefined
      ? [wrong('PUBLIC_URL must say where workspaces can install the app.')]
      : [
          look(`A workspace installs it at ${address}/install; ${address}/oauth must be a "Redirect URL" of the app.`),
          look('The tokens of workspaces are sealed in the database; what each has allowed is not looked at here.'),
        ]),
  ];
};

/** Over sockets it is tried whether they open; what Slack sends to us cannot be tried from here. */
const theWay = async ({ appToken, address }: Examined, open: (token: string) => Call): Promise<readonly Finding[]> => {
  if (appToken === undefined)
    return [
      address === undefined
        ? wrong('PUBLIC_URL must say where Slack can send to.')
        : look(
            `Slack must send to ${address}/events: commands, interactivity, events. Whether "signingSecret" is right shows when it does.`,
          ),
    ];
  try {
    await open(appToken)('apps.connections.open');
    return [good('Socket Mode opens.')];
  } catch (error) {
    return [wrong(`Socket Mode does not open: ${(error instanceof Refused && CLOSED[error.code]) || because(error)}`)];
  }
};
const CLOSED: Readonly<Record<string, string>> = {
  invalid_auth: 'the app-level token is not valid. Make one: "Basic Information", "App-Level Tokens".',
  not_allowed_token_type: 'that is no app-level token: it begins with xapp-.',
  missing_scope: 'the app-level token lacks the scope connections:write.',
  token_revoked: 'the app-level token was revoked. Make another one: "Basic Information", "App-Level Tokens".',
  forbidden_team: 'Socket Mode is turned off for the app: "Socket Mode", "Enable Socket Mode".',
};

/** Slack answers no question about these to a bot. */
const notAsked = ({ appToken }: Examined): readonly Finding[] => [
  look(
    `Slack tells a bot nothing about its own settings. Compare them with slack/manifest.json ("App Manifest"): Home and Messages tab on, Interactivity on, ${
      appToken === undefined ? 'Socket Mode off' : 'Socket Mode on'
    }, the command /ak, three shortcuts, and these events: ${[...EVENTS].toSorted().join(', ')}; with the history scopes also ${HISTORY_EVENTS.join(', ')}.`,
  ),
];
