import type { Answer } from '../../core/messages.ts';
import { type Door, type Log, type Timer, Unavailable } from '../../core/ports.ts';
import type { Doc } from '../../core/texts/doc.ts';
import type { Chats } from './alone.ts';
import { type Body, type Client, Lost, Refused } from './client.ts';
import type { Event } from './events.ts';
import type { Owed } from './owed.ts';
import { render } from './render.ts';
import { growing } from './rest.ts';
import type { Rooms } from './rooms.ts';
import { inThread, roomPath, transaction } from './send.ts';

/** An answer is for now: what cannot be said within this time is worth nothing any more. */
export const WORTH_MS = 600_000;
const REST_MS = 1_000;
const restAfter = growing(REST_MS, 60_000);

/**
 * Where an answer goes: below the event it answers, in the thread that it stands in. `kind`: what the event was; `edited`: the
 * message that it is an edit of, since nobody sees what hangs on the edit.
 */
export type Asked = {
  room: string;
  event: Event;
  thread?: string;
  direct: boolean;
  edited?: string;
  kind: 'command' | 'reply' | 'choice' | 'revised' | 'withdrawn';
};
type Parts = {
  client: Client;
  connection: string;
  later: Timer;
  log: Log;
  chats: Pick<Chats, 'with'>;
  rooms: Pick<Rooms, 'isEncrypted'>;
  debts: Pick<Owed, 'owe'>;
  door(): Pick<Door, 'named'> | undefined;
};
/** They go out by themselves: nobody who asks later waits for them. */
export type Answers = {
  give(answer: Answer, asked: Asked): void;
  /** Not where it was asked. */
  alone(say: Doc, asked: Asked): void;
  stop(): void;
};

/**
 * Where others read along: done is a ✅, a list or a card stands below the command, what is not public goes to the direct
 * chat. Alone with us everything is said in words.
 */
export const answers = ({ client, connection, later, log, chats, rooms, debts, door }: Parts): Answers => {
  let stopped = false;
  const rest = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve));
  /** One at a time, so that after a "too many" they do not all come again at once. */
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<unknown> => {
    const mine = turn.then(work);
    turn = mine.then(
      () => {},
      (error: unknown) =>
        error instanceof Refused && error.status === 429 ? rest(error.afterMs ?? REST_MS) : undefined,
    );
    return mine;
  };
  const patiently = async (work: () => Promise<unknown>): Promise<void> => {
    let isLate = false;
    const callOff = later(WORTH_MS, () => {
      isLate = true;
    });
    try {
      for (let tries = 0; !isLate && !stopped; ) {
        try {
          await inTurn(work);
          return;
        } catch (error) {
          if (error instanceof Refused && error.status !== 429) return;
          if (!(error instanceof Refused || error instanceof Lost)) throw error;
          if (error instanceof Refused) continue; // its turn comes again
          await rest(restAfter(tries));
          tries += 1;
        }
      }
    } finally {
      callOff();
    }
  };
  /** Never in clear where it is encrypted, or may be. */
  const isOpen = async (room: string): Promise<boolean> => !(await rooms.isEncrypted(room));
  const say = (asked: Asked, where: 'below' | 'alone', doc: Doc): Promise<void> => {
    const below = where === 'below' && !asked.direct;
    const contents = render(doc).flatMap((made) => ('body' in made ? [made] : []));
    return patiently(async () => {
      const room = where === 'alone' && !asked.direct ? await chats.with(asked.event.sender) : asked.room;
      if (!(await isOpen(room))) return;
      for (const [n, { body, html }] of contents.entries())
        await client.put(
          roomPath(room, 'send', 'm.room.message', transaction('answer', connection, asked.event.event_id, where, n)),
          {
            msgtype: 'm.notice',
            body,
            format: 'org.matrix.custom.html',
            formatted_body: html,
            'm.mentions': {},
            ...(below && { 'm.relates_to': replyTo(asked) }),
          },
        );
    });
  };
  const react = ({ room, event, edited }: Asked, key: string): Promise<void> =>
    patiently(async () => {
      if (!(await isOpen(room))) return;
      await client.put(roomPath(room, 'send', 'm.reaction', transaction('react', connection, event.event_id, key)), {
        'm.relates_to': { rel_type: 'm.annotation', event_id: edited ?? event.event_id, key },
      });
    });

  const answer = async (given: Answer, asked: Asked): Promise<void> => {
    if (given.kind === 'failed' || given.say === undefined) return; // what failed comes again
    if (given.kind === 'done' && given.posted) return;
    if (asked.direct) return say(asked, 'below', given.say);
    // among others, whom nobody knows is met with silence
    if (given.kind === 'refused' && !(await isKnown(asked))) return;
    // a click that went wrong is nobody else's business, and one that went well shows on the post
    if (asked.kind === 'choice' || asked.kind === 'withdrawn')
      return given.kind === 'done' ? undefined : say(asked, 'alone', given.say);
    if (given.kind === 'refused') return say(asked, 'below', given.say);
    if (asked.kind === 'reply' || asked.kind === 'revised' || given.receipt) return react(asked, '✅');
    if (given.label !== 'non-public') return say(asked, 'below', given.say);
    await say(asked, 'alone', given.say);
    return react(asked, '✉️');
  };
  const isKnown = async ({ event }: Asked): Promise<boolean> =>
    (await door()?.named({ connection, id: event.sender })) !== undefined;
  const failed = (error: unknown): void => {
    if (!stopped && !(error instanceof Unavailable)) log.bug(`answer ${connection}`, error);
  };
  const owing = ({ room, event }: Asked, work: Promise<void>): void => {
    const done = debts.owe(room, event.event_id);
    void work.catch(failed).then(() => stopped || done()); // what was cut short is still owed
  };
  return {
    give: (given, asked) => owing(asked, answer(given, asked)),
    alone: (doc, asked) =>
      owing(
        asked,
        isKnown(asked).then((is) => (is ? say(asked, 'alone', doc) : undefined)),
      ),
    stop() {
      stopped = true;
    },
  };
};
const replyTo = ({ event, edited, thread }: Asked): Body => {
  const reply = { 'm.in_reply_to': { event_id: edited ?? event.event_id } };
  return thread === undefined ? reply : { ...inThread(thread), is_falling_back: false, ...reply };
};
