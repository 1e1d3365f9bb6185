import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../../core/model/place.ts';
import type { Entrance } from '../../core/ports.ts';
import { linkPage, plainPage } from '../../html/plain-page.ts';
import { words } from '../../html/words.ts';
import { eventOf, fieldsOf } from './fields.ts';
import { SIGN } from './receive.ts';
import { clientOf, languageOf, notBefore, page, type Site } from './site.ts';
import { makeToken, readToken } from './token.ts';
import type { Visitor } from './visitor.ts';

const DAYS = 90;
const cookieName = ({ address }: Pick<Site, 'address'>): string =>
  address.secure && address.base === '' ? '__Host-lotse' : 'lotse';
const cookieIs = ({ address }: Pick<Site, 'address'>) =>
  ({
    httpOnly: true,
    sameSite: 'Lax',
    secure: address.secure,
    path: address.base === '' ? '/' : address.base,
  }) as const;

/** Who stands behind the cookie, as it is now: what was taken back leads nowhere. */
export const visitorOf =
  (site: Site) =>
  async (c: Context): Promise<Visitor | undefined> => {
    const token = readToken(site.key, 'stay', getCookie(c, cookieName(site)) ?? '');
    const found = token && (await site.door.access(token.body, token.access));
    if (token === undefined || found?.is !== 'inside') return undefined;
    const { account, name, language } = found;
    return { account, name, language, body: token.body, base: site.address.base };
  };

/** The way in. A link shows a button; only pressing it uses the link up. */
export const entry = (
  site: Site,
  outer: (c: Context) => { language: Language; base: string; looks?: string },
): Hono => {
  const { door, key, random, address, limits } = site;
  const app = new Hono();
  const closed = (c: Context, found?: Entrance) => {
    const language = found?.language ?? languageOf(c);
    const { enter } = words(language);
    const used = found?.is === 'inside' || found?.is === 'used';
    return page(
      c,
      plainPage({ ...outer(c), language }, used ? enter.usedTitle : enter.overTitle, [enter.over, enter.anew]),
      410,
    );
  };

  app.use('/link/*', async (c, next) => {
    const wait = await limits.links(clientOf(c));
    if (wait === 0) return next();
    notBefore(c, wait);
    const { errors } = words(languageOf(c));
    return page(c, plainPage(outer(c), errors.title, [errors.tooMuch]), 429);
  });
  app.get('/link/:token', async (c) => {
    const token = readToken(key, 'link', c.req.param('token'));
    const found = token && (await door.access(token.body, token.access));
    if (found?.is === 'link') {
      const { language } = found;
      const around = { language, sign: SIGN, file: () => '' };
      return page(c, linkPage({ ...outer(c), language }, found.name, found.body, random(), around));
    }
    return closed(c, found);
  });
  app.post('/link/:token', async (c) => {
    const token = readToken(key, 'link', c.req.param('token'));
    const given = token && (await door.access(token.body, token.access));
    if (token === undefined || given === undefined) return closed(c);
    const { event } = await fieldsOf(c);
    const answer = await door.receive({ kind: 'entry', does: 'enter', id: eventOf(event, random), ...token });
    if (answer.kind === 'failed')
      return page(c, plainPage(outer(c), words(languageOf(c)).errors.title, [words(languageOf(c)).failed]), 503);
    const found = await door.access(token.body, token.access);
    if (answer.kind === 'refused' || found?.is !== 'inside') return closed(c, found);
    setCookie(c, cookieName(site), makeToken(key, 'stay', token), { ...cookieIs(site), maxAge: DAYS * 86_400 });
    return c.redirect(`${address.base}/`, 303);
  });
  app.post('/leave', async (c) => {
    const token = readToken(key, 'stay', getCookie(c, cookieName(site)) ?? '');
    if (token !== undefined) await door.receive({ kind: 'entry', does: 'leave', id: random(), ...token });
    deleteCookie(c, cookieName(site), cookieIs(site));
    const { enter } = words(languageOf(c));
    return page(c, plainPage(outer(c), enter.left, []));
  });
  return app;
};
