/** Workspaces, people, channels, messages, views and files, as plain data. Who may do what is asked elsewhere. */
import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Json } from './json.ts';

export type User = {
  id: string;
  /** The workspace that the account belongs to. */
  team: string;
  name: string;
  realName: string;
  deactivated: boolean;
  /** A guest of several channels, or of one only. */
  guest: 'no' | 'several channels' | 'one channel';
  isBot: boolean;
  locale: string;
};
export type Kind = 'public' | 'private' | 'im' | 'mpim';
export type Channel = {
  id: string;
  team: string;
  name: string;
  kind: Kind;
  created: number;
  creator: string;
  members: Set<string>;
  archived: boolean;
  /** Nobody but admins may write. */
  readOnly: boolean;
  /** Other workspaces that share it by Slack Connect. */
  sharedWith: Set<string>;
  messages: Message[];
};
export type Message = {
  ts: string;
  user: string;
  /** Written by the app. */
  byApp: boolean;
  subtype?: string | undefined;
  text: string;
  blocks?: readonly Json[] | undefined;
  attachments?: readonly Json[] | undefined;
  metadata?: Json | undefined;
  threadTs?: string | undefined;
  broadcast?: boolean;
  edited?: { user: string; ts: string };
  files?: readonly File[];
  reactions: Map<string, Set<string>>;
  /** Nobody else sees it, and nobody finds it in the history. */
  onlyFor?: string;
  /** It has a thread. */
  answered?: boolean;
};
export type Values = Record<string, Record<string, Json>>;
export type View = {
  id: string;
  team: string;
  user: string;
  /** As the app wrote it, with its blocks named. */
  is: Json;
  hash: string;
  root: string;
  previous: string | undefined;
  /** What its person has filled in. */
  values: Values;
};
export type File = {
  id: string;
  team: string;
  user: string;
  name: string;
  title: string;
  altText: string | undefined;
  length: number;
  created: number;
  bytes?: Buffer;
  done: boolean;
  shares: { channel: string; ts: string }[];
};
/** The app in one workspace. */
export type Installation = {
  team: string;
  token: string;
  botUser: string;
  botId: string;
  scopes: Set<string>;
  state: 'works' | 'revoked' | 'uninstalled';
};
export type Team = { id: string; name: string; domain: string };
export type App = {
  id: string;
  name: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  verificationToken: string;
  appToken: string;
  redirects: readonly string[];
  commands: readonly string[];
  events: ReadonlySet<string>;
  hasHomeTab: boolean;
  hasMessagesTab: boolean;
};

export const randomId = (prefix: string): string => `${prefix}${randomBytes(5).toString('hex').toUpperCase()}`;
export const secret = (bytes = 16): string => randomBytes(bytes).toString('hex');

export const newWorld = (clock: Clock, app: App) => {
  const teams = new Map<string, Team>();
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const views = new Map<string, View>();
  const homes = new Map<string, View>();
  const files = new Map<string, File>();
  const installations: Installation[] = [];
  let last = 0;
  return {
    app,
    clock,
    teams,
    users,
    channels,
    views,
    homes,
    files,
    installations,
    /** Microseconds since 1970, each once, as message ids are. */
    ts(): string {
      last = Math.max(last + 1, clock.now() * 1_000);
      return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
    },
    installed: (team: string): Installation | undefined =>
      installations.findLast((each) => each.team === team && each.state !== 'uninstalled'),
    /** The conversation of exactly these. */
    direct(team: string, members: readonly string[]): Channel | undefined {
      const wanted = new Set(members);
      return [...channels.values()].find(
        ({ kind, team: at, members: are }) =>
          (kind === 'im' || kind === 'mpim') && at === team && are.size === wanted.size && wanted.isSubsetOf(are),
      );
    },
    addChannel(fields: Partial<Channel> & Pick<Channel, 'team' | 'name' | 'kind' | 'creator'>): Channel {
      const id = randomId(fields.kind === 'im' ? 'D' : 'C'); // private ones begin with C, too
      const channel: Channel = {
        id,
        created: Math.floor(clock.now() / 1_000),
        members: new Set(),
        archived: false,
        readOnly: false,
        sharedWith: new Set(),
        messages: [],
        ...fields,
      };
      channels.set(id, channel);
      return channel;
    },
  };
};
export type World = ReturnType<typeof newWorld>;

/** From the end: what is asked for is mostly new. */
export const found = (channel: Channel, ts: string): Message | undefined =>
  channel.messages.findLast((message) => message.ts === ts && message.onlyFor === undefined);
export const add = (channel: Channel, message: Message): void => {
  channel.messages.push(message);
  const root = message.threadTs === undefined ? undefined : found(channel, message.threadTs);
  if (root !== undefined) root.answered = true;
};
