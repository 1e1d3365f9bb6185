import type { KnownBlock } from '@slack/types';
import type { Envelope, Part } from '../../core/messages.ts';
import type { MessageRef, Spot } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Door, type Shelf } from '../../core/ports.ts';
import { uploads } from './files.ts';
import { fieldIn, listIn, textIn } from './json.ts';
import { type Names, refTo, standsAt } from './refs.ts';
import { addressed, type Made, render } from './render.ts';
import { ELSEWHERE, type Team, type Teams, teamOf } from './team.ts';
import { isRevoked, Limited, Lost, Refused } from './web-api.ts';

/** Beside our own words, so that we find them again: which part of which post. Only an app reads it, and nothing else is in it. */
const OURS = 'gremienlotse_part';
const PAGE = 100;
const PAGES = 20;

/** What a refusal means for a message that was to be sent. */
const failure = (error: unknown): unknown => {
  if (error instanceof DeliveryError) return error;
  if (error instanceof Lost) return new DeliveryError('unknown');
  if (error instanceof Limited) return new DeliveryError('later', error.afterMs);
  if (!(error instanceof Refused)) return error;
  // whoever repairs the token, the scope or the invitation wants what was said meanwhile to arrive
  return isRevoked(error) || HELPED.has(error.code) ? new DeliveryError('later', 60_000) : new DeliveryError('never');
};
const HELPED = new Set([
  'missing_scope',
  'not_in_channel',
  'is_archived',
  'channel_not_found',
  'not_allowed_token_type',
  'access_denied',
  'org_login_required',
  'team_access_not_granted',
  'messages_tab_disabled',
  ELSEWHERE,
]);
const GONE = new Set(['message_not_found', 'cant_update_message', 'cant_delete_message', 'edit_window_closed']);

type Parts = {
  connection: string;
  names: Names;
  teams: Teams;
  door: () => Pick<Door, 'file' | 'receive'> | undefined;
  shelf: () => Shelf | undefined;
};
type Sending = Pick<Bot, 'render' | 'deliver' | 'find' | 'remove'> & {
  /** The channel alone with somebody. */
  chat(team: Team, user: string): Promise<string>;
};

