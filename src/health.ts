/** For whoever watches the program from outside: without a cookie, and without a word about anybody. */
import type { Serve } from './http.ts';

type Parts = { base: string; ready: () => Promise<boolean>; within: (ms: number) => Promise<void> };
const PATIENCE_MS = 3_000;

const said = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

/** `/healthz`: the process lives. `/readyz`: it can work, since the database answers. Behind a base path, and without it. */
export const withHealth = (serve: Serve, { base, ready, within }: Parts): Serve => {
  const isReady = () => Promise.race([ready(), within(PATIENCE_MS).then(() => false)]);
  return async (request, client) => {
    const { pathname } = new URL(request.url);
    switch (base !== '' && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname) {
      case '/healthz':
        return said(200, 'ok');
      case '/readyz':
        return (await isReady()) ? said(200, 'ok') : said(503, 'the database cannot be reached');
      default:
        return serve(request, client);
    }
  };
};
