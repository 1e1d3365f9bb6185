import pg from 'pg';
import { ok } from '../src/core/model/result.ts';
import { body, district } from '../tests/support/district.ts';
import { atMost, type Goal, median, type Spread, short, spread, sum, table, turn } from './numbers.ts';
import { fill } from './past.ts';
import { type Replica, replica } from './replica.ts';
import type { Server } from './server.ts';
import { type Work, works } from './work.ts';

export type HistoryPlan = { sizes: readonly number[]; rounds: number; warmUp: number };
type Size = { wanted: number; rows: number; fillMs: number; at: Replica };
type Measured = Pick<Work, 'name' | 'kind'> & { ms: readonly Spread[]; queries: readonly number[] };
export type History = {
  rows: readonly number[];
  fillMs: readonly number[];
  rounds: number;
  works: readonly Measured[];
  goals: readonly Goal[];
};

/** Counts what goes over the wire, whoever asks for it. */
const statements = () => {
  const own = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: Parameters<typeof own>) {
    count += 1;
    return own.apply(this, args);
  } as typeof own;
  return {
    count: () => count,
    stop: () => {
      pg.Client.prototype.query = own;
    },
  };
};

/** The same commands over pasts of different sizes, each command in turn on each, so that the machine's moods meet all alike. */
export const history = async (server: Server, plan: HistoryPlan): Promise<History> => {
  const sizes = await open(server, plan.sizes);
  const counter = statements();
  try {
    const ms = new Map(works.map((work) => [work, sizes.map((): number[] => [])]));
    const queries = new Map(works.map((work) => [work, sizes.map((): number[] => [])]));
    for (let round = -plan.warmUp; round < plan.rounds; round += 1) {
      const contexts = sizes.map((size, n) => ({ ...size, n, round: {} }));
      for (const work of works) {
        for (const { at, round: context, n } of turn(contexts, round + plan.warmUp)) {
          await work.before?.(at, context);
          const [begun, asked] = [performance.now(), counter.count()];
          await work.run(at, context);
          const [took, made] = [performance.now() - begun, counter.count() - asked];
          if (round < 0) continue;
          ms.get(work)?.[n]?.push(took);
          queries.get(work)?.[n]?.push(made);
        }
      }
    }
    return report(sizes, plan.rounds, ms, queries);
  } finally {
    counter.stop();
    for (const { at } of sizes) await at.end();
  }
};

const open = async (server: Server, wanted: readonly number[]): Promise<readonly Size[]> => {
  const empty = await server.database();
  const first = replica(empty);
  await first.store.ledger.commit({
    body,
    cause: 'import',
    expect: [],
    decision: ok({ save: [...district], posts: [] }),
  });
  await first.end();
  const sizes: Size[] = [];
  for (const each of wanted) {
    const address = await server.database(empty);
    const begun = performance.now();
    const rows = await fill(address, each);
    const at = replica(address);
    await at.start();
    sizes.push({ wanted: each, rows, fillMs: performance.now() - begun, at });
  }
  return sizes;
};

type Samples = ReadonlyMap<Work, readonly (readonly number[])[]>;
const report = (sizes: readonly Size[], rounds: number, ms: Samples, queries: Samples): History => {
  const measured = works.map(
    (work): Measured => ({
      name: work.name,
      kind: work.kind,
      ms: (ms.get(work) ?? []).map(spread),
      queries: (queries.get(work) ?? []).map(median),
    }),
  );
  const of = (kind: Work['kind']) => works.filter((work) => work.kind === kind);
  /** In one round at one size. */
  const total = (kind: Work['kind'], n: number, round: number): number =>
    sum(of(kind).map((work) => ms.get(work)?.[n]?.[round] ?? Number.NaN));
  const last = sizes.length - 1;
  /** The middle of each command added up: a single hiccup of the disk does not count. */
  const ratio = (kind: Work['kind']): Spread => {
    const added = (n: number) =>
      sum(measured.filter((each) => each.kind === kind).map((each) => each.ms[n]?.median ?? Number.NaN));
    const each = Array.from({ length: rounds }, (_, round) => total(kind, last, round) / total(kind, 0, round));
    return { ...spread(each), median: added(last) / added(0) };
  };
  const most = (n: number) => sum(measured.map((each) => each.queries[n] ?? Number.NaN));
  const asked = most(last) / most(0);
  const name = `${sizes[last]?.wanted} ÷ ${sizes[0]?.wanted} rows`;
  return {
    rows: sizes.map((size) => size.rows),
    fillMs: sizes.map(({ fillMs }) => fillMs),
    rounds,
    works: measured,
    goals: [
      atMost(`cost of all commands, ${name}`, ratio('command'), 1.1),
      atMost(`cost of ticks and delivery, ${name}`, ratio('beside'), 1.1),
      atMost(`queries, ${name}`, { median: asked, min: asked, max: asked }, 1),
    ],
  };
};

export const sayHistory = ({ rows, fillMs, rounds, works: all }: History): string => {
  const last = rows.length - 1;
  return [
    `Cost by rows of history (${rows.join(', ')}; filled in ${fillMs.map((ms) => short(ms / 1000)).join(', ')} s), ms, medians of ${rounds} rounds`,
    table(
      ['', ...rows.map((n) => `${n}`), 'ratio', 'queries'],
      all.map(({ name, ms, queries }) => [
        name,
        ...ms.map(({ median: middle }) => middle),
        (ms[last]?.median ?? Number.NaN) / (ms[0]?.median ?? Number.NaN),
        [...new Set(queries)].join(' | '),
      ]),
    ),
  ].join('\n\n');
};
