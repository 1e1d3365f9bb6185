import type { Context, Hono } from 'hono';
import type { BodyId, ConnectionId } from '../../core/model/place.ts';
import { type Bot, type Door, type Links, type Log, type Time, Unavailable, type WebRooms } from '../../core/ports.ts';
import { site } from './app.ts';
import { visitorOf } from './entry.ts';
import { type Hub, hub } from './hub.ts';
import { limits } from './limits.ts';
import { sender } from './sender.ts';
import type { Address, Site } from './site.ts';
import { makeToken } from './token.ts';
import type { Visitor } from './visitor.ts';

export type WebParts = {
  connection: ConnectionId;
  rooms: WebRooms;
  time: Time;
  log: Log;
  random: () => string;
  address: Address;
  /** What all replicas share and nobody else knows. */
  key: string;
  /** Whoever plays a whole district in seconds is no attack. */
  patient?: true;
  /** In a trial everybody is there to be played: who a page is for stands in its address. */
  trial?: (person: string) => Promise<Visitor | undefined>;
};
/** `serve` answers a request; undefined until it has a door. */
export type WebBot = Bot & { serve(request: Request, client?: string): Promise<Response> };

export const personalLinks = (origin: string, base: string, key: string): Pick<Links, 'personal'> => ({
  personal: (body: BodyId, access) => `${origin}${base}/link/${makeToken(key, 'link', { body, access })}`,
});

/** The web rooms: a platform of our own, with its messages in our own database. */
export const webBot = ({ connection, rooms, time, log, random, address, key, patient, trial }: WebParts): WebBot => {
  let app: Hono | undefined;
  let watching: Hub | undefined;
  return {
    ...sender(connection, rooms, time),
    async start(door: Door) {
      watching = hub({
        rooms,
        door,
        connection,
        failed: (error) =>
          error instanceof Unavailable ? log.note('pages without database') : log.bug('changes', error),
      });
      const it: Site = {
        hub: watching,
        door,
        rooms,
        time,
        log,
        random,
        address,
        key,
        limits: limits(patient === true),
        ...(trial && { looks: 'trial' }),
      };
      const known = visitorOf(it);
      const who = (c: Context) => (trial === undefined ? known(c) : trial(c.req.param('person') ?? ''));
      app = site(it, who, trial !== undefined);
    },
    async lead() {}, // nothing but sending needs the lane
    async stop() {
      app = undefined;
      await watching?.end();
    },
    async serve(request, client) {
      return app === undefined ? new Response(null, { status: 503 }) : app.fetch(request, { client: client ?? '' });
    },
  };
};
