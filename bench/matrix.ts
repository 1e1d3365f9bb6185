import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LogService, MatrixClient, MemoryStorageProvider } from 'matrix-bot-sdk';
import { matrixBot } from '../src/bots/matrix/index.ts';
import { openDoor } from '../src/core/handle.ts';
import type { OrganizationId, PersonId, PlaceId } from '../src/core/model/place.ts';
import { ok } from '../src/core/model/result.ts';
import { instant } from '../src/core/model/time.ts';
import type { Log } from '../src/core/ports.ts';
import { save } from '../src/core/step.ts';
import { documents } from '../src/documents/index.ts';
import { runLane } from '../src/lanes.ts';
import { postgresStore } from '../src/store/postgres/index.ts';
import { later } from '../src/tools/later.ts';
import { body, district, organization, person, room } from '../tests/support/district.ts';
import type { Round, There, Took, Wish } from './matrix-crowd.ts';
import { atLeast, type Goal, quantile, type Spread, short, spread, table, turn } from './numbers.ts';
import type { Address, Server } from './server.ts';

export type MatrixPlan = { rounds: number; rooms: number; writers: number; each: number };
type Measured = {
  name: string;
  perSecond: Spread;
  p50: Spread;
  p99: Spread;
  perMessage: Readonly<Record<string, number>>;
};
export type Matrix = MatrixPlan & { measured: readonly Measured[]; goals: readonly Goal[] };

const CONNECTION = 'element';
const log: Log = {
  bug: (cause, error) => {
    throw new Error(`bug at ${cause}`, { cause: error });
  },
  note: () => {},
};
const time = { now: () => instant('2026-06-15T08:00:00Z') };

const openCrowd = async (wish: Wish) => {
  const worker = new Worker(new URL('./matrix-crowd.ts', import.meta.url), { workerData: wish });
  const [there] = (await once(worker, 'message')) as [There];
  return {
    there,
    async round(asked: Round): Promise<Took> {
      worker.postMessage(asked);
      const [took] = (await once(worker, 'message')) as [Took | { failed: string }];
      if ('failed' in took) throw new Error(took.failed);
      return took;
    },
    end: () => worker.terminate(),
  };
};

/** Everything that runs in production: the door, the lane, PostgreSQL that syncs. */
const openOurs = async (at: Address, { url, accounts, rooms }: There) => {
  const store = postgresStore(at, later);
  const extra = (rooms['lotse'] ?? []).flatMap(({ id, writers }, n) => {
    const FIRST = 1_000;
    const place: PlaceId = `R-${FIRST + n}`;
    const of: OrganizationId = `org:gruppe-${n}`;
    return [
      organization(of, `Arbeitskreis ${n}`, `AK ${n}`, 'working-group', ['org:lenkung']),
      room(place, of, CONNECTION, id),
      ...writers.flatMap((each, i) => {
        const who: PersonId = `P-${FIRST + n * writers.length + i}`;
        return person(who, `Person ${n} ${i}`, [[CONNECTION, each]], { [of]: ['chair'] });
      }),
    ];
  });
  await store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({ save: [...district, save('counter', { of: 'R', last: 5_000 }), ...extra], posts: [] }),
  });
  const door = openDoor({ store, documents, time, log });
  const { token } = accounts['lotse'] ?? { token: '' };
  const bot = matrixBot({ connection: CONNECTION, homeserver: url, token, inviters: [], later, log });
  await bot.start(door);
  const lane = runLane({ store, bot, replica: 'bench', later, time, log });
  return {
    async end() {
      await lane.stop();
      await bot.stop();
      await store.end();
    },
  };
};

/** The least that answers: matrix-bot-sdk as it comes, which keeps nothing. */
const openPeer = async ({ url, accounts }: There) => {
  LogService.setLogger({ info() {}, warn() {}, error() {}, debug() {}, trace() {} });
  const { id, token } = accounts['echo'] ?? { id: '', token: '' };
  const client = new MatrixClient(url, token, new MemoryStorageProvider());
  client.on('room.message', (at: string, event: { sender: string; event_id: string; content: { body?: string } }) => {
    if (event.sender === id) return;
    void client.sendMessage(at, {
      msgtype: 'm.notice',
      body: event.content.body,
      'm.relates_to': { 'm.in_reply_to': { event_id: event.event_id } },
    });
  });
  await client.start();
  return { end: () => client.stop() };
};

/** Commands whose answers people see, beside a bare echo, in turn, on one homeserver. */
export const matrix = async (server: Server, plan: MatrixPlan): Promise<Matrix> => {
  const { rounds, rooms, writers, each } = plan;
  const crowd = await openCrowd({ bots: ['lotse', 'echo'], rooms, writers });
  const ours = await openOurs(await server.database(), crowd.there);
  const peer = await openPeer(crowd.there);
  try {
    const texts = ['!ak umfragen als element', '!ak umfragen als text'];
    const names = { lotse: 'a command, saved and answered', echo: 'matrix-bot-sdk, an echo' };
    const bots = ['lotse', 'echo'] as const;
    const all = new Map(bots.map((bot) => [bot, [] as Took[]]));
    for (let n = -2; n < rounds; n += 1)
      for (const bot of turn(bots, n + 2)) {
        const took = await crowd.round({ bot, each, texts });
        if (n >= 0) all.get(bot)?.push(took); // the first warm up
      }
    const messages = rooms * writers * each;
    const rates = (bot: (typeof bots)[number]) => (all.get(bot) ?? []).map(({ ms }) => (messages / ms) * 1_000);
    const [mine, bare] = [rates('lotse'), rates('echo')];
    const ratio = spread(mine.map((rate, n) => rate / (bare[n] ?? Number.NaN)));
    return {
      ...plan,
      measured: bots.map((bot) => {
        const took = all.get(bot) ?? [];
        const kinds = new Set(took.flatMap(({ requests }) => Object.keys(requests)));
        const perMessage = [...kinds].map((kind) => {
          const count = took.reduce((sum, { requests }) => sum + (requests[kind] ?? 0), 0);
          return [kind, count / (messages * took.length)] as const;
        });
        return {
          name: names[bot],
          perSecond: spread(rates(bot)),
          p50: spread(took.map(({ latencies }) => quantile(latencies, 0.5))),
          p99: spread(took.map(({ latencies }) => quantile(latencies, 0.99))),
          perMessage: Object.fromEntries(perMessage),
        };
      }),
      goals: [
        atLeast('matrix: commands ÷ echo of matrix-bot-sdk', ratio, 0.25),
        atLeast('matrix: commands ÷ echo of matrix-bot-sdk (later)', ratio, 0.5),
      ],
    };
  } finally {
    peer.end();
    await ours.end();
    await crowd.end();
  }
};

export const sayMatrix = ({ rounds, rooms, writers, each, measured }: Matrix): string =>
  [
    `Matrix, ${rooms} rooms, ${writers} people in each who write ${each} messages, said → answer seen, ${rounds} rounds`,
    table(
      ['', 'per second', 'min', 'max', 'p50 ms', 'p99 ms'],
      measured.map(({ name, perSecond: { median, min, max }, p50, p99 }) => [
        name,
        Math.round(median),
        Math.round(min),
        Math.round(max),
        p50.median,
        p99.median,
      ]),
    ),
    ...measured.map(
      ({ name, perMessage }) =>
        `Requests for each message, ${name}: ${Object.entries(perMessage)
          .map(([kind, count]) => `${kind} ${short(count)}`)
          .join(', ')}`,
    ),
  ].join('\n\n');
