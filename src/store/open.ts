import { join } from 'node:path';
import type pg from 'pg';
import type { Log, Timer } from '../core/ports.ts';
import type { Settings } from './embedded/server.ts';
import { HomeInUse, startEmbedded } from './embedded.ts';
import { codeOf, ensureDatabase, MigrationRefused, migrate } from './migrate.ts';
import { type PostgresStore, postgresStore } from './postgres/index.ts';

type Options = {
  /** A server that exists; without it, the one that is brought along is started. */
  databaseUrl?: string | undefined;
  /** The home of the one that is brought along, and how it is set. */
  stateDir?: string | undefined;
  settings?: Settings;
  /** Another database on the same server, for what must not mix with people's own. */
  database?: string;
  later: Timer;
  log: Log;
};
export type Opened = {
  store: PostgresStore;
  /** For what needs a session of its own. */
  connection: pg.ClientConfig;
  /** How the server that was brought along ended without being asked to. Never settles for another one, which comes back. */
  lost: Promise<string>;
  /** Where people reach us: said to whoever tries to start a second one here. */
  reachedAt(address: string): void;
  /** Everything in reverse order. Asking twice does no harm. */
  end(): Promise<void>;
};
type Server = Pick<Opened, 'connection' | 'lost' | 'reachedAt'> & { stop(): Promise<void> };

/** The message is a sentence for whoever starts the program. So are those of HomeInUse and MigrationRefused. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

const migrations = join(import.meta.dirname, '../../prisma/migrations');

/** Server, database, tables, sessions, in this order; whatever fails leaves nothing running. */
export const openStore = async (options: Options): Promise<Opened> => {
  const { databaseUrl, database, later, log } = options;
  const server = databaseUrl === undefined ? await embedded(options) : given(databaseUrl);
  const connection = database === undefined ? server.connection : inDatabase(server.connection, database);
  try {
    await prepare(connection, log);
    const store = postgresStore(connection, later);
    let ending: Promise<void> | undefined;
    const end = () => store.end().finally(server.stop);
    const { lost, reachedAt } = server;
    return { store, connection, lost, reachedAt, end: () => (ending ??= end()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

const prepare = async (connection: pg.ClientConfig, log: Log): Promise<void> => {
  try {
    await ensureDatabase(connection);
    const applied = await migrate(connection, migrations);
    if (applied.length > 0) log.note('database migrated', { migrations: applied.length });
  } catch (error) {
    if (error instanceof MigrationRefused) throw error;
    throw new CannotOpen(whatIsWrong(error), { cause: error });
  }
};

const given = (connectionString: string): Server => ({
  connection: { connectionString, connectionTimeoutMillis: 5_000 },
  lost: new Promise(() => {}),
  reachedAt: () => {}, // any number may work there
  stop: async () => {},
});

const embedded = async ({ stateDir, settings }: Options): Promise<Server> => {
  try {
    const server = await startEmbedded({ ...(stateDir && { home: stateDir }), ...(settings && { settings }) });
    let wanted = false;
    const lost = new Promise<string>((resolve) => {
      void server.ended.then((how) => wanted || resolve(how));
    });
    const stop = () => {
      wanted = true;
      return server.stop();
    };
    return { connection: server.connection, lost, reachedAt: server.reachedAt, stop };
  } catch (error) {
    if (error instanceof HomeInUse) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const sentence = codeOf(error) === undefined ? reason : `The database cannot be kept there: ${reason}.`;
    throw new CannotOpen(sentence, { cause: error });
  }
};

/** An address wins over what stands beside it, so the name is changed within. */
const inDatabase = (connection: pg.ClientConfig, database: string): pg.ClientConfig => {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...connection, connectionString: url.href };
};

/** By code alone: the server's own words may hold names and addresses. */
const whatIsWrong = (error: unknown): string => {
  const code = codeOf(error);
  switch (code) {
    case '28000':
    case '28P01':
      return `The PostgreSQL server does not let this user in (${code}): check user and password in DATABASE_URL.`;
    case '42501':
      return 'The PostgreSQL user may not make what is needed (42501): create the database with this user as its owner.';
    case '53300':
      return 'The PostgreSQL server has no connection left (53300): raise its max_connections, or end what holds them.';
    default:
      return `The PostgreSQL server cannot be reached or used (${code ?? 'no answer'}): check that it runs, and where DATABASE_URL leads.`;
  }
};
