import type { Inbound } from '../../core/messages.ts';
import type { ConnectionId } from '../../core/model/place.ts';
import type { Door, Timer } from '../../core/ports.ts';
import type { Answers, Asked } from './answers.ts';
import { type Client, Refused } from './client.ts';
import { type Event, textIn } from './events.ts';
import { pickOf } from './picks.ts';
import { receive } from './receive.ts';
import type { Rooms } from './rooms.ts';
import type { Self } from './self.ts';
import { roomPath, type Sending } from './send.ts';
import { Again } from './sync.ts';

/** Whoever waits longer sees that we are at it. */
const TYPING_AFTER_MS = 1_000;
const TYPING_MS = 10_000;

type Parts = {
  client: Client;
  connection: ConnectionId;
  self: Self;
  rooms: Rooms;
  sending: Pick<Sending, 'picksOn'>;
  answers: Answers;
  later: Timer;
  /** Undefined once we have been stopped. */
  door(): Pick<Door, 'receive'> | undefined;
};
/** What happens in rooms, brought through the door; it throws Again where nothing could be saved. */
export const hearing = ({ client, connection, self, rooms, sending, answers, later, door }: Parts) => {
  const { me } = self;
  const bring = async (inbound: Inbound): Promise<Awaited<ReturnType<Door['receive']>>> => {
    const answer = await door()?.receive(inbound);
    if (answer === undefined || answer.kind === 'failed') throw new Again('nothing was saved');
    return answer;
  };
  const ask = async (inbound: Inbound, asked: Asked): Promise<void> => {
    const typing = (is: boolean): void => {
      const wish = { typing: is, ...(is && { timeout: TYPING_MS }) };
      void client.put(roomPath(asked.room, 'typing', me), wish).catch(() => {}); // only a courtesy
    };
    let isTyping = false;
    const callOff = later(TYPING_AFTER_MS, () => {
      isTyping = true;
      typing(true);
    });
    try {
      answers.give(await bring(inbound), asked);
    } finally {
      callOff();
      if (isTyping) typing(false);
    }
  };
  const changed = (id: string, room: string, change: Extract<Inbound, { kind: 'place' }>['change']) =>
    bring({ id, kind: 'place', at: { connection, room }, change });

  const one = async (room: string, event: Event): Promise<void> => {
    const direct = await rooms.isDirect(room);
    const heard = receive(event, { connection, room, direct, ...self });
    if (heard === undefined) return;
    const isInThread = textIn(event.content, 'm.relates_to', 'rel_type') === 'm.thread';
    const thread = isInThread ? textIn(event.content, 'm.relates_to', 'event_id') : undefined;
    const asked = { room, event, direct, ...(thread !== undefined && { thread }) };
    if (heard.is === 'inbound') {
      const { kind } = heard.inbound;
      return ask(heard.inbound, { ...asked, kind: kind === 'command' || kind === 'reply' ? kind : 'other' });
    }
    const found = await sending.picksOn(heard.on).catch((error: unknown) => {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    });
    if (heard.is === 'vote') {
      if (found !== undefined) await ask(heard.inbound(found.about), { ...asked, kind: 'choice' });
      return;
    }
    const pick = found && pickOf(found.picks, heard.emoji);
    if (found !== undefined && pick !== undefined)
      await ask(heard.inbound(pick, found.about), { ...asked, kind: 'choice' });
  };

  return {
    /** One event after the other, as they happened. */
    async inRoom(room: string, events: readonly Event[], state: readonly Event[]): Promise<void> {
      const all = [...state, ...events];
      if (all.some(({ state_key }) => state_key !== undefined)) rooms.changed(room);
      const encryption = all.find(({ type, state_key }) => type === 'm.room.encryption' && state_key !== undefined);
      if (encryption !== undefined) {
        await rooms.seenEncrypted(room);
        await changed(encryption.event_id, room, { is: 'encrypted' });
      }
      for (const event of events) if (event.sender !== me) await one(room, event);
    },
    /** We are in it no more. Where we went ourselves, nobody need be told. */
    async left(room: string, events: readonly Event[]): Promise<void> {
      rooms.changed(room);
      const own = events.findLast(({ type, state_key }) => type === 'm.room.member' && state_key === me);
      if (own !== undefined && own.sender !== me) await changed(own.event_id, room, { is: 'removed' });
    },
    async revoked(id: string, is: boolean): Promise<void> {
      await bring({ id, kind: 'connection', connection, change: is ? 'revoked' : 'back' });
    },
  };
};
