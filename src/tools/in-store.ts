import type { Config } from '../config.ts';
import { loadConfig } from '../config.ts';
import { HomeInUse } from '../store/embedded.ts';
import { MigrationRefused } from '../store/migrate.ts';
import { CannotOpen, openStore } from '../store/open.ts';
import type { PostgresStore } from '../store/postgres/index.ts';
import { later } from './later.ts';

/** Something done once in the database of the configured server. What stands in the way is a sentence. */
export const inStore = async (use: (store: PostgresStore, config: Config) => Promise<number>): Promise<number> => {
  const config = loadConfig();
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 1;
  }
  const log = { bug: (_: string, error: unknown) => console.error(error), note: () => {} };
  try {
    const { store, end } = await openStore({ ...config.value, later, log });
    try {
      return await use(store, config.value);
    } finally {
      await end();
    }
  } catch (error) {
    if (!(error instanceof CannotOpen || error instanceof HomeInUse || error instanceof MigrationRefused)) throw error;
    console.error(error.message);
    return 1;
  }
};
