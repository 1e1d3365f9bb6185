import { accounts } from './accounts.ts';
import { calling } from './call.ts';
import { chat } from './chat.ts';
import { clock as newClock } from './clock.ts';
import { conversations } from './conversations.ts';
import { type Delivery, deliveries, type Outcome } from './deliver.ts';
import { type Call, type Fault, faults, type Match } from './faults.ts';
import { files, uploaded } from './files.ts';
import { newNews } from './news.ts';
import { oauth } from './oauth.ts';
import { rates as newRates } from './rates.ts';
import { reactions } from './reactions.ts';
import { requests } from './requests.ts';
import { responseUrls } from './response-urls.ts';
import { serving } from './serve.ts';
import { sockets as newSockets } from './sockets.ts';
import { triggers as newTriggers, views } from './views.ts';
import { workspaces } from './workspaces.ts';
import { type App, newWorld, randomId, secret } from './world.ts';

/** What the app asked for when it was made: its manifest, as far as it matters here. */
export type AppSettings = {
  mode?: 'socket' | 'http';
  name?: string;
  commands?: readonly string[];
  events?: readonly string[];
  /** What it is given where it is installed from the start. */
  scopes?: readonly string[];
  /** Where OAuth may lead back to. */
  redirects?: readonly string[];
  home?: boolean;
  messages?: boolean;
  /** 429 by Slack's tiers; without, only on demand. */
  rates?: 'documented' | 'none';
  /** How long Slack waits for an acknowledgement. */
  ackMs?: number;
};

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_left',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'group_archive',
  'group_left',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
  'user_change',
] as const;
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'mpim:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
] as const;

/**
 * A small Slack in this process, as strict as its documentation: Web API, Socket Mode, signed HTTP, modals, Home, files,
 * OAuth; people who act and see; and the faults that Slack makes when it likes. One app, in any number of workspaces.
 */
export const startSlack = async ({
  mode = 'socket',
  name = 'Gremienlotse',
  commands = ['/ak'],
  events = EVENTS,
  scopes = SCOPES,
  redirects = [],
  home = true,
  messages = true,
  rates = 'none',
  ackMs = 3_000,
}: AppSettings = {}) => {
  const app: App = {
    id: randomId('A'),
    name,
    clientId: `${Date.now()}.${Math.floor(Math.random() * 1e9)}`,
    clientSecret: secret(),
    signingSecret: secret(),
    verificationToken: secret(12),
    appToken: `xapp-1-${secret()}`,
    redirects,
    commands,
    events: new Set(events),
    hasHomeTab: home,
    hasMessagesTab: messages,
  };
  const clock = newClock();
  const world = newWorld(clock, app);
  const improper: string[] = [];
  const calls: Call[] = [];
  const trouble = faults();
  const pace = newRates(clock, { enforced: rates === 'documented' });
  const sockets = newSockets(clock, app.id, (what) => improper.push(what));
  const posts = requests(clock, app.signingSecret);
  const delivery = deliveries(clock, () => (mode === 'socket' ? sockets.way : posts.way), ackMs);
  const news = newNews(world, delivery.event);
  const consent = oauth(world);
  let lagMs = 0;
  let url = '';
  const stage = { world, news, url: () => url, lag: () => lagMs };
  const triggers = newTriggers(world);
  const responses = responseUrls(world, stage.url, news.posted);

  const others = {
    'apps.connections.open': {
      refuses: [],
      does: () => ({ url: `${url.replace('http', 'ws')}/link/?ticket=${sockets.ticket()}&app_id=${app.id}` }),
    },
    'oauth.v2.access': { refuses: consent.refuses, does: consent.exchange },
  };
  const handlers = {
    ...accounts(stage),
    ...chat(stage),
    ...conversations(stage),
    ...files(stage),
    ...reactions(stage),
    ...views(stage, triggers),
  };
  const api = calling({
    world,
    handlers,
    others,
    rates: pace,
    fault: trouble.take,
    note: (call) => calls.push(call),
  });
  const server = await serving(async (request) => {
    const { pathname } = request.url;
    if (pathname.startsWith('/api/')) return api(request);
    if (pathname.startsWith('/upload/v1/')) return uploaded(world, request);
    const said = responses.use(pathname, request.bytes.toString());
    if (said === undefined) return { status: 404, body: 'not found' };
    const { status, body } = said;
    return typeof body === 'string'
      ? { status, body }
      : { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }, sockets.upgrade);
  url = server.url;

  return {
    /** What SLACK_API_URL is set to. */
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    appId: app.id,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    signingSecret: app.signingSecret,
    appToken: app.appToken,
    ...workspaces({ ...stage, delivery, triggers, responses, consent, improper, scopes }),

    /** A person allows the app, at the address of Slack's question: where their browser is sent back to. */
    allows: (address: URL, who: { id: string }): URL =>
      consent.allow(address, { user: who.id, team: world.users.get(who.id)?.team ?? '' }),
    /** In HTTP mode: where it sends to, once the app has answered the challenge there. */
    sendsTo: (address: string): Promise<void> => posts.use(address, app.verificationToken),
    /** The time: `now`, and `wind` to make it later. */
    clock: { now: clock.now, wind: clock.wind },

    /** The next calls that fit meet it. */
    meets: (match: Match, fault: Fault, times = 1): void => trouble.add(match, fault, times),
    /** What is posted appears in histories and files.info only so much later. */
    lags(ms: number): void {
      lagMs = ms;
    },
    /** The next events come twice. */
    doublesEvents: delivery.double,
    /** Events are kept back, until let go. */
    holdsEvents: delivery.hold,
    releasesEvents: (order: 'in order' | 'reversed' = 'in order'): void => delivery.release(order),
    /** Socket Mode: how many connections take envelopes. */
    sockets: sockets.count,
    /** Slack ends connections as it does every few hours. */
    refreshes: sockets.refresh,
    /** Connections are cut. */
    drops: sockets.drop,
    /** The next envelopes still arrive, and then their connection is cut. */
    dropsAfter: (times = 1): void => sockets.dropAfter(times),
    /** Nothing goes wrong any more. */
    heals(): void {
      trouble.clear();
      pace.clear();
      lagMs = 0;
      sockets.dropAfter(0);
      delivery.double(0);
      delivery.release('in order');
    },

    /** Each error that a method here can give, beside those that all have. */
    refusals: Object.entries({ ...handlers, ...others }).flatMap(([method, { refuses }]) =>
      refuses.map((error) => ({ method, error })),
    ),
    /** Every call of the Web API, in order. */
    calls: calls as readonly Call[],
    /** Everything brought to the app, every attempt, and how it was taken. */
    deliveries: delivery.all as readonly Delivery[],
    /** What the app did that Slack silently passes over: late or double acknowledgements, answers that mean nothing. */
    improper: improper as readonly string[],
    /** Until nothing is on its way to the app. */
    settled: delivery.settled,
    /** As it comes: a payload of one's own, such as one too strange for people to make. */
    sends: (kind: 'slash_commands' | 'interactive', payload: Readonly<Record<string, unknown>>): Promise<Outcome> =>
      delivery.once(kind, payload),
    sendsEvent: (payload: Readonly<Record<string, unknown>>): void => delivery.event(payload),
    async stop(): Promise<void> {
      clock.stop();
      sockets.stop();
      await server.stop();
    },
  };
};
