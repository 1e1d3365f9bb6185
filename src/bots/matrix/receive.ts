import type { Inbound } from '../../core/messages.ts';
import { aloneWith, type ConnectionId, type MessageRef, type Spot } from '../../core/model/place.ts';
import { commandIn } from './addressed.ts';
import { type Event, fieldIn, textIn } from './events.ts';

/** Votes in a poll, as clients send them today, and as the MSC will have it. All that is now marked. */
export const RESPONSES = ['org.matrix.msc3381.poll.response', 'm.poll.response'] as const;
/** As we name the options; a server takes whatever is sent. */
const MARK = /^\d{1,3}:yes$/;

/** A message of a room. The room is in the name, since one must know it to do anything with the message. */
export const refTo = (connection: ConnectionId, room: string, event: string): MessageRef => ({
  connection,
  id: `${room}/${event}`,
});
export const standsAt = ({ id }: MessageRef): { room: string; event: string } | undefined => {
  const at = id.lastIndexOf('/$');
  return at < 1 ? undefined : { room: id.slice(0, at), event: id.slice(at + 1) };
};

/** `me`: our own id; `called`: our name there, by which people speak to us; `direct`: somebody is alone with us. */
export type Around = { connection: ConnectionId; room: string; me: string; called?: string; direct: boolean };
type Said = Extract<Inbound, { kind: 'command' | 'reply' | 'revised' | 'withdrawn' }>;
/** A reaction says only which emoji, on which message: what that chooses, the message knows. */
export type Heard =
  | { is: 'inbound'; inbound: Said }
  | { is: 'vote'; on: MessageRef; inbound: (about: string) => Inbound }
  | { is: 'reaction'; on: MessageRef; emoji: string; inbound: (pick: string, about: string) => Inbound };

/** What an event means to us; undefined if nothing. Edits count only from whoever wrote the message: the core compares. */
export const receive = (event: Event, around: Around): Heard | undefined => {
  const { type, event_id: id, sender, content } = event;
  const { connection, room, me, direct } = around;
  if (sender === me) return undefined;
  const ref = (of: string): MessageRef => refTo(connection, room, of);
  const from = { id, by: { connection, id: sender } };
  const at: Spot = direct ? aloneWith(from.by) : { connection, room };
  const heard = (inbound: Said): Heard => ({ is: 'inbound', inbound });
  switch (type) {
    case 'm.reaction': {
      const on = textIn(content, 'm.relates_to', 'event_id');
      const emoji = textIn(content, 'm.relates_to', 'key');
      if (on === undefined || emoji === undefined) return undefined;
      return {
        is: 'reaction',
        on: ref(on),
        emoji,
        inbound: (pick, about) => ({
          ...from,
          at,
          kind: 'choice',
          on: ref(on),
          about,
          picked: [pick],
          dropped: [],
          message: ref(id),
        }),
      };
    }
    case RESPONSES[0]:
    case RESPONSES[1]: {
      const on = textIn(content, 'm.relates_to', 'event_id');
      const given = fieldIn(content, RESPONSES[0], 'answers') ?? fieldIn(content, 'm.selections');
      if (on === undefined || !Array.isArray(given)) return undefined;
      const picked = [...new Set(given.filter((each) => typeof each === 'string' && MARK.test(each)))] as string[];
      return {
        is: 'vote',
        on: ref(on),
        inbound: (about) => ({
          ...from,
          at,
          kind: 'choice',
          on: ref(on),
          about,
          picked,
          dropped: 'rest',
          message: ref(id),
        }),
      };
    }
    case 'm.room.redaction': {
      const gone = event.redacts ?? textIn(content, 'redacts');
      return gone === undefined ? undefined : heard({ ...from, at, kind: 'withdrawn', message: ref(gone) });
    }
    case 'm.room.message':
      return said(event, around, from, at);
    default:
      return undefined;
  }
};

const said = (
  { event_id: id, content }: Event,
  around: Around,
  from: { id: string; by: { connection: ConnectionId; id: string } },
  at: Spot,
): Heard | undefined => {
  const { connection, room } = around;
  const ref = (of: string): MessageRef => refTo(connection, room, of);
  const written = content['msgtype'] === 'm.text' || content['msgtype'] === 'm.emote'; // a notice is another program's
  if (!written) return undefined;
  const relation = textIn(content, 'm.relates_to', 'rel_type');
  const related = textIn(content, 'm.relates_to', 'event_id');
  const quoted = textIn(content, 'm.relates_to', 'm.in_reply_to', 'event_id');
  const body = textIn(content, 'body') ?? '';
  if (relation === 'm.replace') {
    const text = textIn(content, 'm.new_content', 'body');
    if (related === undefined || text === undefined) return undefined;
    return { is: 'inbound', inbound: { ...from, at, kind: 'revised', message: ref(related), text: plain(text) } };
  }
  const isInThread = relation === 'm.thread' && related !== undefined;
  // within a thread a reply is named for clients that know none
  const isFallback = isInThread && fieldIn(content, 'm.relates_to', 'is_falling_back') === true;
  const to = quoted === undefined || isFallback ? undefined : ref(quoted);
  const where = { ...at, ...(isInThread && { thread: ref(related).id }) };
  const text = quoted === undefined ? body : withoutQuote(body);
  const words = commandIn(text, content, around);
  const inbound: Said =
    words === undefined
      ? { ...from, at: where, kind: 'reply', text, message: ref(id), ...(to && { to }) }
      : { ...from, at: where, kind: 'command', words, message: ref(id), ...(to && { quoting: to }) };
  return { is: 'inbound', inbound };
};
const plain = (text: string): string => text.replace(/^\* /, '');
/** Older clients repeat what they reply to, line by line behind ">", and then leave a line empty. */
const withoutQuote = (body: string): string => (body.startsWith('> ') ? body.replace(/^(?:>[^\n]*\n)+\n?/, '') : body);
