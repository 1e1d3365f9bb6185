/** How costs behave, as ratios of what is measured side by side. It judges nothing: it prints. */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { type DeliveryPlan, delivery, sayDelivery } from './delivery.ts';
import { type HistoryPlan, history, sayHistory } from './history.ts';
import { type MatrixPlan, matrix, sayMatrix } from './matrix.ts';
import { short, table } from './numbers.ts';
import { startServer } from './server.ts';
import { type SlackPlan, saySlack, slack } from './slack.ts';
import { sayWeb, type WebPlan, web } from './web.ts';

const has = (word: string): boolean => process.argv.includes(word);
const only = ['history', 'delivery', 'web', 'matrix', 'slack'].find(has);
const wanted = (what: string): boolean => only === undefined || only === what;
const plan: { history: HistoryPlan; delivery: DeliveryPlan; web: WebPlan; matrix: MatrixPlan; slack: SlackPlan } = has(
  '--quick',
)
  ? {
      history: { sizes: [100, 10_000], rounds: 10, warmUp: 1 },
      delivery: { posts: 300, rooms: 50, rounds: 3 },
      web: { rounds: 3, perRound: 30, streams: 40 },
      matrix: { rounds: 3, rooms: 8, writers: 2, each: 10 },
      slack: { rounds: 3, channels: 8, writers: 2, each: 20 },
    }
  : {
      history: { sizes: [100, 10_000, 1_000_000], rounds: 40, warmUp: 4 },
      delivery: { posts: 2_000, rooms: 50, rounds: 7 },
      web: { rounds: 7, perRound: 100, streams: 200 },
      matrix: { rounds: 7, rooms: 16, writers: 2, each: 20 },
      slack: { rounds: 7, channels: 16, writers: 2, each: 40 },
    };

const server = await startServer();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void server.end().finally(() => process.exit(1))); // the server and its home go, too
try {
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: server.version,
    fsync: 'on',
  };
  const measured = {
    ...(wanted('history') && { history: await history(server, plan.history) }),
    ...(wanted('delivery') && { delivery: await delivery(server, plan.delivery) }),
    ...(wanted('web') && { web: await web(server, plan.web) }),
    ...(wanted('matrix') && { matrix: await matrix(server, plan.matrix) }),
    ...(wanted('slack') && { slack: await slack(server, plan.slack) }),
  };
  if (has('--json')) {
    console.log(JSON.stringify({ machine, quick: has('--quick'), ...measured }));
  } else {
    const goals = [
      ...(measured.history?.goals ?? []),
      ...(measured.delivery?.goals ?? []),
      ...(measured.web?.goals ?? []),
      ...(measured.matrix?.goals ?? []),
      ...(measured.slack?.goals ?? []),
    ];
    console.log(
      [
        Object.entries(machine)
          .map(([name, value]) => `${name} ${value}`)
          .join(' · '),
        ...(measured.history ? [sayHistory(measured.history)] : []),
        ...(measured.delivery ? [sayDelivery(measured.delivery)] : []),
        ...(measured.web ? [sayWeb(measured.web)] : []),
        ...(measured.matrix ? [sayMatrix(measured.matrix)] : []),
        ...(measured.slack ? [saySlack(measured.slack)] : []),
        table(
          ['goal', '', 'median', 'min', 'max', 'met'],
          goals.map(({ what, goal, ratio, met }) => [
            what,
            goal,
            short(ratio.median),
            short(ratio.min),
            short(ratio.max),
            met ? 'yes' : 'no',
          ]),
        ),
      ].join('\n\n'),
    );
  }
} finally {
  await server.end();
}
