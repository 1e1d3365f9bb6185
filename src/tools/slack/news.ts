/**
 * What happens, as events for the app: only those that it subscribed to, with the scope that each needs, and only from where
 * its bot is a member (docs.slack.dev/reference/events).
 */
import { scopeOf } from './access.ts';
import { type Json, present } from './json.ts';
import { messageShape, userShape, viewShape } from './shapes.ts';
import { type Channel, type Installation, type Kind, type Message, randomId, type User, type World } from './world.ts';

const TYPE: Readonly<Record<Kind, string>> = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' };
const TOPIC: Readonly<Record<Kind, string>> = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' };
/** In events only public channels are "C". */
const LETTER: Readonly<Record<Kind, string>> = { public: 'C', private: 'G', im: 'D', mpim: 'G' };

export const newNews = (world: World, send: (payload: Json) => void) => {
  const tell = (me: Installation, topic: string, scope: string | undefined, event: Json, channel?: Channel): void => {
    if (!world.app.events.has(topic)) return;
    if (scope !== undefined && !me.scopes.has(scope)) return;
    send({
      token: world.app.verificationToken,
      team_id: me.team,
      context_team_id: me.team,
      context_enterprise_id: null,
      api_app_id: world.app.id,
      event,
      type: 'event_callback',
      event_id: randomId('Ev'),
      event_time: Math.floor(world.clock.now() / 1_000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: me.team,
          user_id: me.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: (channel?.sharedWith.size ?? 0) > 0,
      event_context: `4-${randomId('')}`,
    });
  };
  /** The app there: one event, however many workspaces share the channel. */
  const there = (channel: Channel): Installation | undefined =>
    world.installations.find((each) => each.state === 'works' && channel.members.has(each.botUser));
  const inChannel = (channel: Channel, event: Json): void => {
    const me = there(channel);
    const { kind } = channel;
    if (me !== undefined) tell(me, `message.${TOPIC[kind]}`, scopeOf(kind, 'history'), event, channel);
  };
  const message = (channel: Channel, fields: Json): Json => ({
    ...fields,
    type: 'message',
    channel: channel.id,
    channel_type: TYPE[channel.kind],
  });
  const oneOf = (channel: Channel, name: string): string =>
    channel.kind === 'public' ? `channel_${name}` : `group_${name}`;

  return {
    posted(channel: Channel, posted: Message): void {
      const shape = messageShape(world, channel, posted);
      const { reply_count: _, reply_users_count: __, latest_reply: ___, ...fields } = shape;
      const more = posted.files === undefined ? {} : { subtype: 'file_share' };
      const own = posted.byApp || posted.subtype !== undefined ? {} : { client_msg_id: randomId('') };
      const event = message(channel, { ...fields, ...more, ...own, event_ts: posted.ts });
      inChannel(channel, event);
      const me = there(channel);
      if (me === undefined || channel.kind === 'im' || posted.byApp || !posted.text.includes(`<@${me.botUser}>`))
        return;
      const { channel_type: _____, parent_user_id: ______, ...mention } = event;
      tell(me, 'app_mention', 'app_mentions:read', { ...mention, type: 'app_mention' }, channel);
    },
    changed(channel: Channel, changed: Message, before: Json): void {
      const ts = world.ts();
      const fields = { message: messageShape(world, channel, changed), previous_message: before };
      const subtype = 'message_changed';
      inChannel(channel, message(channel, { subtype, hidden: true, ts, event_ts: ts, ...fields }));
    },
    deleted(channel: Channel, deleted: Message, before: Json): void {
      const ts = world.ts();
      const fields = { deleted_ts: deleted.ts, previous_message: before };
      const subtype = 'message_deleted';
      inChannel(channel, message(channel, { subtype, hidden: true, ts, event_ts: ts, ...fields }));
    },
    reacted(
      channel: Channel,
      to: Message,
      user: string,
      reaction: string,
      type: 'reaction_added' | 'reaction_removed',
    ): void {
      const me = there(channel);
      if (me === undefined) return;
      const item = { type: 'message', channel: channel.id, ts: to.ts };
      tell(
        me,
        type,
        'reactions:read',
        { type, user, reaction, item, item_user: to.user, event_ts: world.ts() },
        channel,
      );
    },
    joined(channel: Channel, user: string, inviter?: string): void {
      const me = there(channel);
      if (me === undefined || channel.kind === 'im' || channel.kind === 'mpim') return;
      const type = 'member_joined_channel';
      tell(
        me,
        type,
        scopeOf(channel.kind, 'read'),
        present({
          type,
          user,
          channel: channel.id,
          channel_type: LETTER[channel.kind],
          team: world.users.get(user)?.team ?? channel.team,
          inviter,
          event_ts: world.ts(),
        }),
        channel,
      );
    },
    left(channel: Channel, user: string): void {
      const gone = world.installations.find((each) => each.botUser === user && each.state === 'works');
      if (gone !== undefined) {
        const type = oneOf(channel, 'left');
        const event = { type, channel: channel.id, actor_id: channel.creator, event_ts: world.ts() };
        return void tell(gone, type, scopeOf(channel.kind, 'read'), event, channel);
      }
      const me = there(channel);
      if (me === undefined || channel.kind === 'im' || channel.kind === 'mpim') return;
      const type = 'member_left_channel';
      const team = world.users.get(user)?.team ?? channel.team;
      const channelType = LETTER[channel.kind];
      const event = { type, user, channel: channel.id, channel_type: channelType, team, event_ts: world.ts() };
      tell(me, type, scopeOf(channel.kind, 'read'), event, channel);
    },
    archived(channel: Channel, does: 'archive' | 'unarchive'): void {
      const me = there(channel);
      if (me === undefined) return;
      const type = oneOf(channel, does);
      const who = does === 'archive' || channel.kind === 'public' ? { user: channel.creator } : {};
      const moved = does === 'archive' ? { is_moved: 0 } : {};
      const event = { type, channel: channel.id, ...who, ...moved, event_ts: world.ts() };
      tell(me, type, scopeOf(channel.kind, 'read'), event, channel);
    },
    shared(channel: Channel, team: string, does: 'shared' | 'unshared'): void {
      const me = there(channel);
      if (me === undefined) return;
      const type = `channel_${does}`;
      const event = { type, channel: channel.id, event_ts: world.ts() };
      const more = does === 'shared' ? { connected_team_id: team } : { previously_connected_team_id: team };
      tell(me, type, scopeOf(channel.kind, 'read'), { ...event, ...more }, channel);
    },
    userChanged(user: User): void {
      const ts = world.ts();
      for (const me of world.installations)
        if (me.team === user.team && me.state === 'works')
          tell(me, 'user_change', 'users:read', {
            type: 'user_change',
            user: userShape(user, me),
            cache_ts: Math.floor(Number(ts)),
            event_ts: ts,
          });
    },
    homeOpened(me: Installation, user: string, channel: string, tab: 'home' | 'messages'): void {
      const home = tab === 'home' ? world.homes.get(user) : undefined;
      tell(
        me,
        'app_home_opened',
        undefined,
        present({
          type: 'app_home_opened',
          user,
          channel,
          tab,
          view: home === undefined ? undefined : viewShape(world, home),
          event_ts: world.ts(),
        }),
      );
    },
    revoked(me: Installation): void {
      const event = { type: 'tokens_revoked', tokens: { oauth: [], bot: [me.botUser] }, event_ts: world.ts() };
      tell(me, 'tokens_revoked', undefined, event);
    },
    uninstalled(me: Installation): void {
      tell(me, 'app_uninstalled', undefined, { type: 'app_uninstalled', event_ts: world.ts() });
    },
  };
};
export type News = ReturnType<typeof newNews>;
