/** How things of the world are written in answers and events. */
import { type Json, present } from './json.ts';
import {
  type Channel,
  type File,
  found,
  type Installation,
  type Message,
  type Team,
  type User,
  type View,
  type World,
} from './world.ts';

export const profileOf = (world: World, me: Installation): Json => ({
  id: me.botId,
  app_id: world.app.id,
  name: world.app.name,
  icons: { image_36: 'https://a.example/36', image_48: 'https://a.example/48', image_72: 'https://a.example/72' },
  deleted: false,
  updated: 1_700_000_000,
  team_id: me.team,
});

export const messageShape = (
  world: World,
  channel: Channel,
  message: Message,
  { withMetadata = false }: { withMetadata?: boolean } = {},
): Json => {
  const { ts, user, byApp, subtype, text, blocks, attachments, threadTs, edited, files, reactions } = message;
  const team = world.users.get(user)?.team ?? channel.team;
  const me = byApp ? world.installed(team) : undefined;
  const root = threadTs === undefined ? undefined : found(channel, threadTs);
  const answers =
    message.answered === true ? channel.messages.filter((each) => each.threadTs === ts && each.ts !== ts) : [];
  return present({
    type: 'message',
    subtype,
    user,
    ...(me === undefined ? {} : { bot_id: me.botId, app_id: world.app.id, bot_profile: profileOf(world, me) }),
    team,
    text,
    ts,
    blocks,
    attachments,
    thread_ts: threadTs ?? (answers.length > 0 ? ts : undefined),
    parent_user_id: root === undefined || root.ts === ts ? undefined : root.user,
    ...(answers.length === 0
      ? {}
      : {
          reply_count: answers.length,
          reply_users_count: new Set(answers.map((each) => each.user)).size,
          latest_reply: answers.at(-1)?.ts,
        }),
    edited,
    files: files?.map((file) => fileShape(file, world)),
    upload: files === undefined ? undefined : false,
    metadata: withMetadata ? message.metadata : undefined,
    reactions:
      reactions.size === 0
        ? undefined
        : [...reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })),
  });
};

const MIME: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ics: 'text/calendar',
  md: 'text/markdown',
};
const ending = (name: string): string => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? 'binary';
/** Slack goes by the name's ending. */
export const typeOf = (name: string): string => MIME[ending(name)] ?? 'application/octet-stream';
export const fileShape = (file: File, world: World): Json => ({
  id: file.id,
  created: file.created,
  timestamp: file.created,
  name: file.name,
  title: file.title,
  mimetype: typeOf(file.name),
  filetype: ending(file.name),
  user: file.user,
  user_team: file.team,
  size: file.length,
  mode: 'hosted',
  is_external: false,
  is_public: false,
  url_private: `https://${world.teams.get(file.team)?.domain}.slack.example/files-pri/${file.id}/${file.name}`,
  permalink: `https://${world.teams.get(file.team)?.domain}.slack.example/files/${file.user}/${file.id}/${file.name}`,
  file_access: 'visible',
});

export const channelShape = (channel: Channel, me: Installation): Json => {
  const shared = channel.sharedWith.size > 0;
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    context_team_id: me.team,
    updated: channel.created * 1_000,
  };
  if (channel.kind === 'im')
    return { ...common, user: [...channel.members].find((user) => user !== me.botUser) ?? me.botUser };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public' || channel.kind === 'private',
    is_group: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.name === 'general',
    is_member: channel.members.has(me.botUser),
    is_shared: shared,
    is_ext_shared: shared,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    ...(shared
      ? {
          shared_team_ids: [channel.team, ...channel.sharedWith],
          internal_team_ids: [],
          connected_team_ids: [channel.team, ...channel.sharedWith].filter((team) => team !== me.team),
          conversation_host_id: channel.team,
        }
      : { shared_team_ids: [channel.team] }),
    creator: channel.creator,
    unlinked: 0,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
};

export const userShape = (user: User, me: Pick<Installation, 'team'>): Json => ({
  id: user.id,
  team_id: user.team,
  name: user.name,
  deleted: user.deactivated,
  ...(user.deactivated
    ? {}
    : {
        real_name: user.realName,
        tz: 'Europe/Berlin',
        tz_label: 'Central European Time',
        tz_offset: 3_600,
        is_admin: false,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: user.guest !== 'no',
        is_ultra_restricted: user.guest === 'one channel',
        is_app_user: false,
        is_email_confirmed: true,
      }),
  ...(user.team === me.team ? {} : { is_stranger: true }),
  is_bot: user.isBot,
  updated: 1_700_000_000,
  profile: {
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.realName,
    display_name_normalized: user.realName,
    status_text: '',
    status_emoji: '',
    avatar_hash: 'g0',
    team: user.team,
  },
});

export const viewShape = (world: World, view: View): Json => ({
  submit: null,
  close: null,
  ...(view.is['type'] === 'home' ? { title: { type: 'plain_text', text: 'View Title', emoji: true } } : {}),
  private_metadata: '',
  callback_id: '',
  external_id: '',
  clear_on_close: false,
  notify_on_close: false,
  submit_disabled: false,
  ...view.is,
  id: view.id,
  team_id: view.team,
  state: { values: view.values },
  hash: view.hash,
  root_view_id: view.root,
  previous_view_id: view.previous ?? null,
  app_id: world.app.id,
  app_installed_team_id: view.team,
  bot_id: world.installed(view.team)?.botId ?? '',
});

export const teamShape = (team: Team): Json => ({
  id: team.id,
  name: team.name,
  domain: team.domain,
  email_domain: '',
  icon: { image_default: true },
});
