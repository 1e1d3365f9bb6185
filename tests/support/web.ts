import { randomUUID } from 'node:crypto';
import { personalLinks, type WebBot, webBot } from '../../src/bots/web/index.ts';
import { outlet } from '../../src/core/deliver.ts';
import { openDoor } from '../../src/core/handle.ts';
import type { Answer } from '../../src/core/messages.ts';
import { WEB, webNameOf, webRoomOf } from '../../src/core/model/access.ts';
import type { AccessId } from '../../src/core/model/number.ts';
import type { BodyId, OrganizationId, PersonId, PlaceId } from '../../src/core/model/place.ts';
import { ok } from '../../src/core/model/result.ts';
import { instant } from '../../src/core/model/time.ts';
import type { Log } from '../../src/core/ports.ts';
import { type Change, save } from '../../src/core/step.ts';
import { jobs } from '../../src/core/ticks/index.ts';
import { documents } from '../../src/documents/index.ts';
import type { PostgresStore } from '../../src/store/postgres/index.ts';
import { calendarLinks } from '../../src/web/feeds.ts';
import { body, direct, district, person, room } from './district.ts';
import { attribute, type Element, elements, read } from './html.ts';
import { makePostgres } from './stores.ts';

export const ORIGIN = 'https://lotse.test';
export const other: BodyId = 'body:other';
export const KEY = 'a key that all replicas share';

const onTheWeb = (of: BodyId): readonly Change[] =>
  (['org:wohnen', 'org:lenkung', 'org:arbeit', 'org:migration'] satisfies OrganizationId[]).map((organization, i) =>
    room(`R-${60 + i}`, organization, WEB, webRoomOf(of, organization)),
  );
/** A coordinator may be anywhere; this one is reached on Slack until there is a link for them, too. */
const desk = (of: BodyId): { user: string; room: string; place: PlaceId } =>
  of === body ? { user: 'kim', room: 'D-kim', place: 'R-7' } : { user: 'uta', room: 'D-uta', place: 'R-70' };

/** The same numbers and groups as in the first district, and none of its people. */
const otherDistrict: readonly Change[] = [
  ...district.flatMap((change): readonly Change[] => {
    if (change.table === 'body') return [save('body', { ...change.row, id: other, name: 'Landkreis Anderswo' })];
    return ['account', 'place', 'person', 'membership'].includes(change.table) ? [] : [change];
  }),
  ...person('P-1', 'Otto Oben', [], { 'org:wohnen': ['chair'] }),
  ...person('P-2', 'Rita Rechts', [], { 'org:wohnen': ['member'] }),
  ...person('P-3', 'Uta Unten', [['slack', 'uta']], { 'org:lenkung': ['coordinator', 'chair'] }),
  direct('R-70', 'P-3', 'slack', 'D-uta'),
];

export type Page = { status: number; headers: Headers; text: string; dom: ReturnType<typeof read> };
const pageOf = async (answer: Response): Promise<Page> => {
  const { status, headers } = answer;
  const text = await answer.text();
  return { status, headers, text, dom: read(text) };
};
export const all = (page: Pick<Page, 'dom'>, tag: string): readonly Element[] =>
  elements(page.dom).filter(({ tagName }) => tagName === tag);
/** The hidden fields of the form that goes there. */
export const hidden = (page: Pick<Page, 'dom'>, action: string, containing = ''): Record<string, string> => {
  const form = all(page, 'form').find(
    (each) =>
      (attribute(each, 'action') ?? '').split('#')[0]?.endsWith(action) &&
      JSON.stringify(fieldsIn(each)).includes(containing),
  );
  if (form === undefined) throw new Error(`no form goes to ${action} with ${containing}`);
  return fieldsIn(form);
};
const fieldsIn = (form: Element): Record<string, string> =>
  Object.fromEntries(
    elements(form).flatMap((each) =>
      each.tagName === 'input' && attribute(each, 'type') === 'hidden'
        ? [[attribute(each, 'name') ?? '', attribute(each, 'value') ?? '']]
        : [],
    ),
  );

