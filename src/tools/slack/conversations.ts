/** conversations.*: what the app sees of channels, and the direct messages that it opens. */
import { channelFor, isDirect, isIn, kindsIn, page } from './access.ts';
import type { Handlers, Stage } from './api.ts';
import { type Json, word } from './json.ts';
import { Refusal } from './refusal.ts';
import { channelShape, messageShape } from './shapes.ts';
import { type Channel, found, type Installation, type Kind, type Message } from './world.ts';

export const conversations = ({ world, news, lag }: Stage): Handlers => {
  /** The history may lag behind what has been posted. */
  const arrived = (message: Message): boolean =>
    message.onlyFor === undefined && Number(message.ts) * 1_000 <= world.clock.now() - lag();
  const between = (messages: readonly Message[], args: Json): readonly Message[] => {
    const [oldest, latest] = [stamp(args['oldest'], 'invalid_ts_oldest'), stamp(args['latest'], 'invalid_ts_latest')];
    const within = args['inclusive'] === true ? 0 : Number.EPSILON;
    return messages.filter(({ ts }) => {
      const at = Number(ts);
      if (oldest !== undefined && (at < oldest || (within > 0 && at === oldest))) return false;
      return latest === undefined || at < latest || (within === 0 && at === latest);
    });
  };
  const shapes = (channel: Channel, messages: readonly Message[], args: Json): readonly Json[] =>
    messages.map((message) =>
      messageShape(world, channel, message, { withMetadata: args['include_all_metadata'] === true }),
    );
  const visible = (me: Installation, kinds: readonly Kind[], args: Json): readonly Channel[] =>
    [...world.channels.values()].filter(
      (channel) =>
        isIn(channel, me.team) &&
        kinds.includes(channel.kind) &&
        (channel.kind === 'public' || channel.members.has(me.botUser)) &&
        !(args['exclude_archived'] === true && channel.archived),
    );

  return {
    'conversations.open': {
      refuses: [
        'channel_not_found',
        'too_many_users',
        'user_disabled',
        'user_not_found',
        'user_not_visible',
        'users_list_not_supplied',
      ],
      does(args, me) {
        const given = args['channel'] === undefined ? undefined : channelFor(world, me, args['channel']);
        const ids = (word(args['users']) ?? '').split(',').filter((id) => id !== '');
        if (given === undefined && ids.length === 0) throw new Refusal('users_list_not_supplied');
        if (ids.length > 8) throw new Refusal('too_many_users');
        for (const id of ids) {
          const user = world.users.get(id);
          if (user === undefined) throw new Refusal('user_not_found');
          if (user.deactivated) throw new Refusal('user_disabled');
          if (!meets(world.channels.values(), me, user.id, user.team)) throw new Refusal('user_not_visible');
        }
        const members = [me.botUser, ...ids];
        const before = given ?? world.direct(me.team, members);
        if (before === undefined && args['prevent_creation'] === true) throw new Refusal('channel_not_found');
        const kind = ids.length > 1 ? 'mpim' : 'im';
        const name = kind === 'im' ? '' : `mpdm-${ids.join('--')}-1`.toLowerCase();
        const channel =
          before ?? world.addChannel({ team: me.team, name, kind, creator: me.botUser, members: new Set(members) });
        return {
          ...(before === undefined ? {} : { no_op: true, already_open: true }),
          channel: args['return_im'] === true ? channelShape(channel, me) : { id: channel.id },
        };
      },
    },
    'conversations.info': {
      refuses: ['channel_not_found'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        const shape = channelShape(channel, me);
        return {
          channel: {
            ...shape,
            ...(args['include_num_members'] === true ? { num_members: channel.members.size } : {}),
            ...(args['include_locale'] === true ? { locale: 'de-DE' } : {}),
          },
        };
      },
    },
    'conversations.members': {
      refuses: ['channel_not_found', 'invalid_cursor', 'invalid_limit'],
      does(args, me) {
        const { members } = channelFor(world, me, args['channel']);
        const { items, next } = page([...members], args, { limit: 100, most: 999 });
        return { members: items, response_metadata: { next_cursor: next } };
      },
    },
    'conversations.history': {
      refuses: ['channel_not_found', 'invalid_cursor', 'invalid_ts_latest', 'invalid_ts_oldest', 'not_in_channel'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        if (!channel.members.has(me.botUser)) throw new Refusal('not_in_channel');
        const top = channel.messages.filter(
          (message) =>
            arrived(message) &&
            (message.threadTs === undefined || message.threadTs === message.ts || message.broadcast),
        );
        const { items, next } = page(between(top, args).toReversed(), bounded(args), { limit: 100, most: 999 });
        return {
          messages: shapes(channel, items, args),
          has_more: next !== '',
          pin_count: 0,
          ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
        };
      },
    },
    'conversations.replies': {
      refuses: ['channel_not_found', 'invalid_cursor', 'invalid_ts_latest', 'invalid_ts_oldest', 'thread_not_found'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        if (!channel.members.has(me.botUser)) throw new Refusal('channel_not_found');
        const asked = found(channel, word(args['ts']) ?? '');
        const rootTs = asked?.threadTs ?? asked?.ts;
        const root = channel.messages.find(({ ts }) => ts === rootTs);
        if (root === undefined || !arrived(root)) throw new Refusal('thread_not_found');
        const answers = channel.messages.filter(
          (message) => message.threadTs === root.ts && message.ts !== root.ts && arrived(message),
        );
        const { items, next } = page(between(answers, args), bounded(args), { limit: 1_000, most: 1_000 });
        return {
          messages: shapes(channel, [root, ...items], args),
          has_more: next !== '',
          ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
        };
      },
    },
    'conversations.list': {
      refuses: ['invalid_cursor', 'invalid_limit', 'invalid_types'],
      does(args, me) {
        const all = visible(me, kindsIn(args['types']), args);
        const { items, next } = page(all, args, { limit: 100, most: 999 });
        return {
          channels: items.map((channel) => ({ ...channelShape(channel, me), num_members: channel.members.size })),
          response_metadata: { next_cursor: next },
        };
      },
    },
    'users.conversations': {
      refuses: ['invalid_cursor', 'invalid_limit', 'invalid_types'],
      does(args, me) {
        const who = word(args['user']) ?? me.botUser;
        const all = visible(me, kindsIn(args['types']), args).filter(({ members }) => members.has(who));
        const { items, next } = page(all, args, { limit: 100, most: 999 });
        return {
          channels: items.map((channel) => channelShape(channel, me)),
          response_metadata: { next_cursor: next },
        };
      },
    },
    'conversations.join': {
      refuses: ['channel_not_found', 'is_archived', 'method_not_supported_for_channel_type'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        if (isDirect(channel) || channel.kind === 'private') throw new Refusal('method_not_supported_for_channel_type');
        if (channel.archived) throw new Refusal('is_archived');
        if (!channel.members.has(me.botUser)) {
          channel.members.add(me.botUser);
          news.joined(channel, me.botUser);
        }
        return { channel: channelShape(channel, me) };
      },
    },
  };
};

/** Of one's own workspace, or of another with which one shares a channel. */
export const meets = (channels: Iterable<Channel>, me: Installation, user: string, team: string): boolean =>
  team === me.team || [...channels].some((channel) => isIn(channel, me.team) && channel.members.has(user));

const stamp = (given: unknown, otherwise: string): number | undefined => {
  if (given === undefined || given === 'now') return undefined;
  const at = word(given) ?? '';
  if (!/^\d+(\.\d+)?$/.test(at)) throw new Refusal(otherwise);
  return Number(at);
};
/** Too high a limit is lowered here, where no error is documented for it. */
const bounded = (args: Json): Json =>
  typeof args['limit'] === 'number' ? { ...args, limit: Math.min(Math.max(args['limit'], 1), 999) } : args;
