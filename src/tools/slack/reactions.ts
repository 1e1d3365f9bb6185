/** reactions.* */
import { channelFor } from './access.ts';
import type { Handlers, Stage } from './api.ts';
import { type Json, word } from './json.ts';
import { Refusal } from './refusal.ts';
import { type Channel, found, type Installation, type Message } from './world.ts';

export const reactions = ({ world, news }: Stage): Handlers => {
  const item = (me: Installation, args: Json): { channel: Channel; message: Message; name: string } => {
    if (args['channel'] === undefined || args['timestamp'] === undefined) throw new Refusal('no_item_specified');
    const channel = channelFor(world, me, args['channel']);
    const ts = word(args['timestamp']) ?? '';
    if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('bad_timestamp');
    const message = found(channel, ts);
    if (message === undefined) throw new Refusal('message_not_found');
    const name = word(args['name']) ?? '';
    if (!/^[\w+-]+$/.test(name)) throw new Refusal('invalid_name');
    return { channel, message, name };
  };
  const COMMON = ['bad_timestamp', 'channel_not_found', 'invalid_name', 'message_not_found'];
  return {
    'reactions.add': {
      refuses: [...COMMON, 'already_reacted', 'is_archived'],
      does(args, me) {
        const { channel, message, name } = item(me, args);
        if (channel.archived) throw new Refusal('is_archived');
        if (message.reactions.get(name)?.has(me.botUser)) throw new Refusal('already_reacted');
        react(message, name, me.botUser);
        news.reacted(channel, message, me.botUser, name, 'reaction_added');
        return {};
      },
    },
    'reactions.remove': {
      refuses: [...COMMON, 'no_item_specified', 'no_reaction'],
      does(args, me) {
        const { channel, message, name } = item(me, args);
        if (!unreact(message, name, me.botUser)) throw new Refusal('no_reaction');
        news.reacted(channel, message, me.botUser, name, 'reaction_removed');
        return {};
      },
    },
  };
};

export const react = (message: Message, name: string, user: string): void => {
  message.reactions.set(name, new Set([...(message.reactions.get(name) ?? []), user]));
};
export const unreact = (message: Message, name: string, user: string): boolean => {
  const users = message.reactions.get(name);
  if (users?.delete(user) !== true) return false;
  if (users.size === 0) message.reactions.delete(name);
  return true;
};
