import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureDatabase, MigrationRefused, migrate } from '../../src/store/migrate.ts';
import { nameOne, type OwnDatabase } from '../support/database.ts';

const FIRST = '20260101000000_first';
const SECOND = '20260201000000_second';

let folder: string;
let own: OwnDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  write(FIRST, `CREATE TABLE body (id text PRIMARY KEY);\nINSERT INTO body VALUES ('Waldshut; ''Kreis''');\n`);
  write(SECOND, 'ALTER TABLE body ADD COLUMN name text;\n');
  own = nameOne();
});
afterEach(async () => {
  await own.drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function up(): Promise<string[]> {
  await ensureDatabase(own.connection);
  return migrate(own.connection, folder);
}

async function ask(sql: string): Promise<unknown[][]> {
  const client = new pg.Client(own.connection);
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows;
}

test('applies what is missing, in the order of names, and nothing twice', async () => {
  expect(await up()).toEqual([FIRST, SECOND]);
  expect(await up()).toEqual([]);
  write('20260301000000_third', 'CREATE TABLE poll (id text)');
  expect(await up()).toEqual(['20260301000000_third']);
  expect(await ask('SELECT id, name FROM body')).toEqual([["Waldshut; 'Kreis'", null]]);
});

test('lets eight starts at once work as one', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, up));
  expect(all.flat().sort()).toEqual([FIRST, SECOND]);
  expect(await ask('SELECT count(*)::int FROM body')).toEqual([[1]]);
});

test('makes no difference between an address and its parts', async () => {
  const { host, user, database } = own.connection;
  const address = `postgresql:///${database}?host=${encodeURIComponent(host)}&user=${user}`;
  await ensureDatabase({ connectionString: address });
  await ensureDatabase({ connectionString: address });
  expect(await migrate({ connectionString: address }, folder)).toEqual([FIRST, SECOND]);
  expect(await up()).toEqual([]);
});

test('works in UTC, whatever the server believes', async () => {
  write('20260301000000_zone', `CREATE TABLE zone AS SELECT current_setting('timezone') AS name`);
  await ensureDatabase(own.connection);
  await ask(`ALTER DATABASE ${own.connection.database} SET timezone TO 'Europe/Berlin'`);
  await up();
  expect(await ask('SELECT name FROM zone')).toEqual([['UTC']]);
});

test('leaves nothing of a migration that fails, keeps those before it, and goes on once it is repaired', async () => {
  write('20260301000000_third', 'CREATE TABLE poll (id text); SELECT 1/0;');
  const failing = up();
  await expect(failing).rejects.toThrow(MigrationRefused);
  await expect(failing).rejects.toThrow(
    'The migration 20260301000000_third failed and left nothing behind: division by zero',
  );
  expect(await ask(`SELECT to_regclass('poll')`)).toEqual([[null]]);
  write('20260301000000_third', 'CREATE TABLE poll (id text);');
  expect(await up()).toEqual(['20260301000000_third']);
});

test('refuses an edited migration before it touches anything', async () => {
  await up();
  write(SECOND, 'ALTER TABLE body ADD COLUMN title text;\n');
  write('20260301000000_third', 'CREATE TABLE poll (id text)');
  await expect(up()).rejects.toThrow(
    new MigrationRefused(`The migration ${SECOND} was edited after it had been applied: restore its file.`),
  );
  expect(await ask(`SELECT to_regclass('poll')`)).toEqual([[null]]);
});

test('does not mistake other line ends for an edit', async () => {
  await up();
  write(SECOND, 'ALTER TABLE body ADD COLUMN name text;\r\n');
  expect(await up()).toEqual([]);
});

test('refuses a database from a newer version', async () => {
  await up();
  rmSync(join(folder, SECOND), { recursive: true });
  await expect(up()).rejects.toThrow(
    new MigrationRefused(
      `The database has the migration ${SECOND}, which this version does not know: it belongs to a newer version.`,
    ),
  );
});

test('refuses to go on where Prisma recorded a failure, until it is resolved', async () => {
  await up();
  await ask(
    `UPDATE _prisma_migrations SET finished_at = NULL, logs = 'out of space\nand more' WHERE migration_name = '${SECOND}'`,
  );
  await expect(up()).rejects.toThrow(
    new MigrationRefused(`The migration ${SECOND} failed earlier and was not resolved: out of space`),
  );
  await ask(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${SECOND}'`);
  await ask('ALTER TABLE body DROP COLUMN name');
  expect(await up()).toEqual([SECOND]);
});

test('refuses a migration without its file', async () => {
  mkdirSync(join(folder, '20260301000000_third'));
  await expect(up()).rejects.toThrow(/third.migration\.sql cannot be read/);
});