/** What an event stream brings: `data` as it came, and what the client remembers for its next connection. */
export type Event = { event: string; id?: string; data: string };
export type Streaming = {
  response: Response;
  /** The next event; undefined when the stream has ended, or nothing comes for so long. */
  next(patience?: number): Promise<Event | undefined>;
  /** The next ones that are messages, as many as come before it is quiet. `first`: how long to wait for the first. */
  messages(first?: number): Promise<readonly (Event & { shown: { room: string; n: number; html: string } })[]>;
  /** Whether the server has ended it, as far as it was read. */
  isOver(): boolean;
  close(): Promise<void>;
};
const QUIET_MS = 150;
const streaming = (response: Response): Streaming => {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting: Promise<{ done: boolean; value?: string | undefined }> | undefined;
  let rest = '';
  let over = false;
  const next = async (patience = 5_000): Promise<Event | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const lines = rest.slice(0, end).split('\n');
        rest = rest.slice(end + 2);
        const field = (name: string) =>
          lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
        const [id] = field('id');
        return {
          event: field('event')[0] ?? 'message',
          ...(id !== undefined && { id }),
          data: field('data').join('\n'),
        };
      }
      waiting ??= reader?.read();
      let timer: NodeJS.Timeout | undefined;
      const came = await Promise.race([
        waiting,
        new Promise<undefined>((resolve) => {
          timer = setTimeout(() => resolve(undefined), patience);
        }),
      ]);
      clearTimeout(timer);
      if (came === undefined) return undefined;
      waiting = undefined;
      if (came.done) {
        over = true;
        return undefined;
      }
      rest += came.value ?? '';
    }
  };
  return {
    response,
    next,
    async messages(first = 2_000) {
      const found = [];
      for (let each = await next(first); each !== undefined; each = await next(QUIET_MS))
        if (each.event === 'message') found.push({ ...each, shown: JSON.parse(each.data) });
      return found;
    },
    isOver: () => over,
    close: async () => {
      await reader?.cancel();
    },
  };
};

type Replica = { store: PostgresStore; bot: WebBot; stop(): Promise<void> };

