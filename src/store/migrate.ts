/**
 * Brings a database up to the migrations that came with this version, at start-up and without Prisma's command line. The
 * bookkeeping is Prisma's own, table and checksums and lock, so that `prisma migrate` and this may take turns.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Nothing was changed; the message says what stands in the way. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

type Migration = { name: string; sql: string };
type Applied = { name: string; checksum: string; finished: boolean; logs: string | null };

/** The key that Prisma's engine locks, so that neither works while the other does. */
const PRISMAS_LOCK = 72_707_369;

const PRISMAS_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Returns the names of the migrations it applied, each in a transaction of its own: what fails leaves nothing behind, and
 * what was applied before it stays. Any number of processes may start at once; one works, the others wait for it.
 *
 * A migration must therefore not do what PostgreSQL refuses within a transaction, such as CREATE INDEX CONCURRENTLY. The
 * connection must lead to the server itself, not to a pooler that shares sessions.
 */
export async function migrate(connection: pg.ClientConfig, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withClient(connection, async (client) => {
    // Ending the session gives the lock back, also when the process is killed.
    await client.query(`SELECT pg_advisory_lock(${PRISMAS_LOCK})`);
    await client.query(`SET timezone TO 'UTC'`);
    await client.query(PRISMAS_TABLE);
    const applied = await readApplied(client);
    assertSound(migrations, applied);
    const known = new Set(applied.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !known.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  });
}

/** Makes the database that a connection names, unless it is there. */
export async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  try {
    await withClient(connection, async () => {});
  } catch (error) {
    if (codeOf(error) !== NO_SUCH_DATABASE) throw error;
    await createDatabase(connection);
  }
}

const NO_SUCH_DATABASE = '3D000';
/** What the slower of two gets, depending on how close they were. */
const MADE_BY_ANOTHER = ['42P04', '23505'];

async function createDatabase(connection: pg.ClientConfig): Promise<void> {
  // Read by pg itself, since it also knows addresses, defaults and the environment.
  const { host, port, user, password, ssl, database } = new pg.Client(connection);
  if (database === undefined) throw new Error('The connection names no database.');
  try {
    await withClient({ host, port, user, password, ssl, database: 'postgres' }, (client) =>
      client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`),
    );
  } catch (error) {
    if (!MADE_BY_ANOTHER.includes(codeOf(error) ?? '')) throw error;
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map(async (name) => ({ name, sql: await readSql(join(folder, name)) })));
}

async function readSql(folder: string): Promise<string> {
  const file = join(folder, 'migration.sql');
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new MigrationRefused(`The migration ${file} cannot be read.`, { cause });
  }
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, logs
      FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`);
  return rows;
}

/** Before anything is touched, what was done must agree with what this version believes was done. */
function assertSound(migrations: Migration[], applied: Applied[]): void {
  const ours = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished, logs } of applied) {
    if (!finished)
      throw new MigrationRefused(
        `The migration ${name} failed earlier and was not resolved${logs ? `: ${firstLine(logs)}` : '.'}`,
      );
    const own = ours.get(name);
    if (own === undefined)
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version does not know: it belongs to a newer version.`,
      );
    if (!checksums(own.sql).includes(checksum))
      throw new MigrationRefused(`The migration ${name} was edited after it had been applied: restore its file.`);
  }
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksums(sql)[0], name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationRefused(`The migration ${name} failed and left nothing behind: ${reason}`, { cause });
  }
}

/** As it is, which is what gets recorded; then with either kind of line ends, since a checkout may change them. */
function checksums(sql: string): string[] {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].map((text) => createHash('sha256').update(text).digest('hex'));
}

async function withClient<T>(connection: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  // The query that suffers from a lost connection reports it; unheard, it would end the process as well.
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

/** What sockets, the operating system and PostgreSQL call it. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;
