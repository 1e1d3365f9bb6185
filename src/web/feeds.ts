import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { type Door, type Links, type Log, Unavailable } from '../core/ports.ts';
import { makeFeedToken, readFeedToken } from './feed-token.ts';

export const calendarLinks = (origin: string, base: string, key: string): Pick<Links, 'calendar'> => ({
  calendar: (body, feed) => `${origin}${base}/feed/${makeFeedToken(key, { body, feed })}.ics`,
});

type Parts = {
  door: Pick<Door, 'calendar'>;
  log: Log;
  key: string;
  base: string;
  /** The seconds that whoever fetches too often should wait. */
  wait(feed: string, client: string): Promise<number>;
};
/** What calendars fetch by themselves: no cookie, nothing to log in with, only the address. It stands in no log of ours. */
export const feeds = ({ door, log, key, base, wait }: Parts) => {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"] },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'private, no-cache');
    c.header('x-robots-tag', 'noindex');
  });
  app.onError((error, c) => {
    if (error instanceof Unavailable) return c.body(null, 503, { 'retry-after': '60' });
    log.bug('calendar', error);
    return c.body(null, 500);
  });
  app.notFound((c) => c.body(null, 404));
  app.get(`${base}/feed/:name`, etag(), async (c) => {
    const [, token = ''] = /^(.+)\.ics$/.exec(c.req.param('name')) ?? [];
    const seconds = await wait(token, String((c.env as { client?: string }).client ?? ''));
    if (seconds > 0) return c.body(null, 429, { 'retry-after': `${seconds}` });
    const read = readFeedToken(key, token);
    if (read === undefined) return c.body(null, 404);
    const bytes = await door.calendar(read.body, read.feed);
    if (bytes === 'over') return c.body(null, 410);
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="gremien.ics"',
    });
  });
  return {
    /** Whether an address is one of these; all others are pages. */
    has: (request: Request): boolean => new URL(request.url).pathname.startsWith(`${base}/feed/`),
    serve: async (request: Request, client = ''): Promise<Response> => app.fetch(request, { client }),
  };
};
