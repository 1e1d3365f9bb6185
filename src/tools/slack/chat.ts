/** chat.*: posting, editing, deleting. */
import { channelFor, isDirect } from './access.ts';
import type { Handlers, Stage } from './api.ts';
import { metadataOf } from './args.ts';
import { messageBlocks } from './blocks.ts';
import { type Json, list, word } from './json.ts';
import { Refusal, wrong } from './refusal.ts';
import { messageShape } from './shapes.ts';
import { add, type Channel, found, type Installation, type Message } from './world.ts';

const POSTED = 40_000; // longer is cut off
const EDITED = 4_000;
const MARKDOWN = 12_000;
const ATTACHMENTS = 100;

export const chat = ({ world, news }: Stage): Handlers => {
  /** A channel that the app may write to; a person's id stands for the conversation with them. */
  const writable = (me: Installation, id: unknown): Channel => {
    const user = world.users.get(word(id) ?? '');
    if (user !== undefined) {
      if (user.deactivated || user.team !== me.team || user.isBot) throw new Refusal('channel_not_found');
      const direct =
        world.direct(me.team, [me.botUser, user.id]) ??
        world.addChannel({
          team: me.team,
          name: '',
          kind: 'im',
          creator: me.botUser,
          members: new Set([me.botUser, user.id]),
        });
      return writable(me, direct.id);
    }
    const channel = channelFor(world, me, id);
    if (channel.archived) throw new Refusal('is_archived');
    if (!channel.members.has(me.botUser)) throw new Refusal('not_in_channel');
    if (channel.kind === 'im' && !world.app.hasMessagesTab) throw new Refusal('messages_tab_disabled');
    const others = [...channel.members].filter((each) => each !== me.botUser);
    if (channel.kind === 'im' && others.every((each) => world.users.get(each)?.deactivated === true))
      throw new Refusal('channel_not_found');
    return channel;
  };
  const own = (me: Installation, channel: Channel, ts: unknown, otherwise: string): Message => {
    const message = found(channel, word(ts) ?? '');
    if (message === undefined) throw new Refusal('message_not_found');
    if (message.user !== me.botUser) throw new Refusal(otherwise);
    return message;
  };
  const content = (args: Json, tooLong: string): Pick<Message, 'text' | 'blocks' | 'attachments'> => {
    const { text, markdown_text: markdown } = args;
    if (markdown !== undefined && (text !== undefined || args['blocks'] !== undefined))
      throw new Refusal('markdown_text_conflict');
    if (`${markdown ?? ''}`.length > MARKDOWN)
      throw wrong('invalid_arguments', ['must be less than 12001 characters [json-pointer:/markdown_text]']);
    const blocks = args['blocks'] === undefined ? undefined : messageBlocks(args['blocks'], tooLong);
    const attachments = args['attachments'] === undefined ? undefined : list(args['attachments']);
    if ((attachments?.length ?? 0) > ATTACHMENTS) throw new Refusal('too_many_attachments');
    const words = word(text) ?? word(markdown) ?? '';
    if (words === '' && (blocks ?? []).length === 0 && (attachments ?? []).length === 0) throw new Refusal('no_text');
    return { text: words, blocks, attachments };
  };
  const root = (channel: Channel, args: Json): string | undefined => {
    const ts = word(args['thread_ts']);
    if (ts === undefined) return undefined;
    const message = found(channel, ts);
    if (message === undefined || (message.threadTs ?? ts) !== ts) throw new Refusal('cannot_reply_to_message');
    return ts;
  };
  const CONTENT = [
    'invalid_blocks',
    'invalid_blocks_format',
    'markdown_text_conflict',
    'no_text',
    'too_many_attachments',
  ];

  return {
    'chat.postMessage': {
      refuses: [
        ...CONTENT,
        'cannot_reply_to_message',
        'channel_not_found',
        'invalid_metadata_format',
        'invalid_metadata_schema',
        'is_archived',
        'messages_tab_disabled',
        'msg_blocks_too_long',
        'not_in_channel',
        'restricted_action_read_only_channel',
      ],
      does(args, me) {
        const channel = writable(me, args['channel']);
        if (channel.readOnly) throw new Refusal('restricted_action_read_only_channel');
        const said = content(args, 'msg_blocks_too_long');
        const message: Message = {
          ts: world.ts(),
          user: me.botUser,
          byApp: true,
          ...said,
          text: said.text.slice(0, POSTED),
          metadata: metadataOf(args['metadata']),
          threadTs: root(channel, args),
          broadcast: args['reply_broadcast'] === true,
          reactions: new Map(),
        };
        add(channel, message);
        news.posted(channel, message);
        const shape = messageShape(world, channel, message, { withMetadata: true });
        return { channel: channel.id, ts: message.ts, message: shape };
      },
    },
    'chat.postEphemeral': {
      refuses: [
        ...CONTENT,
        'cannot_reply_to_message',
        'channel_not_found',
        'is_archived',
        'messages_tab_disabled',
        'msg_too_long',
        'not_in_channel',
        'restricted_action',
        'user_not_in_channel',
      ],
      does(args, me) {
        const channel = writable(me, args['channel']);
        if (channel.readOnly) throw new Refusal('restricted_action');
        const user = word(args['user']) ?? '';
        if (!channel.members.has(user) || user === me.botUser) throw new Refusal('user_not_in_channel');
        const message: Message = {
          ts: world.ts(),
          user: me.botUser,
          byApp: true,
          ...content(args, 'msg_too_long'),
          threadTs: root(channel, args),
          reactions: new Map(),
          onlyFor: user,
        };
        if (message.text.length > POSTED) throw new Refusal('msg_too_long');
        add(channel, message);
        return { message_ts: message.ts };
      },
    },
    'chat.update': {
      refuses: [
        ...CONTENT,
        'cant_update_message',
        'channel_not_found',
        'invalid_metadata_format',
        'invalid_metadata_schema',
        'is_inactive',
        'message_not_found',
        'msg_too_long',
      ],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        if (channel.archived) throw new Refusal('is_inactive');
        const message = own(me, channel, args['ts'], 'cant_update_message');
        if (`${args['text'] ?? ''}`.length > EDITED) throw new Refusal('msg_too_long');
        const { text, blocks, attachments } = content(args, 'msg_too_long');
        const metadata = metadataOf(args['metadata']);
        const before = messageShape(world, channel, message);
        const keepsBlocks = blocks === undefined && args['text'] === undefined && args['markdown_text'] === undefined;
        Object.assign(message, {
          ...(args['text'] === undefined && args['markdown_text'] === undefined ? {} : { text }),
          ...(keepsBlocks ? {} : { blocks }),
          ...(attachments === undefined ? {} : { attachments }),
          ...(metadata === undefined ? {} : { metadata: Object.keys(metadata).length === 0 ? undefined : metadata }),
          edited: { user: me.botUser, ts: world.ts() },
        });
        news.changed(channel, message, before);
        const shape = messageShape(world, channel, message, { withMetadata: true });
        return { channel: channel.id, ts: message.ts, text: message.text, message: shape };
      },
    },
    'chat.delete': {
      refuses: ['cant_delete_message', 'channel_not_found', 'message_not_found'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        const message = own(me, channel, args['ts'], 'cant_delete_message');
        const before = messageShape(world, channel, message);
        channel.messages.splice(channel.messages.indexOf(message), 1);
        news.deleted(channel, message, before);
        return { channel: channel.id, ts: message.ts };
      },
    },
    'chat.getPermalink': {
      refuses: ['channel_not_found', 'message_not_found'],
      does(args, me) {
        const channel = channelFor(world, me, args['channel']);
        const ts = word(args['message_ts']) ?? '';
        const message = found(channel, ts);
        if (message === undefined || (isDirect(channel) && !channel.members.has(me.botUser)))
          throw new Refusal('message_not_found');
        const domain = world.teams.get(me.team)?.domain;
        return {
          channel: channel.id,
          permalink: `https://${domain}.slack.example/archives/${channel.id}/p${ts.replace('.', '')}`,
        };
      },
    },
  };
};
