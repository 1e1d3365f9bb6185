import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/store/embedded.ts';
import { ensureDatabase, migrate } from '../../src/store/migrate.ts';
import { carefree, removeScratchHome, scratchHome } from '../../src/tools/scratch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How the run's server is reached; the database is up to the test. */
    server: { host: string; user: string };
  }
}

export const TEMPLATE = 'template_gremienlotse';

/** One server for the whole run, with a migrated database from which tests clone their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await scratchHome();
  try {
    const server = await startEmbedded({ home, settings: { ...carefree, max_connections: '300' } });
    const { host, user } = server.connection;
    const template = { host, user, database: TEMPLATE };
    await ensureDatabase(template);
    await migrate(template, 'prisma/migrations');
    project.provide('server', { host, user });
    return async () => {
      await server.stop();
      await removeScratchHome(home);
    };
  } catch (error) {
    await removeScratchHome(home);
    throw error;
  }
}
