import { defineConfig } from 'prisma/config';

// To generate, Prisma asks for an engine that it then never runs, and would download it.
if (process.argv.includes('generate')) process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
// Whoever runs our tools did not ask for messages to a third party.
process.env['CHECKPOINT_DISABLE'] ??= '1';

const url = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url === undefined ? {} : { datasource: { url } }),
});
