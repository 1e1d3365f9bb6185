import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import pg from 'pg';
import { webBot } from '../src/bots/web/index.ts';
import { openDoor } from '../src/core/handle.ts';
import { WEB, webNameOf } from '../src/core/model/access.ts';
import type { PersonId } from '../src/core/model/place.ts';
import { ok } from '../src/core/model/result.ts';
import { instant } from '../src/core/model/time.ts';
import type { Log } from '../src/core/ports.ts';
import { type Change, save } from '../src/core/step.ts';
import { readDistrict } from '../src/districts/read.ts';
import { bodyIdOf, rowsOf } from '../src/districts/rows.ts';
import { onTheWeb } from '../src/districts/web.ts';
import { documents } from '../src/documents/index.ts';
import { serveHttp } from '../src/http.ts';
import { runLane } from '../src/lanes.ts';
import { postgresStore } from '../src/store/postgres/index.ts';
import { later } from '../src/tools/later.ts';
import { atMost, type Goal, quantile, type Spread, spread, table, turn } from './numbers.ts';
import type { Address, Server } from './server.ts';

export type WebPlan = { rounds: number; perRound: number; streams: number };
type Latency = { name: string; p50: Spread; p99: Spread };
export type Web = WebPlan & {
  latencies: readonly Latency[];
  /** Until everybody who watches has seen a message, and what a stream costs. */
  streaming: { allSeenMs: Spread; kiBPerStream: number };
  pageBytes: number;
  goals: readonly Goal[];
};

const log: Log = {
  bug: (cause, error) => {
    throw new Error(`bug at ${cause}`, { cause: error });
  },
  note: () => {},
};
const time = { now: () => instant('2026-03-02T08:00:00Z') };
const ORIGIN = 'http://127.0.0.1';

/** The whole server of the web rooms over a database: real pages, real HTTP, the lane that sends. */
const openOurs = async (at: Address, watchers: number) => {
  const store = postgresStore(at, later);
  const read = readDistrict(await readFile('examples/landkreis-waldshut.yaml', 'utf8'));
  if (!read.ok) throw new Error('the example cannot be read');
  const district = onTheWeb(read.value);
  const body = bodyIdOf(district);
  const FIRST = 1_001;
  const extra = Array.from({ length: watchers }, (_, i): readonly Change[] => {
    const person: PersonId = `P-${FIRST + i}`;
    return [
      save('person', { id: person, name: `Person ${i}`, language: 'de' }),
      save('membership', { person, organization: 'org:wohnen', roles: ['member'] }),
      save('account', { account: { connection: WEB, id: webNameOf(body, person) }, person }),
    ];
  });
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({ save: [...rowsOf(district), ...extra.flat()], posts: [] }),
  });
  const door = openDoor({ store, documents, time, log });
  const http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: (request, client) => bot.serve(request, client),
  });
  const origin = `${ORIGIN}:${http.port}`;
  const bot = webBot({
    connection: WEB,
    rooms: store.webRooms,
    time,
    log,
    random: randomUUID,
    address: { origins: [origin], base: '', secure: false },
    key: 'bench',
    patient: true,
    trial: async (person) => ({
      account: { connection: WEB, id: `${body}/${person}` },
      body,
      name: person,
      language: 'de',
      base: `/as/${person}`,
    }),
  });
  await bot.start(door);
  const lane = runLane({ store, bot, replica: 'bench', later, time, log });
  return {
    origin,
    people: Array.from({ length: watchers }, (_, i) => `P-${FIRST + i}`),
    async end() {
      await lane.stop();
      await http.close();
      await store.end();
    },
  };
};

/** One insert behind the same HTTP library: less than anything that keeps what people say. */
const openPeer = async (at: Address) => {
  const pool = new pg.Pool({ ...at, max: 10 });
  pool.on('error', () => {}); // the server goes before its last sessions
  await pool.query('create table said (id bigserial primary key, text text not null)');
  const app = new Hono();
  app.post('/say', async (c) => {
    const { text } = await c.req.parseBody();
    await pool.query('insert into said (text) values ($1)', [String(text)]);
    return c.text(String(text));
  });
  const http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: async (request) => app.fetch(request),
  });
  return {
    origin: `${ORIGIN}:${http.port}`,
    async end() {
      await http.close();
      await pool.end();
    },
  };
};

