/**
 * Makes src/store/generated, the database client, whenever the schema or Prisma has changed. npm's own hooks are no place
 * for this: many skip them for safety.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../store/embedded/lock.ts';

const root = join(import.meta.dirname, '../..');
const stamp = join(root, 'src/store/generated/stamp');
/** It takes two seconds; whoever comes second waits for the first. */
const PATIENCE = 120_000;

const hash = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(readFileSync(join(root, 'node_modules/@prisma/client/package.json')))
  .digest('hex');
const isCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

if (!isCurrent()) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const lock = takeLock(join(root, '.cache/generating'), PATIENCE);
  if (lock === undefined) throw new Error('Another process has been generating the database client for too long.');
  if (!isCurrent()) generate();
  lock.release();
}

function generate(): void {
  const prisma = join(root, 'node_modules/prisma/build/index.js');
  if (!existsSync(prisma))
    throw new Error('The database client src/store/generated must be made, and Prisma is not installed: run "npm ci".');
  // What is interrupted must not pass for whole.
  rmSync(stamp, { force: true });
  const { status, stderr } = spawnSync(process.execPath, [prisma, 'generate'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Prisma could not generate the database client.\n${stderr}`);
  writeFileSync(stamp, hash);
}
