import type { Inbound, PlaceChange } from '../../core/messages.ts';
import { type Account, aloneWith, type ConnectionId, type Spot } from '../../core/model/place.ts';
import { fieldIn, listIn, textIn } from './json.ts';
import { accountOf, type Names, refTo } from './refs.ts';
import { pressed, SIGN } from './render.ts';
import { afterMention, plain } from './words.ts';

/** `me`: our own user there; `named`: what people are called. */
export type Around = {
  connection: ConnectionId;
  names: Names;
  me: string;
  named?: (user: string) => string | undefined;
};
/** Where something came from, so that it can be answered there. `respondTo`: for what only they see. */
export type Asked = {
  by: Account;
  at: Spot;
  team: string;
  user: string;
  channel?: string;
  thread?: string;
  trigger?: string;
  respondTo?: string;
};
export type Heard =
  | { is: 'inbound'; inbound: Inbound; asked: Asked }
  /** The button that opens a dialog's form. */
  | { is: 'form'; dialog: string; asked: Asked }
  /** A form that was sent: each answer under the block that it stands in. */
  | { is: 'sent'; id: string; meta: string; answers: Readonly<Record<string, string>>; asked: Asked }
  | { is: 'home'; asked: Asked }
  | { is: 'noted'; as: string; text: string; asked: Asked }
  | { is: 'start'; asked: Asked }
  /** Somebody came in or went, or a channel became something else: who reads along there must be asked anew. */
  | { is: 'place'; inbound?: Inbound; channel: string };

type Payload = unknown;
/** The workspace that allowed us, whichever one the person is from. */
export const teamIn = (body: Payload): string =>
  textIn(listIn(body, 'authorizations')[0], 'team_id') ??
  textIn(body, 'team_id') ??
  textIn(body, 'view', 'app_installed_team_id') ??
  textIn(body, 'team', 'id') ??
  textIn(body, 'user', 'team_id') ??
  '';
const place = (around: Around, team: string, channel: string, direct: boolean, by: Account): Spot =>
  direct ? aloneWith(by) : { connection: around.connection, room: around.names.name(team, channel) };
const who = ({ connection, names }: Around, team: string, user: string): Account =>
  accountOf(connection, names, team, user);

/** `/ak hilfe` (docs.slack.dev, "Slash commands"). Slack names no message, as there is none. */
export const command = (body: Payload, around: Around): Heard | undefined => {
  const [team, user, channel] = [textIn(body, 'team_id'), textIn(body, 'user_id'), textIn(body, 'channel_id')];
  const trigger = textIn(body, 'trigger_id');
  if (team === undefined || user === undefined || channel === undefined || trigger === undefined) return undefined;
  const by = who(around, team, user);
  const at = place(around, team, channel, textIn(body, 'channel_name') === 'directmessage', by);
  const respondTo = textIn(body, 'response_url');
  return {
    is: 'inbound',
    inbound: {
      id: `command:${trigger}`,
      kind: 'command',
      by,
      at,
      words: plain(textIn(body, 'text') ?? '', around.named).trim() || 'hilfe',
    },
    asked: { by, at, team, user, channel, trigger, ...(respondTo !== undefined && { respondTo }) },
  };
};

/** A click (docs.slack.dev, "block_actions"): of a message, an answer, the Home tab or a form. */
export const action = (body: Payload, around: Around): Heard | undefined => {
  const [first] = listIn(body, 'actions');
  const [team, user] = [teamIn(body) || undefined, textIn(body, 'user', 'id')];
  const trigger = textIn(body, 'trigger_id');
  const name = textIn(first, 'action_id') ?? '';
  const value = textIn(first, 'value') ?? textIn(first, 'selected_option', 'value') ?? '';
  if (team === undefined || user === undefined || trigger === undefined) return undefined;
  const by = who(around, team, user);
  const channel = textIn(body, 'channel', 'id') ?? textIn(body, 'container', 'channel_id');
  const ts = textIn(body, 'container', 'message_ts');
  const thread = textIn(body, 'container', 'thread_ts') ?? textIn(body, 'message', 'thread_ts');
  const respondTo = textIn(body, 'response_url');
  const isDirect = channel === undefined || textIn(body, 'channel', 'name') === 'directmessage';
  const at = place(around, team, channel ?? '', isDirect, by);
  const asked: Asked = {
    by,
    at,
    team,
    user,
    trigger,
    ...(channel !== undefined && { channel }),
    ...(thread !== undefined && { thread }),
    ...(respondTo !== undefined && { respondTo }),
  };
  if (name === 'form') return { is: 'form', dialog: value, asked };
  if (name.startsWith('do'))
    return { is: 'inbound', inbound: { id: `do:${trigger}`, kind: 'command', by, at, words: value }, asked };
  const pick = pressed(value);
  if (pick === undefined) return undefined;
  const on = refTo(around.connection, around.names.name(team, channel ?? 'home'), ts ?? '0');
  return {
    is: 'inbound',
    inbound: {
      id: `click:${trigger}`,
      kind: 'choice',
      by,
      at: {
        ...at,
        ...(thread !== undefined && {
          thread: refTo(around.connection, around.names.name(team, channel ?? ''), thread).id,
        }),
      },
      on,
      about: pick.about,
      picked: [pick.pick],
      dropped: [],
    },
    asked,
  };
};

