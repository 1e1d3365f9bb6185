import { createHash } from 'node:crypto';
import type { Envelope, Part } from '../../core/messages.ts';
import type { FileRef } from '../../core/model/file.ts';
import type { MessageRef } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Door } from '../../core/ports.ts';
import { type Body, type Client, Lost, Refused } from './client.ts';
import { type Event, eventsIn, fieldIn, textIn } from './events.ts';
import { asksTheSame, END, endOf, START, startOf } from './poll.ts';
import { refTo, standsAt } from './receive.ts';
import { type Made, type OwnPoll, render } from './render.ts';
import type { Rooms } from './rooms.ts';
import type { Self } from './self.ts';

/** Beside our own words, so that we find them again: which part of which post, and what a reaction there chooses. */
const OURS = 'de.gremienlotse';
/** So far back a message is looked for. */
const PAGES = 20;
const PAGE = 100;

/**
 * For ever the same for one request: the server does it once. The kind is in it, since the server's key is blind to what was
 * asked (facts: a reaction that reuses a message's id is answered, and nothing happens).
 */
export const transaction = (kind: string, ...of: readonly (string | number)[]): string =>
  `gl.${kind}.${createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 27)}`;

export const roomPath = (room: string, ...rest: readonly string[]): string =>
  ['rooms', room, ...rest].map(encodeURIComponent).join('/');

type Sender = Omit<Bot, 'start' | 'lead' | 'stop' | 'audience'>;
export type Picks = { about: string; picks: Readonly<Record<string, string>> };
type Parts = {
  connection: string;
  client: Client;
  self: () => Promise<Self>;
  rooms: () => Rooms;
  door: () => Pick<Door, 'file'> | undefined;
};
export type Sending = Sender & {
  /** What a message of ours says of itself; undefined if it is none of ours. */
  picksOn(ref: MessageRef): Promise<Picks | undefined>;
};

/** What a refusal means for a message that was to be sent. */
const failure = (error: unknown): unknown => {
  if (error instanceof Lost) return new DeliveryError('unknown');
  if (!(error instanceof Refused)) return error;
  if (error.status === 429) return new DeliveryError('later', error.afterMs);
  // revoked, locked, suspended: whoever repairs that wants what was said meanwhile to arrive
  if (error.status === 401 || error.code === 'M_USER_SUSPENDED' || error.code === 'M_USER_LOCKED')
    return new DeliveryError('later', 60_000);
  return new DeliveryError('never');
};

