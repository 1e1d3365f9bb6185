import { createHash } from 'node:crypto';
import type { Envelope, Part } from '../../core/messages.ts';
import type { FileRef } from '../../core/model/file.ts';
import type { MessageRef, Spot } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Door } from '../../core/ports.ts';
import type { Chats } from './alone.ts';
import { type Body, isFinal, Lost, Refused } from './client.ts';
import { type Event, eventsIn, fieldIn, textIn } from './events.ts';
import type { Paced } from './pace.ts';
import { asksTheSame, END, endOf, questionIn, START, startOf } from './poll.ts';
import { refTo, standsAt } from './receive.ts';
import { type Made, type OwnPoll, render } from './render.ts';
import type { Rooms } from './rooms.ts';
import type { Self } from './self.ts';

/** Beside our own words, so that we find them again: which part of which post, and what a reaction there chooses. */
export const OURS = 'de.gremienlotse';
const PAGE = 100;
/** So far back what somebody answers is looked for. */
const LAST = 20;

/**
 * For ever the same for one request: the server does it once. The kind is in it, since the server's key is blind to what was
 * asked (facts: a reaction that reuses a message's id is answered, and nothing happens).
 */
export const transaction = (kind: string, ...of: readonly (string | number)[]): string =>
  `gl.${kind}.${createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 27)}`;

export const roomPath = (room: string, ...rest: readonly string[]): string =>
  ['rooms', room, ...rest].map(encodeURIComponent).join('/');

type Sender = Omit<Bot, 'can' | 'start' | 'lead' | 'stop' | 'audience'>;
/** `mentions`: whom it names. */
export type Picks = {
  type: string;
  about: string;
  picks: Readonly<Record<string, string>>;
  mentions: readonly unknown[];
};
type Parts = {
  connection: string;
  client: Paced;
  self: () => Promise<Self>;
  rooms: () => Rooms;
  chats: () => Pick<Chats, 'with' | 'current'> | undefined;
  door: () => Pick<Door, 'file'> | undefined;
};
export type Sending = Sender & {
  /** What a message of ours says of itself; undefined if it is none of ours. */
  picksOn(ref: MessageRef): Promise<Picks | undefined>;
  /** The last of our posts there, in the thread if one is named; not what was only an answer. */
  lastIn(room: string, thread?: string): Promise<MessageRef | undefined>;
  /** It may have changed or gone; or anything may. */
  forget(ref?: MessageRef): void;
};

/** What a refusal means for a message that was to be sent. */
export const failure = (error: unknown): unknown => {
  if (error instanceof Lost) return new DeliveryError('unknown');
  if (!(error instanceof Refused)) return error;
  if (error.status === 429) return new DeliveryError('later', error.afterMs);
  // revoked, locked, suspended: whoever repairs that wants what was said meanwhile to arrive
  if (error.status === 401 || error.code === 'M_USER_SUSPENDED' || error.code === 'M_USER_LOCKED')
    return new DeliveryError('later', 60_000);
  return new DeliveryError('never');
};