/** A form that was sent (docs.slack.dev, "view_submission"). */
export const submission = (body: Payload, around: Around): Heard | undefined => {
  const view = fieldIn(body, 'view');
  const [team, user, id, meta] = [
    teamIn(body) || undefined,
    textIn(body, 'user', 'id'),
    textIn(view, 'id'),
    textIn(view, 'private_metadata'),
  ];
  if (team === undefined || user === undefined || id === undefined || meta === undefined) return undefined;
  const by = who(around, team, user);
  const values = fieldIn(view, 'state', 'values');
  const answers: Record<string, string> = {};
  for (const [block, elements] of Object.entries(typeof values === 'object' && values !== null ? values : {}))
    for (const element of Object.values(typeof elements === 'object' && elements !== null ? elements : {}))
      answers[block] = saidIn(element) ?? answers[block] ?? '';
  return {
    is: 'sent',
    // the same form may be sent again, with other answers
    id: textIn(body, 'trigger_id') ?? `${id}:${textIn(view, 'hash') ?? ''}`,
    meta,
    answers,
    asked: { by, at: aloneWith(by), team, user },
  };
};
/** As a person would write it: of what is chosen, the words beside it. */
const saidIn = (element: unknown): string | undefined =>
  textIn(element, 'value') ??
  textIn(element, 'selected_date') ??
  textIn(element, 'selected_time') ??
  (textIn(element, 'selected_option', 'text', 'text') ||
    listIn(element, 'selected_options')
      .flatMap((each) => textIn(each, 'text', 'text') ?? [])
      .join(', ') ||
    undefined);

/** From the menu of a message, or from anywhere (docs.slack.dev, "Shortcuts"). */
export const shortcut = (body: Payload, around: Around): Heard | undefined => {
  const [team, user] = [teamIn(body) || undefined, textIn(body, 'user', 'id')];
  const trigger = textIn(body, 'trigger_id');
  if (team === undefined || user === undefined || trigger === undefined) return undefined;
  const by = who(around, team, user);
  if (textIn(body, 'type') === 'shortcut')
    return { is: 'start', asked: { by, at: aloneWith(by), team, user, trigger } };
  const channel = textIn(body, 'channel', 'id');
  if (channel === undefined) return undefined;
  const at = place(around, team, channel, textIn(body, 'channel', 'name') === 'directmessage', by);
  const thread = textIn(body, 'message', 'thread_ts');
  const respondTo = textIn(body, 'response_url');
  return {
    is: 'noted',
    as: textIn(body, 'callback_id') ?? '',
    text: plain(textIn(body, 'message', 'text') ?? '', around.named),
    asked: {
      by,
      at,
      team,
      user,
      channel,
      trigger,
      ...(thread !== undefined && { thread }),
      ...(respondTo !== undefined && { respondTo }),
    },
  };
};