export const sender = ({ connection, client, self, rooms, door }: Parts): Sending => {
  const picks = new Map<string, Picks>();
  const remember = (ref: MessageRef, it: Picks): void => {
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
    const url = await client.upload(bytes, type, name);
    return { msgtype: 'm.file', body: title, filename: name, url, info: { mimetype: type, size: bytes.length } };
  };
  const contentOf = async ({ id, revision, content, urgency, body }: Part): Promise<Body> => {
    const made = content as Made; // ours, from render
    const ours = { [OURS]: { id, revision, ...('picks' in made && made.picks && { picks: made.picks }) } };
    if ('poll' in made) return { ...startOf(made.poll), 'm.mentions': {}, ...ours };
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
      const { at, under } = part;
      try {
        const encryption = await rooms().encryption(at.room);
        if (encryption !== 'open') throw new DeliveryError(encryption === 'unknown' ? 'later' : 'never');
        const content = await contentOf(part);
        if (sent === undefined) return await say(part, content, under);
        return await edit(sent, part, content);
      } catch (error) {
        throw failure(error);
      }
    },
    async find({ id, at }) {
      try {
        const { me } = await self();
        let from: string | undefined;
        for (let page = 0; page < PAGES; page += 1) {
          const answer = await client.ask(roomPath(at.room, 'messages'), {
            dir: 'b',
            limit: PAGE,
            ...(from !== undefined && { from }),
          });
          const events = eventsIn(fieldIn(answer, 'chunk'));
          const found = events.find(
            ({ sender: by, content }) =>
              by === me &&
              textIn(content, OURS, 'id') === id &&
              textIn(content, 'm.relates_to', 'rel_type') !== 'm.replace',
          );
          if (found !== undefined) return refTo(connection, at.room, found.event_id);
          from = textIn(answer, 'end');
          if (from === undefined || events.length === 0) return 'absent';
        }
        return 'absent';
      } catch {
        return 'unknown';
      }
    },
    async remove(ref) {
      try {
        await redact(ref);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 404) throw failure(error);
      }
    },
    async picksOn(ref) {
      const before = picks.get(ref.id);
      if (before !== undefined) return before;
      const found = await standing(ref);
      const content = found && newestOf(found);
      const about = textIn(content, OURS, 'id');
      if (found?.sender !== (await self()).me || about === undefined) return undefined; // others may write what they like into theirs
      const it = picksIn(content, about);
      remember(ref, it);
      return it;
    },
  };

  async function say(
    { id, revision, at, content: made }: Part,
    content: Body,
    under?: MessageRef,
  ): Promise<MessageRef> {
    const root = under && standsAt(under);
    const placed =
      root === undefined || root.room !== at.room ? content : { ...content, 'm.relates_to': inThread(root.event) };
    const answer = await client.put(
      roomPath(at.room, 'send', typeOf(made as Made), transaction('say', connection, id, revision)),
      placed,
    );
    const event = textIn(answer, 'event_id');
    if (event === undefined) throw new DeliveryError('unknown');
    const ref = refTo(connection, at.room, event);
    remember(ref, picksIn(content, id));
    const { poll } = pollIn(made as Made);
    if (poll?.isOver) await close(ref, id, poll); // it was over before it could stand there
    return ref;
  }
  async function close(ref: MessageRef, id: string, poll: OwnPoll): Promise<void> {
    const stands = standsAt(ref);
    if (stands === undefined) return;
    await client.put(
      roomPath(stands.room, 'send', END, transaction('end', connection, id, stands.event)),
      endOf(stands.event, poll),
    );
  }

  async function edit(sent: MessageRef, part: Part, content: Body): Promise<MessageRef> {
    const { id, revision, at } = part;
    const made = part.content as Made;
    const { poll } = pollIn(made);
    const stands = standsAt(sent);
    const before = await standing(sent).catch((error: unknown) => {
      throw error instanceof Refused && error.status === 404 ? new DeliveryError('never') : error;
    });
    // an edit of what was taken away would bring its words back for some
    if (stands === undefined || before === undefined || textIn(before.content, OURS, 'id') === undefined)
      throw new DeliveryError('never');
    if (before.type !== typeOf(made)) {
      // words do not become a poll, nor a poll words
      await redact(sent);
      return say(part, content, part.under);
    }
    if (poll !== undefined && asksTheSame(newestOf(before), poll)) {
      if (poll.isOver) await close(sent, id, poll);
      return sent;
    }
    const text = textIn(content, 'body');
    await client.put(roomPath(at.room, 'send', before.type, transaction('edit', connection, id, revision)), {
      ...content,
      ...(text !== undefined && { body: `* ${text}` }),
      'm.new_content': content,
      'm.relates_to': { rel_type: 'm.replace', event_id: stands.event },
    });
    remember(sent, picksIn(content, id));
    if (poll?.isOver) await close(sent, id, poll);
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
const newestOf = ({ content, unsigned }: Event): unknown => {
  const newest = fieldIn(unsigned, 'm.relations', 'm.replace', 'content', 'm.new_content');
  return typeof newest === 'object' && newest !== null ? newest : content;
};
const TYPES = {
  ics: 'text/calendar',
  md: 'text/markdown',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} satisfies Record<FileRef['format'], string>;

const picksIn = (content: unknown, about: string): Picks => {
  const picks = fieldIn(content, OURS, 'picks');
  return { about, picks: typeof picks === 'object' && picks !== null ? (picks as Picks['picks']) : {} };
};
/** Clients without threads see a reply to the root. */
export const inThread = (root: string): Body => ({
  rel_type: 'm.thread',
  event_id: root,
  is_falling_back: true,
  'm.in_reply_to': { event_id: root },
});
