import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { Unavailable } from '../../core/ports.ts';
import { plainPage } from '../../html/plain-page.ts';
import { words } from '../../html/words.ts';
import { acts } from './acts.ts';
import { entry } from './entry.ts';
import { pages } from './pages.ts';
import { clientOf, type Env, languageOf, notBefore, page, type Site } from './site.ts';
import { stream } from './stream.ts';
import type { Visitor } from './visitor.ts';

const LARGEST_REQUEST = 256 * 1024;
const assets = new Map(
  (
    [
      ['lotse.css', 'text/css; charset=utf-8'],
      ['lotse.js', 'text/javascript; charset=utf-8'],
      ['theme.js', 'text/javascript; charset=utf-8'],
      ['flag.svg', 'image/svg+xml'],
    ] as const
  ).map(
    ([name, type]) => [name, { type, text: readFileSync(join(import.meta.dirname, 'assets', name), 'utf8') }] as const,
  ),
);

/** All that is served: assets, the way in, and the pages of those who are inside. */
export const site = (it: Site, who: (c: Context) => Promise<Visitor | undefined>, framed: boolean): Hono => {
  const { address, log } = it;
  const app = new Hono({ strict: false });
  const outer = (c: Context) => ({
    language: languageOf(c),
    base: address.base,
    ...(it.looks !== undefined && { looks: it.looks }),
  });
  const trouble = (
    c: Context,
    status: 403 | 404 | 413 | 415 | 429 | 500,
    which: 'notFound' | 'origin' | 'tooMuch' | 'tooLong' | 'upload' | 'bug',
  ) => {
    const { errors } = words(languageOf(c));
    return page(c, plainPage(outer(c), errors.title, [errors[which]]), status);
  };

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameSrc: [framed ? "'self'" : "'none'"],
        frameAncestors: [framed ? "'self'" : "'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: framed ? 'SAMEORIGIN' : 'DENY',
      referrerPolicy: 'same-origin', // with none at all, a browser would not say from where a form comes
      strictTransportSecurity: address.secure ? 'max-age=31536000' : false,
    }),
  );
  // What a person sees is for them alone, and for now.
  app.use((c, next) => {
    c.header('cache-control', 'no-store');
    return next();
  });
  // A name that is not ours may have been bent to our address; what comes from elsewhere changes nothing here.
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const origin = c.req.header('origin');
    return origin !== undefined && address.origins.includes(origin) ? next() : trouble(c, 403, 'origin');
  });
  // No page of ours sends anything thus but what comes with files, and files are expected nowhere.
  app.use(async (c, next) =>
    /^\s*multipart\//i.test(c.req.header('content-type') ?? '') ? trouble(c, 415, 'upload') : next(),
  );
  app.use(bodyLimit({ maxSize: LARGEST_REQUEST, onError: (c) => trouble(c, 413, 'tooLong') }));
  app.onError((error, c) => {
    if (error instanceof Unavailable) {
      const { errors, failed } = words(languageOf(c));
      return page(c, plainPage(outer(c), errors.title, [failed]), 503);
    }
    log.bug('page', error);
    return trouble(c, 500, 'bug');
  });
  app.notFound((c) => trouble(c, 404, 'notFound'));

  const under = address.base === '' ? app : app.basePath(address.base);
  under.get('/assets/:name', etag(), (c) => {
    const asset = assets.get(c.req.param('name') as 'lotse.css');
    if (asset === undefined) return trouble(c, 404, 'notFound');
    c.header('cache-control', 'no-cache');
    return c.body(asset.text, 200, { 'content-type': asset.type });
  });
  under.route('/', entry(it, outer));

  const inside = new Hono<Env>({ strict: false });
  inside.use(async (c, next) => {
    const visitor = await who(c);
    if (visitor === undefined) {
      const { enter } = words(languageOf(c));
      return page(c, plainPage(outer(c), enter.outsideTitle, [enter.outside]), 403);
    }
    const { id } = visitor.account;
    const wait = c.req.method === 'POST' ? await it.limits.acts(id) : await it.limits.looks(id, clientOf(c));
    if (wait > 0) {
      notBefore(c, wait);
      return trouble(c, 429, 'tooMuch');
    }
    c.set('visitor', visitor);
    return next();
  });
  pages(it, inside);
  acts(it, inside);
  stream(it, inside, async (c) => (await who(c))?.account.id === c.get('visitor').account.id);
  under.route(framed ? '/as/:person' : '/', inside);
  return app;
};
