import { schedule } from 'node-cron';
import type { Door, Log } from '../core/ports.ts';
import { type Scheduled, scheduled } from './jobs.ts';

export type Scheduler = {
  /** No more ticks; returns when those that run are done. */
  stop(): Promise<void>;
};
/** `nextId`: one of its own for each tick, over all replicas. */
type Parts = { door: Pick<Door, 'receive'>; log: Log; nextId: () => string; jobs?: readonly Scheduled[] };

/**
 * A heartbeat on every replica, which knows nothing of what it sets off. Each job ticks once at the start, to make up for
 * the time when nobody was there. A job whose tick still runs is left alone: the next one finds what this one did not.
 */
export const startScheduler = ({ door, log, nextId, jobs = scheduled }: Parts): Scheduler => {
  const running = new Map<string, Promise<void>>();

  const receive = async (job: string, id: string): Promise<void> => {
    try {
      await door.receive({ id, kind: 'tick', job });
    } catch (error) {
      log.bug(id, error);
    }
  };
  const tick = (job: string): void => {
    if (running.has(job)) log.note('a tick still runs', { job });
    else
      running.set(
        job,
        receive(job, nextId()).finally(() => running.delete(job)),
      );
  };

  // A minute that a busy process missed is no news: the next one asks the same.
  const tasks = jobs.map(({ job, cron, zone }) =>
    schedule(cron, () => tick(job), { timezone: zone, suppressMissedWarning: true }),
  );
  for (const { job } of jobs) tick(job);

  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      await Promise.all(running.values());
    },
  };
};
