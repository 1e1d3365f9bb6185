/** What the app must be allowed, and why; the first is never without the others. */
export const SCOPES = [
  'app_mentions:read', // "@Gremienlotse hilfe"
  'channels:read', // who reads along in a public channel
  'chat:write',
  'commands',
  'files:write', // invitations for calendars, minutes, papers
  'groups:read', // who reads along in a private channel
  'im:history', // what people write to us alone
  'im:write', // to begin to talk to somebody alone
  'users:read',
] as const;
/** Without these: no answers in threads of a channel, and what may have been said there cannot be looked up. */
export const OPTIONAL_SCOPES = ['channels:history', 'groups:history'] as const;
export const EVENTS = [
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
  'message.im',
  'tokens_revoked',
] as const;
export const HISTORY_EVENTS = ['message.channels', 'message.groups'] as const;
