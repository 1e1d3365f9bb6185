import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/store/embedded.ts';
import { ensureDatabase, migrate } from '../src/store/migrate.ts';
import { removeScratchHome } from '../src/tools/scratch.ts';

export type Address = { host: string; user: string; database: string };
/** One server for all that is measured, on disk and with its own settings: what is acknowledged is synced. */
export type Server = {
  version: string;
  /** A migrated database; with `like`, a clone of that one, which nobody may be connected to. */
  database(like?: Address): Promise<Address>;
  end(): Promise<void>;
};

const DISK = '/var/tmp'; // unlike /tmp, never kept in memory
/** `fsync`, `full_page_writes` and `synchronous_commit` stay on, as in production. */
export const startServer = async (): Promise<Server> => {
  const home = mkdtempSync(join(realpathSync(existsSync(DISK) ? DISK : tmpdir()), 'gremienlotse-bench-'));
  chmodSync(home, 0o755);
  const server = await startEmbedded({ home }).catch(async (error: unknown) => {
    await removeScratchHome(home);
    throw error;
  });
  const end = async () => {
    await server.stop();
    await removeScratchHome(home);
  };
  try {
    const { host, user } = server.connection;
    const named = (database: string): Address => ({ host, user, database });
    const empty = named('empty');
    await ensureDatabase(empty);
    await migrate(empty, 'prisma/migrations');
    const [found] = await ask<{ version: string; fsync: string }>(
      named('postgres'),
      `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
    );
    if (found?.fsync !== 'on') throw new Error('fsync is off: what would be measured is not what is promised');
    return {
      version: found.version,
      async database(like = empty) {
        const own = named(`bench_${randomUUID().replaceAll('-', '')}`);
        await ask(named('postgres'), `create database ${own.database} template ${like.database} strategy file_copy`);
        return own;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
};

/** Statements on a session of their own; the answer is the last one's. */
export const ask = async <Row extends pg.QueryResultRow>(
  at: Address,
  ...statements: readonly (string | pg.QueryConfig)[]
): Promise<readonly Row[]> => {
  const client = new pg.Client(at);
  await client.connect();
  try {
    let rows: readonly Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
};