/** Two districts on one real PostgreSQL, the web rooms behind the real door, and nobody in yet. */
export const webWorld = async ({ base = '', extra = [] as readonly Change[], origin = ORIGIN } = {}) => {
  const made = await makePostgres();
  const clock = { now: '2026-06-15T08:00:00Z' };
  const bugs: unknown[] = [];
  const logged: string[] = [];
  const log: Log = {
    bug(cause, error) {
      bugs.push(error);
      logged.push(`${cause} ${error instanceof Error ? error.stack : String(error)}`);
    },
    note: (what, about) => void logged.push(`${what} ${JSON.stringify(about ?? {})}`),
  };
  const time = { now: () => instant(clock.now) };
  const address = { origins: [origin], base, secure: origin.startsWith('https:') };
  for (const [of, rows] of [
    [body, [...district, ...onTheWeb(body), ...extra]],
    [other, [...otherDistrict, ...onTheWeb(other)]],
  ] as const)
    await made.store.ledger.commit({ body: of, cause: 'import', expect: [], decision: ok({ save: rows, posts: [] }) });

  const links = { ...personalLinks(origin, base, KEY), ...calendarLinks(origin, base, KEY) };
  const doorOver = (store: PostgresStore) => openDoor({ store, documents, log, time, links });
  const start = async (store: PostgresStore): Promise<Replica> => {
    const bot = webBot({
      connection: WEB,
      rooms: store.webRooms,
      time,
      log,
      random: randomUUID,
      address,
      key: KEY,
    });
    await bot.start(doorOver(store));
    return { store, bot, stop: () => bot.stop() };
  };
  const first = await start(made.postgres);
  const door = doorOver(made.postgres);

  let events = 0;
  const next = () => {
    events += 1;
    return `event-${events}-made`;
  };
  const deliver = async (passes = 3) => {
    const out = outlet({ store: made.store, bot: first.bot, log, time });
    for (let pass = 0; pass < passes; pass += 1) {
      const fence = await made.store.lanes.take(WEB, 'r1');
      if (fence !== undefined) await out.pass(fence);
    }
  };
  /** What a coordinator does at their desk. */
  const coordinates = async (words: string, of: BodyId = body): Promise<Answer> => {
    const { user, room: where } = desk(of);
    return door.receive({
      id: next(),
      kind: 'command',
      by: { connection: 'slack', id: user },
      at: { connection: 'slack', room: where, direct: true },
      words,
    });
  };
  /** The address that the coordinator hands on, without what is before it. */
  const linkFor = async (name: string, of: BodyId = body): Promise<string> => {
    const said = JSON.stringify(await coordinates(`zugang ${name}`, of));
    const link = new RegExp(`"link":"${origin}${base}(/link/[^"]+)"`).exec(said)?.[1];
    if (link === undefined) throw new Error(`no link: ${said}`);
    return link;
  };

  /** A browser as far as we care: it keeps cookies, says where it comes from, and follows nothing by itself. */
  const browser = (client = 'client', on: Pick<Replica, 'bot'> = first) => {
    const jar = new Map<string, string>();
    let served = on;
    const keep = (answer: Response) => {
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(init.headers);
      if (jar.size > 0 && !headers.has('cookie')) headers.set('cookie', cookies());
      return keep(await served.bot.serve(new Request(`${origin}${base}${path}`, { ...init, headers }), client));
    };
    type Given = Readonly<Record<string, string>>;
    const post = (path: string, fields: Given | FormData, headers: Given = { origin }) =>
      ask(path, {
        method: 'POST',
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
        headers,
      }).then(pageOf);
    return {
      ask,
      get: (path: string, headers: Given = {}) => ask(path, { headers }).then(pageOf),
      post,
      /** Sent as a page sends it, with a name of its own. */
      say: (text: string, more: Given = {}) => post('/say', { room: 'org:wohnen', event: next(), text, ...more }),
      stream: async (since?: number | string, headers: Given = {}): Promise<Streaming> =>
        streaming(await ask(`/stream${since === undefined ? '' : `?since=${since}`}`, { headers })),
      /** From now on another process answers. */
      moves(to: Pick<Replica, 'bot'>) {
        served = to;
      },
      jar,
      cookies,
    };
  };
  const pressed = async (link: string, client = link): Promise<ReturnType<typeof browser>> => {
    const it = browser(client);
    const page = await it.get(link);
    const event = all(page, 'input').map((each) => attribute(each, 'value') ?? '')[0] ?? '';
    const { status } = await it.post(link, { event });
    if (status !== 303) throw new Error(`the link answered ${status}`);
    return it;
  };
  const replicas: Replica[] = [];
  let tables: readonly { name: string }[] | undefined;

  return {
    ...made,
    clock,
    bugs,
    logged,
    log,
    time,
    door,
    origin,
    base,
    first,
    next,
    deliver,
    coordinates,
    linkFor,
    browser,
    pressed,
    /** Somebody who has come in by the link that the coordinator gave them. */
    enter: async (name: string, of: BodyId = body) => pressed(await linkFor(name, of), `${of}/${name}`),
    /** Another process over the same data. */
    async another(): Promise<Replica> {
      const replica = await start(made.replica() as PostgresStore);
      replicas.push(replica);
      return replica;
    },
    async tick(job?: string) {
      for (const name of job === undefined ? jobs.keys() : [job])
        await door.receive({ id: next(), kind: 'tick', job: name });
      await deliver();
    },
    async save(changes: readonly Change[], of: BodyId = body) {
      await made.store.ledger.commit({
        body: of,
        cause: next(),
        expect: [],
        decision: ok({ save: changes, posts: [] }),
      });
    },
    access: (id: AccessId, of: BodyId = body) => door.access(of, id),
    account: (id: PersonId, of: BodyId = body) => ({ connection: WEB, id: webNameOf(of, id) }),
    /** All that is kept, to see whether anything has changed; how far somebody has read does, with each page. */
    async kept(): Promise<string> {
      const ask = <Row>(sql: string) => made.postgres.database.$queryRawUnsafe<Row[]>(sql);
      tables ??= await ask<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public'
           and tablename not in ('WebRead', 'Cause', 'Lane', '_prisma_migrations') order by 1`,
      );
      const each = tables.map(({ name }) => `select '${name}' as name, t::text as kept from "${name}" t`);
      const rows = await ask<{ name: string; kept: string }>(`${each.join(' union all ')} order by 1, 2`);
      return rows.map(({ name, kept }) => `${name}: ${kept}`).join('\n');
    },
    async end() {
      for (const each of [first, ...replicas]) await each.stop();
      await made.end();
    },
  };
};
export type WebWorld = Awaited<ReturnType<typeof webWorld>>;
export type Browser = ReturnType<WebWorld['browser']>;
