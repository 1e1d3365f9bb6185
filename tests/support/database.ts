import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './server.ts';

export type OwnDatabase = {
  /** For `pg` and for Prisma's adapter alike. */
  connection: { host: string; user: string; database: string };
  /** Also while somebody is connected. */
  drop(): Promise<void>;
};

/** A migrated, empty database that nobody else uses; within 20 ms. Drop it when done: they add up in memory. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const own = nameOne();
  await administer(`CREATE DATABASE ${own.connection.database} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
  return own;
}

/** Only its name: for tests of what makes databases. */
export function nameOne(): OwnDatabase {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  return {
    connection: { ...inject('server'), database },
    drop: () => administer(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ ...inject('server'), database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
