import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { OrganizationId, PersonId, PlaceId } from '../src/core/model/place.ts';
import { ok } from '../src/core/model/result.ts';
import { save } from '../src/core/step.ts';
import { postgresStore } from '../src/store/postgres/index.ts';
import { later } from '../src/tools/later.ts';
import { body, district, organization, person, room } from '../tests/support/district.ts';
import { atLeast, atMost, type Goal, quantile, type Spread, spread, table, turn } from './numbers.ts';
import type { Address, Server } from './server.ts';
import type { App, Said } from './slack-app.ts';
import type { Asked, At, Mode, There, Took, Wish } from './slack-crowd.ts';

export type SlackPlan = { rounds: number; channels: number; writers: number; each: number };
type Measured = {
  mode: Mode;
  name: string;
  perSecond: Spread;
  p50: Spread;
  p99: Spread;
  readyMs: number;
  rssMiB: number;
  floodedMiB: number;
  cpuMs: number;
};
export type Slack = SlackPlan & { measured: readonly Measured[]; goals: readonly Goal[] };

const CONNECTION = 'slack';
const MIB = 2 ** 20;
const apps = ['lotse', 'echo', 'ack'] as const;
/** Bolt twice: saying something that stands there, as we do, and only answering, which is the least that Slack expects. */
const names = {
  lotse: 'a command, saved and answered',
  echo: 'Bolt, an echo that stands there',
  ack: 'Bolt, only acknowledged',
};

const openCrowd = async (wish: Wish) => {
  const worker = new Worker(new URL('./slack-crowd.ts', import.meta.url), { workerData: wish });
  const [there] = (await once(worker, 'message')) as [There];
  return {
    there,
    async asks(asked: Asked): Promise<Took> {
      worker.postMessage(asked);
      const [took] = (await once(worker, 'message')) as [Took | { failed: string }];
      if ('failed' in took) throw new Error(took.failed);
      return took;
    },
    end: () => worker.terminate(),
  };
};

/** The groups whose channels these are, and everybody who writes there. */
const fill = async (database: Address, { channels }: At): Promise<void> => {
  const FIRST = 1_000;
  const store = postgresStore(database, later);
  const extra = channels.flatMap(({ id, writers }, n) => {
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
  await store.end();
};
const openApp = async (app: App) => {
  const child: ChildProcess = fork(new URL('./slack-app.ts', import.meta.url), [JSON.stringify(app)]);
  const heard = async (): Promise<Said> => ((await once(child, 'message')) as [Said])[0];
  const first = await heard();
  return {
    first,
    async now(): Promise<Said> {
      child.send('how');
      return heard();
    },
    async end() {
      child.kill('SIGKILL'); // what it would still say is of no interest
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
};

const inMode = async (server: Server, mode: Mode, plan: SlackPlan) => {
  const { rounds, channels, writers, each } = plan;
  const crowd = await openCrowd({ mode, apps, channels, writers });
  const ends: (() => Promise<unknown>)[] = [crowd.end];
  try {
    const open = new Map<string, { app: Awaited<ReturnType<typeof openApp>>; readyMs: number; rss: number }>();
    for (const which of apps) {
      const slack = crowd.there[which];
      if (slack === undefined) throw new Error(`no Slack for ${which}`);
      const database = await server.database();
      if (which === 'lotse') await fill(database, slack);
      const begun = performance.now();
      const app = await openApp({ which, mode, slack, database });
      ends.unshift(app.end);
      const { port } = app.first;
      await crowd.asks({ is: 'ready', app: which, sockets: 1, ...(port !== undefined && { port }) });
      open.set(which, { app, readyMs: performance.now() - begun, rss: (await app.now()).rss });
    }
    const texts = ['sprache en', 'sprache de'];
    const all = new Map(apps.map((app) => [app, [] as (Took & { cpuMs: number })[]]));
    for (let n = -2; n < rounds; n += 1)
      for (const app of turn(apps, n + 2)) {
        const before = await open.get(app)?.app.now();
        const took = await crowd.asks({ is: 'round', app, each, texts });
        const after = await open.get(app)?.app.now();
        if (n >= 0) all.get(app)?.push({ ...took, cpuMs: (after?.cpuMs ?? 0) - (before?.cpuMs ?? 0) }); // the first warm up
      }
    const commands = channels * writers * each;
    const rates = (app: (typeof apps)[number]) => (all.get(app) ?? []).map(({ ms }) => (commands / ms) * 1_000);
    const slowest = (app: (typeof apps)[number]) =>
      (all.get(app) ?? []).map(({ latencies }) => quantile(latencies, 0.99));
    const ratio = (mine: readonly number[], bare: readonly number[]) =>
      spread(mine.map((value, n) => value / (bare[n] ?? Number.NaN)));
    const measured: Measured[] = [];
    for (const app of apps) {
      const took = all.get(app) ?? [];
      measured.push({
        mode,
        name: names[app],
        perSecond: spread(rates(app)),
        p50: spread(took.map(({ latencies }) => quantile(latencies, 0.5))),
        p99: spread(slowest(app)),
        readyMs: open.get(app)?.readyMs ?? Number.NaN,
        rssMiB: (open.get(app)?.rss ?? Number.NaN) / MIB,
        floodedMiB: ((await open.get(app)?.app.now())?.rss ?? Number.NaN) / MIB,
        cpuMs: spread(took.map(({ cpuMs }) => cpuMs / commands)).median,
      });
    }
    const throughput = ratio(rates('lotse'), rates('echo'));
    const p99 = ratio(slowest('lotse'), slowest('ack'));
    return {
      measured,
      goals: [
        atLeast(`slack, ${mode}: commands ÷ echo of Bolt`, throughput, 0.25),
        atLeast(`slack, ${mode}: commands ÷ echo of Bolt (later)`, throughput, 0.5),
        atLeast(`slack, ${mode}: commands ÷ Bolt that only acknowledges`, ratio(rates('lotse'), rates('ack')), 0.25),
        atMost(`slack, ${mode}: p99 of acknowledging ÷ Bolt's`, p99, 2),
        atMost(`slack, ${mode}: p99 of acknowledging ÷ Bolt's (later)`, p99, 1.3),
      ],
    };
  } finally {
    for (const end of ends) await end();
  }
};

/** Commands that are saved and answered, beside a bare echo, in turn, each on a stand-in Slack of its own in one process. */
export const slack = async (server: Server, plan: SlackPlan): Promise<Slack> => {
  const [socket, http] = [await inMode(server, 'socket', plan), await inMode(server, 'http', plan)];
  return {
    ...plan,
    measured: [...socket.measured, ...http.measured],
    goals: [...socket.goals, ...http.goals],
  };
};

export const saySlack = ({ rounds, channels, writers, each, measured }: Slack): string =>
  [
    `Slack, ${channels} channels, ${writers} people in each who type ${each} commands, typed → acknowledged with the answer, ${rounds} rounds`,
    table(
      ['', 'per second', 'min', 'max', 'p50 ms', 'p99 ms', 'CPU ms each', 'ready ms', 'RSS MiB', 'after'],
      measured.map(({ mode, name, perSecond: { median, min, max }, p50, p99, cpuMs, readyMs, rssMiB, floodedMiB }) => [
        `${mode}: ${name}`,
        Math.round(median),
        Math.round(min),
        Math.round(max),
        p50.median,
        p99.median,
        cpuMs,
        Math.round(readyMs),
        Math.round(rssMiB),
        Math.round(floodedMiB),
      ]),
    ),
  ].join('\n\n');
