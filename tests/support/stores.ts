import pg from 'pg';
import type { Store } from '../../src/core/ports.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { type PostgresStore, postgresStore } from '../../src/store/postgres/index.ts';
import { later } from '../../src/tools/later.ts';
import { ownDatabase } from './database.ts';

export const storeKinds = ['memory', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];
/** `forward` winds the clock in which the store counts leases and waits. */
export type Made = {
  store: Store;
  postgres?: PostgresStore;
  /** What another replica sees of the same data. */
  replica(): Store;
  forward(ms: number): Promise<void>;
  end(): Promise<void>;
};

export const makeStore = async (kind: StoreKind): Promise<Made> => {
  if (kind === 'memory') {
    let now = 0;
    const store = memoryStore(() => now);
    const forward = async (ms: number) => {
      now += ms;
    };
    return { store, replica: () => store, forward, end: async () => {} };
  }
  return makePostgres();
};

/** `interrupt` ends every session of the database, as a server does that goes down; the next one is welcome again. */
export const makePostgres = async (): Promise<
  Made & { postgres: PostgresStore; interrupt(): Promise<void>; deadlocks(): Promise<number> }
> => {
  const { connection, drop } = await ownDatabase();
  const stores: PostgresStore[] = [];
  const another = () => {
    const store = postgresStore(connection, later);
    stores.push(store);
    return store;
  };
  const store = another();
  const ask = async <Row extends pg.QueryResultRow>(sql: string): Promise<readonly Row[]> => {
    const client = new pg.Client({ ...connection, database: 'postgres' });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [connection.database])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    store,
    postgres: store,
    replica: another,
    async forward(ms) {
      await store.database.$executeRawUnsafe(`update "Lane" set until = until - $1 * interval '1 millisecond'`, ms);
      await store.database.$executeRawUnsafe(`update "Post" set due = due - $1 * interval '1 millisecond'`, ms);
    },
    async interrupt() {
      await ask('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1');
    },
    async deadlocks() {
      // A session reports what it met when it ends, or a second later.
      await Promise.all(stores.map((each) => each.end()));
      const [found] = await ask<{ deadlocks: string }>('select deadlocks from pg_stat_database where datname = $1');
      return Number(found?.deadlocks);
    },
    async end() {
      await Promise.all(stores.map((each) => each.end()));
      await drop();
    },
  };
};
