import { validate } from 'node-cron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer, Inbound } from '../../src/core/messages.ts';
import { jobs } from '../../src/core/ticks/index.ts';
import { scheduled } from '../../src/scheduler/jobs.ts';
import { type Scheduler, startScheduler } from '../../src/scheduler/start.ts';

test('each job of the core has its times, and they can be read', () => {
  expect(new Set(scheduled.map(({ job }) => job))).toEqual(new Set(jobs.keys()));
  expect(scheduled.filter(({ cron }) => !validate(cron))).toEqual([]);
});

describe('the heartbeat', () => {
  const two = [
    { job: 'often', cron: '* * * * *', zone: 'UTC' },
    { job: 'seldom', cron: '0 * * * *', zone: 'UTC' },
  ];
  let received: { id: string; job: string }[];
  let bugs: unknown[];
  let answer: (job: string) => Promise<Answer>;
  let running: Scheduler;
  const done = async (): Promise<Answer> => ({ kind: 'done' });

  const start = () => {
    let count = 0;
    const nextId = () => {
      count += 1;
      return `t${count}`;
    };
    const receive = (inbound: Inbound) => {
      if (inbound.kind !== 'tick') throw new Error(inbound.kind);
      received.push({ id: inbound.id, job: inbound.job });
      return answer(inbound.job);
    };
    running = startScheduler({
      door: { receive },
      nextId,
      jobs: two,
      log: { bug: (_, error) => void bugs.push(error), note: () => {} },
    });
  };
  const ticked = () => received.map(({ job }) => job);
  const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-06-15T08:57:30Z') });
    received = [];
    bugs = [];
    answer = done;
  });
  afterEach(async () => {
    answer = done;
    await running.stop();
    vi.useRealTimers();
  });

  test('each job ticks once at the start, and then at its times', async () => {
    start();
    expect(ticked()).toEqual(['often', 'seldom']);
    await minutes(2);
    expect(ticked().slice(2)).toEqual(['often', 'often']);
    await minutes(1);
    expect(ticked().slice(4).toSorted()).toEqual(['often', 'seldom']);
    expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
  });

  test('a tick that still runs is not overtaken by the next', async () => {
    const { promise: lasting, resolve: finish } = Promise.withResolvers<Answer>();
    answer = (job) => (job === 'seldom' ? lasting : done());
    start();
    await minutes(3);
    expect(ticked().toSorted()).toEqual(['often', 'often', 'often', 'often', 'seldom']);
    finish({ kind: 'done' });
    await minutes(60);
    expect(ticked().filter((job) => job === 'seldom')).toHaveLength(2);
  });

  test('a mistake is logged, and the next tick comes all the same', async () => {
    answer = async () => {
      throw new Error('broken');
    };
    start();
    await minutes(1);
    expect(bugs).toHaveLength(3);
    expect(ticked()).toHaveLength(3);
  });

  test('stopping waits for what runs, and nothing comes after it', async () => {
    const { promise: lasting, resolve: finish } = Promise.withResolvers<Answer>();
    answer = () => lasting;
    start();
    let stopped = false;
    const stopping = running.stop().then(() => {
      stopped = true;
    });
    await minutes(2);
    expect(stopped).toBe(false);
    finish({ kind: 'done' });
    await stopping;
    await minutes(61);
    expect(ticked()).toHaveLength(2);
  });
});
