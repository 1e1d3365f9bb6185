import { startEmbedded } from '../store/embedded.ts';
import { ensureDatabase, migrate } from '../store/migrate.ts';
import { sqlTowards } from './schema-engine.ts';
import { carefree, removeScratchHome, scratchHome } from './scratch.ts';

/**
 * What the schema file describes and the migrations do not make, as SQL; undefined if they agree. The migrations are really
 * applied, by our own runner, to a server that lives just for this. What Prisma cannot see, such as a check or a trigger,
 * is no difference.
 */
export async function undrawn(schema: string, migrations: string): Promise<string | undefined> {
  const home = await scratchHome();
  try {
    const server = await startEmbedded({ home, settings: carefree });
    try {
      await ensureDatabase(server.connection);
      await migrate(server.connection, migrations);
      return await sqlTowards(schema, server.connection);
    } finally {
      await server.stop();
    }
  } finally {
    await removeScratchHome(home);
  }
}
