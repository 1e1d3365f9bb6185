import type { Context } from 'hono';
import type { Room } from '../../core/ports.ts';
import { formPage } from '../../html/form-page.ts';
import { type Html, html } from '../../html/html.ts';
import { overviewPage } from '../../html/overview-page.ts';
import { plainPage } from '../../html/plain-page.ts';
import { roomPage } from '../../html/room-page.ts';
import { words } from '../../html/words.ts';
import { numberOf } from './fields.ts';
import { fileIn, mediaTypes } from './files.ts';
import { lookAt, surround } from './look.ts';
import { numberIn, SIGN } from './receive.ts';
import { type Env, type Inside, page, type Site } from './site.ts';
import { isDirect, pathOf, roomAt, roomsOf, type Visitor } from './visitor.ts';

export const outerOf = (site: Site, visitor: Visitor) => ({
  language: visitor.language,
  base: site.address.base,
  me: { base: visitor.base, name: visitor.name },
  ...(site.looks !== undefined && { looks: site.looks }),
});
export const missing = (site: Site, c: Context<Env>) => {
  const visitor = c.get('visitor');
  const { errors } = words(visitor.language);
  return page(c, plainPage(outerOf(site, visitor), errors.title, [errors.notFound]), 404);
};

/** A room as its page; `answer` and `typed` come from a form that was sent without scripts. */
export const showRoom = async (
  site: Site,
  visitor: Visitor,
  all: readonly Room[],
  room: Room,
  more: { before?: number; answer?: Html; typed?: string } = {},
): Promise<Html> => {
  const { rooms, time, random } = site;
  const { account, body } = visitor;
  const change = await rooms.newest(body); // before the messages: what comes in between is shown twice rather than missed
  const [look, unread] = await Promise.all([
    lookAt(site, visitor, room, more.before),
    rooms.unread(
      body,
      account.id,
      all.map(({ spot }) => spot.room),
    ),
  ]);
  const newest = look.shown.reduce((most, { n, thread = [] }) => Math.max(most, n, ...thread.map((each) => each.n)), 0);
  if (newest > 0) await rooms.read(body, account.id, room.spot.room, newest);
  const path = pathOf(room.spot.room, body);
  return roomPage({
    ...outerOf(site, visitor),
    rooms: all.map((each) => ({
      path: pathOf(each.spot.room, body),
      ...(each.organization && { name: each.organization.name }),
      unread: unread[each.spot.room] ?? 0,
      here: each === room,
    })),
    talk: look.talk,
    shown: look.shown,
    now: time.now().toString(),
    change,
    sign: SIGN,
    event: random(),
    ...(look.more && look.first !== undefined && { earlier: `${visitor.base}/r/${path}?before=${look.first}` }),
    ...(more.answer && { answer: more.answer }),
    ...(more.typed !== undefined && { typed: more.typed }),
  });
};

/** Everything that is only looked at. */
export const pages = (site: Site, app: Inside): void => {
  const { door, random } = site;
  app.get('/', async (c) => {
    const visitor = c.get('visitor');
    const all = await roomsOf(door, visitor);
    const first = all.find((room) => !isDirect(room)) ?? all[0];
    return first === undefined
      ? missing(site, c)
      : c.redirect(`${visitor.base}/r/${pathOf(first.spot.room, visitor.body)}#answer`); // where the newest is
  });
  app.get('/r/:room', async (c) => {
    const visitor = c.get('visitor');
    const all = await roomsOf(door, visitor);
    const room = roomAt(all, c.req.param('room'));
    if (room === undefined) return missing(site, c);
    const before = numberOf(c.req.query('before'));
    return page(c, await showRoom(site, visitor, all, room, before === undefined ? {} : { before }));
  });
  app.get('/form/:dialog', async (c) => {
    const visitor = c.get('visitor');
    const room = roomAt(await roomsOf(door, visitor), c.req.query('room') ?? '');
    const form = room && (await door.form(c.req.param('dialog'), visitor.account, room.spot));
    if (room === undefined || form === undefined) return missing(site, c);
    if (form === 'over') {
      const back = html`<p><a href="${visitor.base}/r/${pathOf(room.spot.room, visitor.body)}">${words(visitor.language).form.back}</a></p>`;
      return page(c, plainPage(outerOf(site, visitor), words(visitor.language).form.over, [], back), 410);
    }
    return page(
      c,
      formPage({
        ...outerOf(site, visitor),
        around: surround(visitor),
        room: pathOf(room.spot.room, visitor.body),
        event: random(),
        form,
      }),
    );
  });
  app.get('/overview', async (c) => {
    const visitor = c.get('visitor');
    const { account, body, base } = visitor;
    const overview = await door.overview(body, account, c.req.query('month'));
    if (overview === undefined) return missing(site, c);
    const rooms = new Set((await roomsOf(door, visitor)).map(({ spot }) => spot.room));
    /** Where it stands, there. */
    const messageOf = (about: string, room: string): string => {
      const poll = overview.polls.find(({ id }) => id === about);
      const numbers =
        poll?.stands.flatMap((ref) => (ref.connection === account.connection ? (numberIn(ref.id)?.n ?? []) : [])) ?? [];
      return numbers.length === 1 ? `${room}#m${numbers[0]}` : room;
    };
    return page(
      c,
      overviewPage({
        ...outerOf(site, visitor),
        overview,
        around: surround(visitor),
        room: (organization, about) =>
          rooms.has(`${body}/${organization}`)
            ? messageOf(about, `${base}/r/${pathOf(organization, body)}`)
            : undefined,
      }),
    );
  });
  app.get('/commands', (c) => c.json(door.commands(c.get('visitor').language)));
  app.get('/file', async (c) => {
    const { account, body } = c.get('visitor');
    const ref = fileIn(c.req.query());
    const bytes = ref && (await door.file(body, ref, account));
    if (ref === undefined || bytes === undefined) return missing(site, c);
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': mediaTypes[ref.format],
      'content-disposition': 'attachment',
    });
  });
};