type Seen = { own: boolean; html: string; at: number };
/** A person's open window. */
const watch = async (origin: string, person: string) => {
  const seen: Seen[] = [];
  let waiting: { fits(seen: Seen): boolean; found(seen: Seen): void } | undefined;
  const ending = new AbortController();
  const response = await fetch(`${origin}/as/${person}/stream?since=0`, { signal: ending.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const listen = async () => {
    let rest = '';
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) return;
      const events = `${rest}${chunk.value}`.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (\{.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        const one = { ...(JSON.parse(data) as { own: boolean; html: string }), at: performance.now() };
        seen.push(one);
        if (waiting?.fits(one)) waiting.found(one);
      }
    }
  };
  void listen().catch(() => {});
  return {
    until: (fits: (seen: Seen) => boolean): Promise<Seen> =>
      new Promise((resolve) => {
        waiting = {
          fits,
          found(one) {
            waiting = undefined;
            resolve(one);
          },
        };
      }),
    end: () => ending.abort(),
  };
};
const send = async (origin: string, path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, 'x-lotse': '1' },
    body: new URLSearchParams(fields),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
};

/** A command until its answer stands in one's own window, beside a bare echo; many windows; what a first view weighs. */
export const web = async (server: Server, plan: WebPlan): Promise<Web> => {
  const ours = await openOurs(await server.database(), plan.streams);
  const peer = await openPeer(await server.database());
  try {
    const person = 'P-1';
    const window = await watch(ours.origin, person);
    const command = async (): Promise<number> => {
      const begun = performance.now();
      const answered = window.until(({ own }) => !own);
      await send(ours.origin, `/as/${person}/say`, { room: person, event: randomUUID(), text: '/ak umfragen' });
      return (await answered).at - begun;
    };
    const echo = async (): Promise<number> => {
      const begun = performance.now();
      await send(peer.origin, '/say', { text: '/ak umfragen' });
      return performance.now() - begun;
    };
    const kinds = { 'command to own answer': command, 'bare echo with one insert': echo };
    const measured = new Map(Object.keys(kinds).map((name) => [name, { p50: [] as number[], p99: [] as number[] }]));
    for (const run of Object.values(kinds)) for (let i = 0; i < plan.perRound; i += 1) await run();
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const [name, run] of turn(Object.entries(kinds), round)) {
        const values: number[] = [];
        for (let i = 0; i < plan.perRound; i += 1) values.push(await run());
        measured.get(name)?.p50.push(quantile(values, 0.5));
        measured.get(name)?.p99.push(quantile(values, 0.99));
      }
    }
    window.end();
    const of = (name: keyof typeof kinds) => measured.get(name) ?? { p50: [], p99: [] };
    const [mine, bare] = [of('command to own answer').p50, of('bare echo with one insert').p50];

    const before = process.memoryUsage().rss;
    const windows = await Promise.all(ours.people.map((each) => watch(ours.origin, each)));
    const grown = process.memoryUsage().rss - before;
    const all: number[] = [];
    for (let round = 0; round < plan.rounds; round += 1) {
      const text = `Runde ${round}`;
      const begun = performance.now();
      const seen = windows.map((each) => each.until(({ html }) => html.includes(text)));
      await send(ours.origin, '/as/P-1/say', { room: 'org:lenkung', event: randomUUID(), text: 'sonst' });
      await send(ours.origin, `/as/${ours.people[0]}/say`, { room: 'org:wohnen', event: randomUUID(), text });
      all.push(Math.max(...(await Promise.all(seen)).map(({ at }) => at)) - begun);
    }
    for (const each of windows) each.end();

    const page = await (await fetch(`${ours.origin}/as/${ours.people[0]}/r/org:wohnen`)).text();
    const linked = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => `${ours.origin}${path}`);
    const parts = await Promise.all(linked.map(async (each) => (await (await fetch(each)).arrayBuffer()).byteLength));
    const pageBytes = parts.reduce((sum, each) => sum + each, Buffer.byteLength(page));
    const ratio = spread(mine.map((value, i) => value / (bare[i] ?? Number.NaN)));
    return {
      ...plan,
      latencies: [...measured].map(([name, { p50, p99 }]) => ({ name, p50: spread(p50), p99: spread(p99) })),
      streaming: { allSeenMs: spread(all), kiBPerStream: Math.round(grown / 1024 / plan.streams) },
      pageBytes,
      goals: [
        atMost('web: command to own answer ÷ bare echo, p50', ratio, 2),
        atMost('web: first view, kB', spread([pageBytes / 1000]), 100),
      ],
    };
  } finally {
    await ours.end();
    await peer.end();
  }
};

export const sayWeb = ({ latencies, streaming, streams, pageBytes }: Web): string =>
  [
    table(
      ['web rooms, ms', 'p50', 'min', 'max', 'p99'],
      latencies.map(({ name, p50, p99 }) => [name, p50.median, p50.min, p50.max, p99.median]),
    ),
    `${streams} open windows: all have seen a message after ${Math.round(streaming.allSeenMs.median)} ms; ${streaming.kiBPerStream} KiB each. First view: ${pageBytes} bytes.`,
  ].join('\n');
