import { PrismaPg } from '@prisma/adapter-pg';
import type { PoolConfig } from 'pg';
import { PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;
/** Sessions are always UTC: with another zone the adapter stores timestamps hours wrong. */
export const connect = (at: PoolConfig, most = 8): Database =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionTimeoutMillis: 5_000, ...at, max: most, options: '-c timezone=UTC' }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
/** Of a transaction, or of the database itself. */
export type Queries = Pick<Database, '$queryRawUnsafe' | '$executeRawUnsafe'>;
