/** How costs behave, as ratios of what is measured side by side. It judges nothing: it prints. */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { type DeliveryPlan, delivery, sayDelivery } from './delivery.ts';
import { type HistoryPlan, history, sayHistory } from './history.ts';
import { short, table } from './numbers.ts';
import { startServer } from './server.ts';

const has = (word: string): boolean => process.argv.includes(word);
const only = ['history', 'delivery'].find(has);
const plan: { history: HistoryPlan; delivery: DeliveryPlan } = has('--quick')
  ? { history: { sizes: [100, 10_000], rounds: 10, warmUp: 1 }, delivery: { posts: 300, rooms: 50, rounds: 3 } }
  : {
      history: { sizes: [100, 10_000, 1_000_000], rounds: 40, warmUp: 4 },
      delivery: { posts: 2_000, rooms: 50, rounds: 7 },
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
    ...(only !== 'delivery' && { history: await history(server, plan.history) }),
    ...(only !== 'history' && { delivery: await delivery(server, plan.delivery) }),
  };
  if (has('--json')) {
    console.log(JSON.stringify({ machine, quick: has('--quick'), ...measured }));
  } else {
    const goals = [...(measured.history?.goals ?? []), ...(measured.delivery?.goals ?? [])];
    console.log(
      [
        Object.entries(machine)
          .map(([name, value]) => `${name} ${value}`)
          .join(' · '),
        ...(measured.history ? [sayHistory(measured.history)] : []),
        ...(measured.delivery ? [sayDelivery(measured.delivery)] : []),
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
