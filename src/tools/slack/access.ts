/** What a token may see and do: conversations, and the scopes of docs.slack.dev/reference/scopes. */
import type { Json } from './json.ts';
import { word } from './json.ts';
import { documented } from './methods.ts';
import { Refusal } from './refusal.ts';
import type { Channel, Installation, Kind, World } from './world.ts';

export const isIn = (channel: Channel, team: string): boolean => channel.team === team || channel.sharedWith.has(team);
export const isDirect = ({ kind }: Channel): boolean => kind === 'im' || kind === 'mpim';

const FAMILY: Readonly<Record<Kind, string>> = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' };
export const scopeOf = (kind: Kind, verb: string): string => `${FAMILY[kind]}:${verb}`;

/** A channel that the app may know of. */
export const channelFor = (world: World, me: Installation, id: unknown): Channel => {
  const channel = world.channels.get(word(id) ?? '');
  if (channel === undefined || !isIn(channel, me.team)) throw new Refusal('channel_not_found');
  if (channel.kind !== 'public' && !channel.members.has(me.botUser)) throw new Refusal('channel_not_found');
  return channel;
};

const TYPES: Readonly<Record<string, Kind>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
};
export const kindsIn = (types: unknown): readonly Kind[] =>
  (word(types) ?? 'public_channel').split(',').map((type) => {
    const kind = TYPES[type.trim()];
    if (kind === undefined) throw new Refusal('invalid_types');
    return kind;
  });

/**
 * The scopes that this call needs. Where a method documents one for each kind of conversation, it is that of the conversation
 * in question; of one that is not known, any of them.
 */
const neededScopes = (world: World, method: string, args: Json): readonly string[] | 'any' => {
  const scopes = documented.methods[method]?.scopes ?? [];
  if (args['username'] !== undefined || args['icon_url'] !== undefined || args['icon_emoji'] !== undefined)
    return [...scopes, 'chat:write.customize'];
  if (scopes.length < 2) return scopes;
  const verb = scopes.find((scope) => scope.startsWith('im:'))?.split(':')[1] ?? '';
  const channel = world.channels.get(word(args['channel']) ?? '');
  if (channel !== undefined) return [scopeOf(channel.kind, verb)];
  if (method === 'conversations.open')
    return [scopeOf((word(args['users']) ?? '').includes(',') ? 'mpim' : 'im', verb)];
  if (method === 'conversations.list' || method === 'users.conversations')
    return kindsIn(args['types']).map((kind) => scopeOf(kind, verb));
  return 'any';
};

export const refuseWithoutScope = (world: World, me: Installation, method: string, args: Json): void => {
  const needed = neededScopes(world, method, args);
  const all = documented.methods[method]?.scopes ?? [];
  const missing =
    needed === 'any'
      ? all.some((scope) => me.scopes.has(scope))
        ? []
        : all
      : needed.filter((scope) => !me.scopes.has(scope));
  if (missing.length > 0)
    throw new Refusal('missing_scope', { needed: missing.join(','), provided: [...me.scopes].join(',') });
};

/** One page of many, as all lists come. */
export const page = <T>(
  all: readonly T[],
  args: Json,
  { limit: usual, most }: { limit: number; most: number },
): { items: readonly T[]; next: string } => {
  const { limit = usual, cursor = '' } = args;
  if (typeof limit !== 'number' || limit < 1 || limit > most) throw new Refusal('invalid_limit');
  const from = cursor === '' ? 0 : Number(/^after (\d+)$/.exec(Buffer.from(`${cursor}`, 'base64').toString())?.[1]);
  if (Number.isNaN(from)) throw new Refusal('invalid_cursor');
  const to = from + limit;
  return {
    items: all.slice(from, to),
    next: to < all.length ? Buffer.from(`after ${to}`).toString('base64') : '',
  };
};