export const sender = ({ connection, names, teams, door, shelf }: Parts): Sending => {
  const chats = new Map<string, string>();
  const chat = async (team: Team, user: string): Promise<string> => {
    const known = chats.get(`${team.id}/${user}`);
    if (known !== undefined) return known;
    const opened = textIn(await team.call('conversations.open', { users: user }), 'channel', 'id');
    if (opened === undefined) throw new Lost('no channel');
    chats.set(`${team.id}/${user}`, opened);
    return opened;
  };
  const placeOf = async ({ room, direct }: Spot): Promise<{ team: Team; channel: string }> => {
    const { team, id } = await teamOf(teams, names, room);
    try {
      return { team, channel: direct ? await chat(team, id) : id };
    } catch (error) {
      throw error instanceof Lost ? new DeliveryError('later') : error; // nobody was told anything yet
    }
  };
  const refOf = (team: Team, channel: string, ts: string): MessageRef =>
    refTo(connection, names.name(team.id, channel), ts);
  const files = uploads(door, shelf);
  const standing = async (ref: MessageRef): Promise<{ team: Team; channel: string; ts: string } | undefined> => {
    const at = standsAt(ref);
    if (at === undefined) return undefined;
    const { team, id } = await teamOf(teams, names, at.channel);
    return { team, channel: id, ts: at.ts };
  };

  const say = async (part: Part, made: Made): Promise<MessageRef> => {
    const { team, channel } = await placeOf(part.at);
    const under = part.under && (await standing(part.under));
    const thread = under?.channel === channel ? under.ts : undefined;
    if ('file' in made) return refOf(team, channel, await files.share(team, channel, thread, part, made));
    const sent = await team.call('chat.postMessage', {
      channel,
      ...(thread !== undefined && { thread_ts: thread }),
      ...wordsOf(made, part),
      mrkdwn: false, // what people typed between stars stays as it is
      unfurl_links: false,
      unfurl_media: false,
    });
    const ts = textIn(sent, 'ts');
    if (ts === undefined) throw new Lost('no name');
    return refOf(team, channel, ts);
  };
  const edit = async (sent: MessageRef, part: Part, made: Made): Promise<MessageRef> => {
    const stands = await standing(sent);
    if (stands === undefined) throw new DeliveryError('never');
    // a file cannot become another one, nor words a file
    if ('file' in made || files.isFile(stands.ts)) {
      const ref = await say(part, made);
      await remove(sent).catch(() => {}); // the newer one stands there
      return ref;
    }
    const { team, channel, ts } = stands;
    try {
      await team.call('chat.update', { channel, ts, ...wordsOf(made, part) });
      return sent;
    } catch (error) {
      // what somebody took away is not brought back
      if (error instanceof Refused && GONE.has(error.code)) throw new DeliveryError('never');
      throw error;
    }
  };
  const remove = async (ref: MessageRef): Promise<void> => {
    const stands = await standing(ref);
    if (stands === undefined) return;
    const { team, channel, ts } = stands;
    try {
      if (files.isFile(ts)) await files.remove(team, ts);
      else await team.call('chat.delete', { channel, ts });
    } catch (error) {
      if (!(error instanceof Refused && (GONE.has(error.code) || error.code === 'file_not_found'))) throw error;
    }
  };

  const told = new Set<string>();
  /** Without the scope to read back a person must look. */
  const unsure = async ({ id, revision, at }: Envelope): Promise<void> => {
    const name = `unsure:${id}:${revision}`;
    if (told.has(name)) return;
    const answer = await door()?.receive({ id: name, kind: 'place', at, change: { is: 'unsure' } });
    if (answer?.kind === 'done') told.add(name);
  };

  return {
    chat,
    render: render as Bot['render'], // plain data
    async deliver(part, sent) {
      try {
        const made = part.content as Made; // ours, from render
        return sent === undefined ? await say(part, made) : await edit(sent, part, made);
      } catch (error) {
        throw failure(error);
      }
    },
    async find(envelope) {
      try {
        const { team, channel } = await placeOf(envelope.at);
        const under = envelope.under && (await standing(envelope.under));
        const found = await search(team, channel, under?.channel === channel ? under.ts : undefined, envelope);
        return found === undefined ? 'absent' : refOf(team, channel, found);
      } catch (error) {
        if (error instanceof Refused && error.code === 'missing_scope') await unsure(envelope);
        return 'unknown';
      }
    },
    async remove(ref) {
      try {
        await remove(ref);
      } catch (error) {
        throw failure(error);
      }
    },
  };

  async function search(
    team: Team,
    channel: string,
    thread: string | undefined,
    { id }: Envelope,
  ): Promise<string | undefined> {
    const file = await files.meant(id);
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await team.call(thread === undefined ? 'conversations.history' : 'conversations.replies', {
        channel,
        ...(thread !== undefined && { ts: thread }),
        limit: PAGE,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
      });
      const messages = listIn(answer, 'messages');
      if (file !== undefined && messages.some((each) => listIn(each, 'files').some((it) => textIn(it, 'id') === file)))
        return files.toTs(file);
      const all = messages.filter((each) => isOurs(each, team, id));
      // two of them: a request that came late after all; the first stays
      const [first, ...others] = all.flatMap((each) => textIn(each, 'ts') ?? []).toSorted();
      for (const ts of others) await team.call('chat.delete', { channel, ts });
      if (first !== undefined) return first;
      cursor = textIn(answer, 'response_metadata', 'next_cursor');
      if (cursor === undefined || fieldIn(answer, 'has_more') === false) return undefined;
    }
    throw new Lost('too far back');
  }
};

const isOurs = (message: unknown, { me }: Team, id: string): boolean =>
  textIn(message, 'user') === me &&
  textIn(message, 'metadata', 'event_type') === OURS &&
  textIn(message, 'metadata', 'event_payload', 'id') === id;
const wordsOf = ({ text, blocks }: Extract<Made, { text: string }>, { id, revision }: Part) => ({
  text,
  blocks: addressed(blocks as readonly KnownBlock[], id),
  metadata: { event_type: OURS, event_payload: { id, revision } },
});