export const sender = ({ connection, client, self, rooms, chats, door }: Parts): Sending => {
  /** What stands there, as far as we hear of it; undefined for what others have written. */
  const picks = new Map<string, Picks | undefined>();
  const remember = (ref: MessageRef, it: Picks | undefined): void => {
    if (picks.size >= 1_000) picks.clear(); // asked for again
    picks.set(ref.id, it);
  };

  const fileContent = async (
    body: Envelope['body'],
    { file, name, title }: Extract<Made, { file: FileRef }>,
  ): Promise<Body> => {
    const bytes = await door()?.file(body, file);
    if (bytes === undefined) throw new DeliveryError('never'); // it was never meant
    const type = TYPES[file.format];
    const url = await client.upload(bytes, type, name).catch((error: unknown) => {
      throw error instanceof Lost ? new DeliveryError('later') : error; // nobody was shown anything yet
    });
    return {
      msgtype: 'm.file',
      body: `${title} (${name})`,
      filename: name,
      url,
      info: { mimetype: type, size: bytes.length },
    };
  };
  const contentOf = async ({ id, revision, content, urgency, body }: Part): Promise<Body> => {
    const made = content as Made; // ours, from render
    if ('space' in made) throw new DeliveryError('never'); // it is no message
    const about = { id, revision, ...('picks' in made && made.picks && { picks: made.picks }) };
    const ours = { [OURS]: about };
    if ('poll' in made) {
      const { isOver } = made.poll; // whoever finds it without its end closes it
      return { ...startOf(made.poll), 'm.mentions': {}, [OURS]: { ...about, ...(isOver && { isOver }) } };
    }
    if ('file' in made) return { ...(await fileContent(body, made)), 'm.mentions': {}, ...ours };
    // a notice never notifies: it is for what only keeps up
    const loud = urgency !== 'quiet';
    return {
      msgtype: loud ? 'm.text' : 'm.notice',
      body: made.body,
      format: 'org.matrix.custom.html',
      formatted_body: made.html,
      'm.mentions': loud && made.mentions.length > 0 ? { user_ids: made.mentions } : {},
      ...ours,
    };
  };
  const standing = async (ref: MessageRef): Promise<Event | undefined> => {
    const at = standsAt(ref);
    if (at === undefined) return undefined;
    const [found] = eventsIn([await client.ask(roomPath(at.room, 'event', at.event))]);
    return found;
  };
  const editsOf = async (room: string, event: string): Promise<readonly string[]> => {
    const found: string[] = [];
    let from: string | undefined;
    do {
      const page = await client.ask(`/_matrix/client/v1/${roomPath(room, 'relations', event, 'm.replace')}`, {
        limit: PAGE,
        ...(from !== undefined && { from }),
      });
      found.push(...eventsIn(fieldIn(page, 'chunk')).map(({ event_id }) => event_id));
      from = textIn(page, 'next_batch');
    } while (from !== undefined);
    return found;
  };

  return {
    connection,
    render: render as Bot['render'], // plain data
    async deliver(part, sent) {
      const room = await roomOf(part.at);
      try {
        client.mayAsk();
        const encryption = await rooms().encryption(room);
        if (encryption !== 'open') throw new DeliveryError(encryption === 'unknown' ? 'later' : 'never');
        const content = await contentOf(part);
        // what stands in a room that has been replaced is said anew in its successor
        if (sent === undefined || standsAt(sent)?.room !== room) return await say(room, part, content);
        return await edit(sent, part, content);
      } catch (error) {
        // where we are no longer, or what was moved, is perhaps not known yet to whoever gave us this; power comes back
        const isKept = error instanceof Refused && error.status === 403 && !(await maySay(room));
        throw isKept ? new DeliveryError('later', 60_000) : failure(error);
      }
    },
    async find({ id, at }) {
      try {
        const { me } = await self();
        if (at.direct && chats() === undefined) return 'unknown';
        const room = at.direct ? await chats()?.current(at.room) : at.room;
        if (room === undefined) return 'absent'; // we were never alone with them
        const filter = JSON.stringify({ types: ['m.room.message', START], senders: [me] });
        let from: string | undefined;
        for (;;) {
          const answer = await client.ask(roomPath(room, 'messages'), {
            dir: 'b',
            limit: PAGE,
            filter,
            ...(from !== undefined && { from }),
          });
          const found = eventsIn(fieldIn(answer, 'chunk')).find(
            ({ sender: by, content }) =>
              by === me &&
              textIn(content, OURS, 'id') === id &&
              textIn(content, 'm.relates_to', 'rel_type') !== 'm.replace',
          );
          if (found !== undefined) {
            const { event_id: event, content } = found;
            const isOver = fieldIn(content, OURS, 'isOver') === true;
            if (isOver)
              await close({ room: room, event }, id, questionIn(content)).catch((error: unknown) => {
                if (!isFinal(error)) throw error;
              });
            return refTo(connection, room, event);
          }
          if (!Array.isArray(fieldIn(answer, 'chunk'))) return 'unknown';
          const end = textIn(answer, 'end'); // a page may be empty, and not the last
          if (end === undefined || end === from) return 'absent';
          from = end;
        }
      } catch {
        return 'unknown';
      }
    },
    async remove(ref) {
      try {
        client.mayAsk();
        await redact(ref);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 404) throw failure(error);
      }
    },
    async picksOn(ref) {
      if (picks.has(ref.id)) return picks.get(ref.id);
      const found = await standing(ref);
      const content = found && newestOf(found);
      const about = textIn(content, OURS, 'id');
      // others may write what they like into theirs
      const isOurs = found?.sender === (await self()).me && about !== undefined;
      const it = isOurs ? picksIn(found.type, content, about) : undefined;
      if (found !== undefined) remember(ref, it);
      return it;
    },
    async lastIn(room, thread) {
      const { me } = await self();
      const filter = JSON.stringify({ types: ['m.room.message'], senders: [me] });
      const found = await client.ask(roomPath(room, 'messages'), { dir: 'b', limit: LAST, filter });
      const isThere = ({ event_id, sender: by, content }: Event): boolean => {
        if (by !== me || textIn(content, OURS, 'id') === undefined) return false;
        const [type, on] = [textIn(content, 'm.relates_to', 'rel_type'), textIn(content, 'm.relates_to', 'event_id')];
        if (type === 'm.replace') return false;
        return thread === undefined ? type !== 'm.thread' : event_id === thread || on === thread;
      };
      const last = eventsIn(fieldIn(found, 'chunk')).find(isThere);
      return last && refTo(connection, room, last.event_id);
    },
    forget(ref) {
      if (ref === undefined) picks.clear();
      else picks.delete(ref.id);
    },
  };

  /** A person's is the one alone with them, which may have to be made first. */
  async function roomOf({ room, direct }: Spot): Promise<string> {
    if (direct !== true) return room;
    try {
      client.mayAsk();
      const found = await chats()?.with(room);
      if (found !== undefined) return found;
    } catch (error) {
      throw error instanceof Lost ? new DeliveryError('later') : failure(error); // nobody was told anything yet
    }
    throw new DeliveryError('later');
  }
  async function say(room: string, { id, revision, under, content: made }: Part, content: Body): Promise<MessageRef> {
    const root = under && standsAt(under);
    const placed =
      root === undefined || root.room !== room ? content : { ...content, 'm.relates_to': inThread(root.event) };
    const answer = await client.put(
      roomPath(room, 'send', typeOf(made as Made), transaction('say', connection, id, revision)),
      placed,
    );
    const event = textIn(answer, 'event_id');
    if (event === undefined) throw new DeliveryError('unknown');
    const ref = refTo(connection, room, event);
    remember(ref, picksIn(typeOf(made as Made), content, id));
    const { poll } = pollIn(made as Made);
    // it was over before it could stand there: not to be sent again where only its end is missing
    if (poll?.isOver)
      await close({ room, event }, id, poll.question).catch((error: unknown) => {
        throw isFinal(error) ? error : new DeliveryError('unknown');
      });
    return ref;
  }
  async function close(stands: { room: string; event: string }, id: string, question: string): Promise<void> {
    await client.put(
      roomPath(stands.room, 'send', END, transaction('end', connection, id, stands.event)),
      endOf(stands.event, question),
    );
  }

  async function maySay(room: string): Promise<boolean> {
    const known = rooms();
    known.changed(room);
    return known
      .isOurs(room)
      .then(async (is) => is && (await known.lack(room)) === undefined)
      .catch((error: unknown) => !(error instanceof Refused && error.status === 403));
  }
  /** What stands there, asked only where it may be gone, or is more than words. */
  async function before(
    sent: MessageRef,
    made: Made,
  ): Promise<Pick<Event, 'type' | 'content' | 'unsigned'> | undefined> {
    const { type, mentions = [] } = picks.get(sent.id) ?? {};
    if (type === 'm.room.message' && !('poll' in made) && !rooms().isDeaf())
      return { type, content: { 'm.mentions': { user_ids: mentions } } };
    try {
      const found = await standing(sent);
      return textIn(found?.content, OURS, 'id') === undefined ? undefined : found;
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }
  async function edit(sent: MessageRef, part: Part, content: Body): Promise<MessageRef> {
    const { id, revision } = part;
    const made = part.content as Made;
    const { poll } = pollIn(made);
    const stands = standsAt(sent);
    // an edit of what was taken away would bring its words back for some
    const is = await before(sent, made);
    if (stands === undefined || is === undefined) throw new DeliveryError('never');
    if (is.type !== typeOf(made)) {
      // words do not become a poll, nor a poll words
      await redact(sent);
      return say(stands.room, part, content);
    }
    if (poll !== undefined && asksTheSame(newestOf(is), poll)) {
      if (poll.isOver) await close(stands, id, poll.question);
      return sent;
    }
    const text = textIn(content, 'body');
    const called = mentionedIn(newestOf(is));
    const fresh = mentionedIn(content).filter((each) => !called.includes(each));
    await client.put(roomPath(stands.room, 'send', is.type, transaction('edit', connection, id, revision)), {
      ...content,
      ...(text !== undefined && { body: `* ${text}` }),
      'm.mentions': fresh.length > 0 ? { user_ids: fresh } : {}, // whom it named before was called then
      'm.new_content': content,
      'm.relates_to': { rel_type: 'm.replace', event_id: stands.event },
    });
    remember(sent, picksIn(is.type, content, id));
    if (poll?.isOver) await close(stands, id, poll.question);
    return sent;
  }
  /** What was edited stays readable in its edits: they go, too. */
  async function redact(ref: MessageRef): Promise<void> {
    const at = standsAt(ref);
    if (at === undefined) return;
    for (const event of [...(await editsOf(at.room, at.event)), at.event])
      await client.put(roomPath(at.room, 'redact', event, transaction('redact', connection, event)), {});
    picks.delete(ref.id);
  }
};
const pollIn = (made: Made): { poll?: OwnPoll } => ('poll' in made ? made : {});
const typeOf = (made: Made): string => ('poll' in made ? START : 'm.room.message');
/** As it is after all edits. */
const newestOf = ({ content, unsigned }: Pick<Event, 'content' | 'unsigned'>): unknown => {
  const newest = fieldIn(unsigned, 'm.relations', 'm.replace', 'content', 'm.new_content');
  return typeof newest === 'object' && newest !== null ? newest : content;
};
const mentionedIn = (content: unknown): readonly unknown[] => {
  const all = fieldIn(content, 'm.mentions', 'user_ids');
  return Array.isArray(all) ? all : [];
};
const TYPES = {
  ics: 'text/calendar',
  md: 'text/markdown',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} satisfies Record<FileRef['format'], string>;

const picksIn = (type: string, content: unknown, about: string): Picks => {
  const picks = fieldIn(content, OURS, 'picks');
  return {
    type,
    about,
    picks: typeof picks === 'object' && picks !== null ? (picks as Picks['picks']) : {},
    mentions: mentionedIn(content),
  };
};
/** Clients without threads see a reply to the root. */
export const inThread = (root: string): Body => ({
  rel_type: 'm.thread',
  event_id: root,
  is_falling_back: true,
  'm.in_reply_to': { event_id: root },
});
