import { streamSSE } from 'hono/streaming';
import type { WebMessage } from '../../core/ports.ts';
import { dayHtml, messageHtml } from '../../html/room.ts';
import { shownAs, talkOf } from './look.ts';
import type { Inside, Site } from './site.ts';
import { pathOf, roomsOf, type Visitor } from './visitor.ts';

/** So often we say that we are still there, and look whether a wake-up was lost. */
const BEAT_MS = 15_000;

/**
 * What changes in the rooms of a visitor, as it happens: server-sent events whose ids are the numbers of the changes. Whoever
 * comes back names the last one and gets what came since, from whichever replica.
 */
export const stream = (site: Site, app: Inside): void => {
  const { door, rooms, time } = site;
  const fragment = async (visitor: Visitor, message: WebMessage): Promise<string | undefined> => {
    const room = (await roomsOf(door, visitor)).find(({ spot }) => spot.room === message.room);
    if (room === undefined) return undefined;
    const talk = await talkOf(site, visitor, room, [message]);
    const [shown] = await shownAs(site, visitor, [message], 0);
    if (shown === undefined) return undefined;
    return JSON.stringify({
      room: pathOf(message.room, visitor.body),
      n: message.n,
      ...(message.under !== undefined && { under: message.under }),
      own: message.by === visitor.account.id,
      isNew: message.n === message.change,
      day: String(await dayHtml(message.at, time.now().toString(), talk.reader)),
      html: String(await messageHtml(shown, talk)),
    });
  };

  app.get('/stream', (c) => {
    const visitor = c.get('visitor');
    const asked = Number(c.req.header('last-event-id') ?? c.req.query('since'));
    return streamSSE(c, async (out) => {
      let since = Number.isInteger(asked) && asked >= 0 ? asked : await rooms.newest(visitor.body);
      let awake = () => {};
      let stirred = false;
      const end = rooms.changed(visitor.body, () => {
        stirred = true;
        awake();
      });
      out.onAbort(() => {
        end();
        awake();
      });
      await out.writeSSE({ event: 'hello', data: '' });
      while (!out.aborted && !out.closed) {
        stirred = false;
        const mine = (await roomsOf(door, visitor)).map(({ spot }) => spot.room);
        const changes = await rooms.since(visitor.body, mine, since);
        for (const message of changes) {
          const data = await fragment(visitor, message);
          since = message.change;
          if (data !== undefined) await out.writeSSE({ event: 'message', id: `${since}`, data });
        }
        if (changes.length > 0 || stirred) continue;
        await new Promise<void>((resolve) => {
          awake = resolve;
          void out.sleep(BEAT_MS).then(() => resolve());
        });
        if (!stirred) await out.writeSSE({ event: 'beat', data: '' });
      }
      end();
    });
  });
};
