import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Room, Unavailable, type WebMessage } from '../../core/ports.ts';
import { plainPage } from '../../html/plain-page.ts';
import { dayHtml, messageHtml } from '../../html/room.ts';
import { words } from '../../html/words.ts';
import type { Change } from './hub.ts';
import { shownAs, talkOf } from './look.ts';
import { outerOf } from './pages.ts';
import { clientOf, type Env, type Inside, notBefore, page, type Site } from './site.ts';
import { pathOf, roomsOf, type Visitor } from './visitor.ts';

/** So often we say that we are still there, and look whether a wake-up was lost. */
const BEAT_MS = 15_000;
/** Whoever has too many windows open comes back about so often to see whether one was closed. */
const FULL_S = 30;

/**
 * What changes in the rooms of a visitor, as it happens: server-sent events whose ids are the numbers of the changes. Whoever
 * comes back names the last one and gets what came since, from whichever replica. `still`: whether they may still be here.
 */
export const stream = (site: Site, app: Inside, still: (c: Context<Env>) => Promise<boolean>): void => {
  const { door, rooms, time, hub, log } = site;
  const fragment = async (visitor: Visitor, room: Room, message: WebMessage): Promise<string> => {
    const talk = await talkOf(site, visitor, room, [message]);
    const [shown] = await shownAs(site, visitor, room, [message], 0);
    return JSON.stringify({
      room: pathOf(message.room, visitor.body),
      n: message.n,
      ...(message.under !== undefined && { under: message.under }),
      own: message.by === visitor.account.id,
      isNew: message.n === message.change,
      day: String(await dayHtml(message.at, time.now().toString(), talk.reader)),
      html: shown === undefined ? '' : String(await messageHtml(shown, talk)),
    });
  };

  app.get('/stream', (c) => {
    const visitor = c.get('visitor');
    const { account, body } = visitor;
    const close = site.limits.windows(account.id, clientOf(c));
    if (close === undefined) {
      notBefore(c, FULL_S);
      const { errors } = words(visitor.language);
      return page(c, plainPage(outerOf(site, visitor), errors.title, [errors.windows]), 429);
    }
    if (c.req.query('ask') !== undefined) {
      close(); // only whether one might
      return c.body(null, 204);
    }
    const asked = changeIn(c.req.header('last-event-id')) ?? changeIn(c.req.query('since'));
    const answer = streamSSE(c, async (out) => {
      const waiting: (Change | 'anew')[] = [];
      let awake = () => {};
      let end = () => {};
      out.onAbort(() => awake());
      const { promise: work, resolve: done } = Promise.withResolvers<void>();
      hub.opened(() => out.abort(), work);
      let since = asked ?? 0;
      let mine: readonly Room[] = [];
      const show = async (message: WebMessage): Promise<void> => {
        if (message.change <= since) return;
        let room = mine.find(({ spot }) => spot.room === message.room);
        if (room === undefined) {
          mine = await roomsOf(door, visitor); // one that was opened since, or that they entered
          room = mine.find(({ spot }) => spot.room === message.room);
        }
        since = message.change;
        if (room !== undefined)
          await out.writeSSE({ event: 'message', id: `${since}`, data: await fragment(visitor, room, message) });
      };
      /** From the database, at first and whenever something may have been missed. */
      const catchUp = async (): Promise<void> => {
        mine = await roomsOf(door, visitor);
        for (;;) {
          const names = mine.map(({ spot }) => spot.room);
          const missed = await rooms.since(body, names, since);
          for (const message of missed) await show(message);
          if (missed.length === 0) return;
        }
      };
      /** That we are there; a page that was made before what is now the beginning shows what is gone. */
      const beat = async (event: 'hello' | 'beat'): Promise<void> =>
        out.writeSSE({ event, data: `${await rooms.first(body)}` });
      try {
        end = await hub.listen(body, (change) => {
          waiting.push(change);
          awake();
        });
        if (asked === undefined) since = await rooms.newest(body);
        await beat('hello');
        await catchUp();
        while (!out.aborted && !out.closed) {
          const change = waiting.shift();
          if (change === 'anew') {
            if (!(await still(c))) return;
            await beat('beat');
            continue;
          }
          if (change !== undefined) {
            if (!change.readers.has(account.id) || change.message.change <= since) continue;
            if (!(await still(c))) return;
            await show(change.message);
            continue;
          }
          const beaten = await new Promise<boolean>((resolve) => {
            awake = () => resolve(false);
            void out.sleep(BEAT_MS).then(() => resolve(true));
          });
          if (!beaten) continue;
          if (!(await still(c))) return;
          await catchUp();
          await beat('beat');
        }
      } catch (error) {
        // it ends, and whoever listened comes back with the number of what they had last
        if (!(error instanceof Unavailable)) log.bug('stream', error);
      } finally {
        close();
        end();
        done();
      }
    });
    answer.headers.set('cache-control', 'no-store');
    answer.headers.set('x-accel-buffering', 'no'); // a proxy that collects would make it late
    return answer;
  });
};
/** The number of a change, as we gave it. */
const changeIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
