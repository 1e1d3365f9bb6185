import type { Envelope, Part } from '../../core/messages.ts';
import type { ConnectionId, MessageRef } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Time, Unavailable, type WebRooms } from '../../core/ports.ts';
import { messageId, numberIn } from './receive.ts';
import { render } from './render.ts';

type Sender = Omit<Bot, 'start' | 'lead' | 'stop'>;
/** The rooms are in our own database: what is delivered stands there under its envelope's name, once. */
export const sender = (connection: ConnectionId, rooms: WebRooms, time: Time): Sender => {
  const ref = (body: Envelope['body'], n: number): MessageRef => ({ connection, id: messageId(body, n) });
  /** A database that is away while it is asked has changed nothing; while it writes, nobody knows. */
  const within = async <T>(again: 'later' | 'unknown', work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof Unavailable ? new DeliveryError(again) : error;
    }
  };
  return {
    connection,
    can: [],
    render,
    async deliver({ id, body, at, under, revision, content, label }: Part) {
      const root = under && numberIn(under.id)?.n;
      const before = await within('later', rooms.byName(body, id));
      if (before !== undefined && before.content === undefined) throw new DeliveryError('never'); // it was taken away
      const n = await within(
        'unknown',
        rooms.write({
          body,
          room: at.room,
          name: id,
          revision,
          content: label === 'public' ? content : { doc: content, label },
          at: time.now().toString(),
          ...(root !== undefined && { under: root }),
        }),
      );
      return ref(body, n);
    },
    async find({ id, body }: Envelope) {
      try {
        const found = await rooms.byName(body, id);
        return found?.content === undefined ? 'absent' : ref(body, found.n);
      } catch (error) {
        if (error instanceof Unavailable) return 'unknown';
        throw error;
      }
    },
    async remove({ id }) {
      const it = numberIn(id);
      if (it !== undefined) await within('unknown', rooms.remove(it.body, it.n));
    },
    /** Only those come into a room who belong to its organization; guests among them are known to the core. */
    audience: async () => 'members',
  };
};