/** What happened there (docs.slack.dev, "Events API"). A message counts once, in however many events Slack tells of it. */
export const event = (body: Payload, around: Around): Heard | undefined => {
  const it = fieldIn(body, 'event');
  const team = teamIn(body);
  const id = textIn(body, 'event_id') ?? '';
  switch (textIn(it, 'type')) {
    case 'message':
    case 'app_mention':
      return message(it, team, around);
    case 'app_home_opened': {
      const user = textIn(it, 'user');
      if (user === undefined || textIn(it, 'tab') !== 'home') return undefined;
      const by = who(around, team, user);
      return { is: 'home', asked: { by, at: aloneWith(by), team, user } };
    }
    case 'member_joined_channel':
    case 'member_left_channel': {
      const change =
        textIn(it, 'user') === around.me && textIn(it, 'type') === 'member_joined_channel' ? 'joined' : undefined;
      return changed(it, team, id, around, change && { is: change });
    }
    case 'channel_left':
    case 'group_left':
    case 'channel_archive':
    case 'group_archive':
    case 'channel_deleted':
    case 'group_deleted':
      return changed(it, team, id, around, { is: 'removed' });
    case 'channel_unarchive':
    case 'group_unarchive':
      return changed(it, team, id, around, { is: 'joined' });
    case 'channel_shared':
    case 'channel_unshared':
      return changed(it, team, id, around, undefined);
    default:
      return undefined;
  }
};
const changed = (
  it: unknown,
  team: string,
  id: string,
  { connection, names }: Around,
  change?: PlaceChange,
): Heard | undefined => {
  const channel = textIn(it, 'channel');
  if (channel === undefined) return undefined;
  const room = names.name(team, channel);
  return {
    is: 'place',
    channel,
    ...(change && { inbound: { id, kind: 'place', at: { connection, room }, change } }),
  };
};

/** What people say; other programs, and what Slack says itself, mean nothing to us. */
const SAID = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);
const message = (it: unknown, team: string, around: Around): Heard | undefined => {
  const { connection, names, me, named } = around;
  const subtype = textIn(it, 'subtype');
  const channel = textIn(it, 'channel');
  const now =
    subtype === 'message_changed'
      ? fieldIn(it, 'message')
      : subtype === 'message_deleted'
        ? fieldIn(it, 'previous_message')
        : it;
  const user = textIn(now, 'user');
  const ts = subtype === 'message_deleted' ? textIn(it, 'deleted_ts') : textIn(now, 'ts');
  if (channel === undefined || user === undefined || ts === undefined || user === me) return undefined;
  if (fieldIn(now, 'bot_id') !== undefined) return undefined;
  const by = who(around, team, user);
  const direct = textIn(it, 'channel_type') === 'im' || channel.startsWith('D');
  const at = place(around, team, channel, direct, by);
  const room = names.name(team, channel);
  const ref = (of: string) => refTo(connection, room, of);
  const root = textIn(now, 'thread_ts');
  const thread = root === ts ? undefined : root;
  const asked: Asked = { by, at, team, user, channel, ...(thread !== undefined && { thread }) };
  const inbound = (each: Inbound): Heard => ({ is: 'inbound', inbound: each, asked });
  if (subtype === 'message_deleted')
    return inbound({ id: `gone:${room}:${ts}`, kind: 'withdrawn', by, at, message: ref(ts) });
  const written = textIn(now, 'text') ?? '';
  const text = plain(written, named);
  if (subtype === 'message_changed') {
    const edited = textIn(now, 'edited', 'ts'); // without, only something beside the words has changed
    if (edited === undefined || written === textIn(it, 'previous_message', 'text')) return undefined;
    const kept = afterMention(written, me);
    return inbound({
      id: `edit:${room}:${ts}:${edited}`,
      kind: 'revised',
      by,
      at,
      message: ref(ts),
      text: kept === undefined ? text : `${SIGN} ${plain(kept, named)}`,
    });
  }
  if (!SAID.has(subtype)) return undefined;
  const where: Spot = { ...at, ...(thread !== undefined && { thread: ref(thread).id }) };
  const words = commandIn(written, around);
  const from = { id: `said:${room}:${ts}`, by, at: where, message: ref(ts) };
  // in a thread one answers what it hangs on
  const to = thread === undefined ? undefined : ref(thread);
  return inbound(
    words === undefined
      ? { ...from, kind: 'reply', text, ...(to && { to }) }
      : { ...from, kind: 'command', words, ...(to && { quoting: to }) },
  );
};
/** Behind our name, or behind the sign where Slack has taken it for words: "@Lotse hilfe", " /ak hilfe", "!ak hilfe". */
const commandIn = (written: string, { me, named }: Around): string | undefined => {
  const called = afterMention(written, me);
  if (called !== undefined)
    return (
      plain(called, named)
        .trim()
        .replace(/^[/!]ak\s+/i, '') || 'hilfe'
    );
  const found = /^\s*[/!]ak(?:\s+([\s\S]*))?$/i.exec(plain(written, named));
  return found === null ? undefined : found[1]?.trim() || 'hilfe';
};
