import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InDoubt, Unavailable } from '../../src/core/ports.ts';
import { save } from '../../src/core/step.ts';
import { postgresStore } from '../../src/store/postgres/index.ts';
import { causeName } from '../../src/store/settle.ts';
import { rowName } from '../../src/store/tables.ts';
import { later } from '../../src/tools/later.ts';
import { counter, post, writing } from '../contracts/given.ts';
import { body, district } from '../support/district.ts';
import { makePostgres } from '../support/stores.ts';

let it: Awaited<ReturnType<typeof makePostgres>>;
beforeEach(async () => {
  it = await makePostgres();
  await writing(it.store).commit('import', district);
});
afterEach(() => it.end());

/** The same numbers each time. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
};

test('what two replicas commit and deliver at once over the same rows never waits in a circle', async () => {
  const roll = dice(7);
  const letters = ['U', 'S', 'E', 'A', 'V', 'F'] as const;
  const stores = [it.store, it.replica()];
  const fence = await it.store.lanes.take('slack', 'r1');
  if (fence === undefined) throw new Error('no lane');
  const some = <T>(all: readonly T[]): readonly T[] => all.filter(() => roll(2) === 0).toSorted(() => roll(3) - 1);
  const work = stores.flatMap((over, r) =>
    Array.from({ length: 100 }, (_, i) => async () => {
      const reading = over.read(body);
      await Promise.all(some(letters).map((of) => reading.reads.counters.last(of)));
      const changes = some(letters).map((of) => counter(of, i));
      const posts = some(['a', 'b', 'c', 'd', 'e', 'f']).map((name) =>
        post(name, { to: roll(2) === 0 ? 'R-1' : 'R-3' }),
      );
      await writing(over).commit(`${r}:${i}`, changes, posts, reading);
    }),
  );
  const deliveries = Array.from({ length: 100 }, () => async () => {
    const due = some(await it.store.outbox.due('slack'));
    const made = due.map(({ wanted, post: { key } }) => ({
      body,
      key,
      frozen: { made: wanted, label: 'public' as const, pieces: [{ n: 0, state: { is: 'sent' as const }, waitMs: 0 }] },
    }));
    await Promise.all(made.map((delivery) => it.store.outbox.save(fence, delivery)));
  });
  const tasks = [...work, ...deliveries].toSorted(() => roll(3) - 1);
  const workers = Array.from({ length: 24 }, async () => {
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) await task();
  });
  await Promise.all(workers);
  expect(await it.deadlocks()).toBe(0);
});

test('commits that say something in the same place wait for each other, so that their order there is that of their ends', async () => {
  const { commit } = writing(it.store);
  const committed = vi.fn();
  let here: Promise<unknown> = Promise.resolve();
  await it.postgres.database.$transaction(async (tx) => {
    await tx.$queryRawUnsafe(`select pg_advisory_xact_lock(hashtextextended('order/${body}/R-1', 0))::text`);
    here = commit('e1', [], [post('here')]).then(committed);
    await writing(it.replica()).commit('e2', [], [post('elsewhere', { to: 'R-3' })]);
    await vi.waitFor(async () => {
      const waiting = await tx.$queryRawUnsafe<unknown[]>(
        `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(waiting).toHaveLength(1);
    });
    expect(committed).not.toHaveBeenCalled();
  });
  await here;
});

test('a commit takes what it locks in one order: while it waits for the first of all, it holds nothing', async () => {
  const letters = ['U', 'S', 'E', 'A', 'V', 'F', 'D'] as const;
  const names = [causeName(body, 'e1'), ...letters.map((of) => rowName('counter', body, [of]))];
  let written: Promise<unknown> = Promise.resolve();
  await it.postgres.database.$transaction(async (tx) => {
    await tx.$queryRawUnsafe(
      `select pg_advisory_xact_lock(min(hashtextextended(name, 0)))::text from unnest($1::text[]) as name`,
      names,
    );
    written = writing(it.store).commit(
      'e1',
      letters.map((of) => counter(of, 1)),
    );
    await vi.waitFor(async () => {
      const locks = await tx.$queryRawUnsafe<{ granted: boolean }[]>(
        `select granted from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(locks).toEqual([{ granted: false }]);
    });
  });
  await written;
});

test('commits and deliveries take the posts that both write in one order, so that neither can hold what the other waits for', async () => {
  const { commit } = writing(it.store);
  await commit('e1', [], [post('b'), post('a')]);
  const fence = await it.store.lanes.take('slack', 'r1');
  if (fence === undefined) throw new Error('no lane');
  const save = (name: string) =>
    it.store.outbox.save(fence, {
      body,
      key: `post:${name}`,
      frozen: { made: 1, label: 'public', pieces: [{ n: 0, state: { is: 'sent' }, waitMs: 0 }] },
    });
  for (const write of [() => commit('e2', [], [post('b'), post('a')]), () => Promise.all([save('b'), save('a')])]) {
    let written: Promise<unknown> = Promise.resolve();
    await it.postgres.database.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`select from "Post" where key = 'post:a' for update`);
      written = write();
      await vi.waitFor(async () => {
        const waiting = await tx.$queryRawUnsafe<unknown[]>(
          `select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()) or (not granted and locktype = 'transactionid')`,
        );
        expect(waiting.length).toBeGreaterThan(0);
      });
      await tx.$executeRawUnsafe(`select from "Post" where key = 'post:b' for update nowait`); // throws if the waiting one holds it
    });
    await written;
  }
});

test('one that points at nothing fails alone and wholly', async () => {
  const { commit } = writing(it.store);
  const together = await Promise.allSettled([
    commit('e1', [counter('U', 1)]),
    commit('e2', [counter('S', 1), save('ballot', { poll: 'U-404', person: 'P-1', marks: [] })]),
    commit('e3', [counter('E', 1)]),
  ]);
  expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(together[1]).not.toMatchObject({ reason: expect.any(Unavailable) });
  const { reads } = it.store.read(body);
  expect([await reads.counters.last('U'), await reads.counters.last('S'), await reads.counters.last('E')]).toEqual([
    1, 0, 1,
  ]);
  expect((await commit('e2', [counter('S', 1)])).is).toBe('done');
});

test('a server that is not there is Unavailable at every door, and soon', async () => {
  const away = postgresStore({ host: '/nowhere/run', user: 'postgres', database: 'none' }, later);
  const fence = { connection: 'slack', token: 1 };
  const doors: readonly (() => Promise<unknown>)[] = [
    () => writing(away).commit('e1', [counter('U', 1)]),
    () => away.read(body).reads.counters.last('U'),
    () => away.read(body).reads.polls.open('org:wohnen'),
    () => away.read(body).reads.posts.refs('post:a'),
    () => away.read(body).reads.posts.shownAt({ connection: 'slack', id: 'm1' }),
    () => away.read(body).reads.posts.stuck(),
    () => away.across.place({ connection: 'slack', room: 'wohnen' }),
    () => away.across.bodiesOn('slack'),
    () => away.outbox.due('slack'),
    () => away.outbox.save(fence, { body, key: 'post:a', frozen: { made: 1, label: 'public', pieces: [] } }),
    () => away.lanes.take('slack', 'r1'),
    () => away.lanes.leave(fence),
    () => away.shelf(fence).read(''),
    () => away.shelf(fence).write({ a: 1 }),
  ];
  const errors = await Promise.all(doors.map((door) => door().catch((error: unknown) => error)));
  expect(
    errors
      .map((error, i) => (error instanceof Unavailable ? '' : `${doors[i]}: ${error}`))
      .filter((each) => each !== ''),
  ).toEqual([]);
  await away.end();
});

test('a server that goes down in the middle fails as Unavailable, saves all or nothing, and is used again when it is back', async () => {
  const { commit } = writing(it.store);
  const attempts = Array.from({ length: 60 }, (_, i) => async () => {
    await new Promise((resolve) => setTimeout(resolve, i * 4));
    return commit(`e${i}`, [save('person', { id: `P-${500 + i}`, name: 'x', language: 'de' })], [post(`${i}`)]).then(
      ({ is }) => is,
      (error: unknown) => error,
    );
  });
  const [answers] = await Promise.all([
    Promise.all(attempts.map((attempt) => attempt())),
    (async () => {
      for (let times = 0; times < 3; times += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await it.interrupt();
      }
    })(),
  ]);
  const failed = answers.filter((answer) => answer !== 'done');
  expect(failed.filter((error) => !(error instanceof Unavailable))).toEqual([]);
  // Whatever the first answer was, whoever delivers again gets the one truth.
  for (const [i, answer] of answers.entries()) {
    const { is } = await vi.waitFor(() =>
      commit(`e${i}`, [save('person', { id: `P-${500 + i}`, name: 'x', language: 'de' })], [post(`${i}`)]),
    );
    if (answer === 'done') expect(is).toBe('seen');
    else if (!(answer instanceof InDoubt)) expect(is).toBe('done');
  }
  expect((await it.store.read(body).reads.people.all()).length).toBe(5 + 60);
  expect((await it.store.outbox.due('slack')).map(({ wanted }) => wanted)).toEqual(Array.from({ length: 50 }, () => 1));
});

test('a connection that breaks while committing leaves it in doubt; before that, nothing was saved', async () => {
  const { commit } = writing(it.store);
  const db = it.postgres.database;
  await db.$executeRawUnsafe(
    `create function die() returns trigger language plpgsql as 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'`,
  );
  const dies = async (when: 'deferred' | 'immediate', cause: string): Promise<unknown> => {
    await vi.waitFor(() => db.$executeRawUnsafe(`drop trigger if exists dies on "Cause"`)); // the pool notices by then
    await db.$executeRawUnsafe(
      `create constraint trigger dies after insert on "Cause" deferrable initially ${when} for each row when (new.cause = '${cause}') execute function die()`,
    );
    return commit(cause, []).catch((error: unknown) => error);
  };
  expect(await dies('deferred', 'e1')).toBeInstanceOf(InDoubt);
  const early = await dies('immediate', 'e2');
  expect(early).toBeInstanceOf(Unavailable);
  expect(early).not.toBeInstanceOf(InDoubt);
});

test('whoever begins to listen, or could not for a while, is woken once: something may have been said meanwhile', async () => {
  const listener = vi.fn();
  const end = it.store.woken('slack', listener);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1), { timeout: 6_000 });
  await it.interrupt();
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(2), { timeout: 6_000 });
  end();
});

test('who listens is woken again after the server was away', async () => {
  const { commit } = writing(it.store);
  const listener = vi.fn();
  const end = it.store.woken('slack', listener);
  const woken = async () => {
    listener.mockClear();
    await vi.waitFor(
      async () => {
        await commit(`e${Math.random()}`, [], [post('a')]);
        expect(listener).toHaveBeenCalled();
      },
      { timeout: 6_000, interval: 50 },
    );
  };
  await woken();
  await it.interrupt();
  await woken();
  end();
});
