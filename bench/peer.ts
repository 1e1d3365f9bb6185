import { EventEmitter } from 'node:events';
import { Logger, makeWorkerUtils, runOnce, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { type Address, ask } from './server.ts';

const logger = new Logger(() => () => {});
const TASK = 'message';

/** graphile-worker on a database of its own, with a table that holds the same one row for each message. */
export const openPeer = async (at: Address, jobs: number) => {
  const pool = new pg.Pool({ ...at, max: 10 }); // as many as it takes of its own accord
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // else it warns
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  await utils.migrate();
  await ask(at, 'create table message (id integer primary key, state text not null)');
  return {
    /** Measured from the first claim to the last job done; starting up and letting go are not. */
    async run(concurrency?: number): Promise<number> {
      await ask(at, 'truncate message', {
        text: `insert into message select n, 'planned' from generate_series(1, $1::integer) n`,
        values: [jobs],
      });
      await utils.addJobs(Array.from({ length: jobs }, (_, n) => ({ identifier: TASK, payload: { id: n + 1 } })));
      await ask(at, 'vacuum analyze', 'checkpoint');
      const messages: string[] = [];
      let [first, last, done] = [0, 0, 0];
      const events: WorkerEvents = new EventEmitter();
      events.once('worker:getJob:start', () => {
        first = performance.now();
      });
      events.on('job:complete', () => {
        done += 1;
        last = performance.now();
      });
      await runOnce({
        pgPool: pool,
        logger,
        events,
        noHandleSignals: true,
        ...(concurrency !== undefined && { concurrency }),
        taskList: {
          async [TASK](payload, { query }) {
            const { id } = payload as { id: number };
            messages.push(`message ${id}`);
            await query(`update message set state = 'sent' where id = $1`, [id]);
          },
        },
      });
      if (messages.length !== jobs || done !== jobs) throw new Error(`${messages.length} of ${jobs} jobs were done`);
      return last - first;
    },
    async end() {
      await utils.release();
      await pool.end();
    },
  };
};
