import { PrismaPg } from '@prisma/adapter-pg';
import type { PoolConfig } from 'pg';
import { PrismaClient } from './generated/client.ts';

/** A session that answers nothing for so long is given up, or it would keep its place in the pool for ever. */
const LONGEST_MS = 15_000;

/**
 * A statement with a name is planned once for each session, and planning costs more than running here. All texts are ours
 * and few; values are parameters.
 */
const named = () => {
  const names = new Map<string, string>();
  return ({ sql }: { sql: string }): string => {
    const name = names.get(sql) ?? `s${names.size}`;
    names.set(sql, name);
    return name;
  };
};

export type Database = PrismaClient;
/** Sessions are always UTC: with another zone the adapter stores timestamps hours wrong. */
export const connect = (at: PoolConfig, most = 8): Database =>
  new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionTimeoutMillis: 5_000,
        query_timeout: LONGEST_MS,
        ...at,
        max: most,
        options: `-c timezone=UTC -c statement_timeout=${LONGEST_MS}`,
      },
      { statementNameGenerator: named() },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
/** Of a transaction, or of the database itself. */
export type Queries = Pick<Database, '$queryRawUnsafe' | '$executeRawUnsafe'>;
