/** Writes the migration that leads from the present migrations to prisma/schema.prisma. Read it before you commit it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from '../core/model/time.ts';
import { undrawn } from './undrawn.ts';

const folder = 'prisma/migrations';
const name = process.argv[2] ?? '';

if (!/^[a-z0-9_]+$/.test(name)) {
  console.error(
    'Name the migration in lower-case letters, digits and underscores: npm run migration -- polls_close_early',
  );
  process.exitCode = 1;
} else {
  const sql = await undrawn('prisma/schema.prisma', folder);
  if (sql === undefined)
    console.log('There is nothing to write: the migrations make what prisma/schema.prisma describes.');
  else console.log(`Written: ${await write(sql)}`);
}

async function write(sql: string): Promise<string> {
  // The names of migrations are their order.
  const moment = Temporal.Now.plainDateTimeISO('UTC').toString({ smallestUnit: 'second' }).replaceAll(/\D/g, '');
  const migration = join(folder, `${moment}_${name}`);
  await mkdir(migration);
  const file = join(migration, 'migration.sql');
  await writeFile(file, sql);
  return file;
}
