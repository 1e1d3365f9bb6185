import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownName, privateFolder, runAs } from './owner.ts';

/** The one database role; it owns everything in its cluster. */
export const ROLE = 'gremienlotse';

/**
 * Makes PostgreSQL's data folder if there is none yet. It is made under another name and renamed when whole, because
 * initdb writes the files that make a folder look ready long before it is.
 */
export function ensureCluster(programs: string, data: string, durable: boolean): void {
  if (!existsSync(data)) {
    const half = `${data}-half`;
    rmSync(half, { recursive: true, force: true });
    privateFolder(half);
    initialize(programs, half, durable);
    renameSync(half, data);
    if (durable) settle(dirname(data));
  }
  admitOnlyUs(data);
}

function initialize(programs: string, data: string, durable: boolean): void {
  // macOS has no C.UTF-8; its en_US.UTF-8 also sorts by code point.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const words = ['-D', data, '-U', ROLE, '-A', 'peer', '-E', 'UTF8', `--locale=${locale}`];
  if (!durable) words.push('--no-sync');
  const run = spawnSync(join(programs, 'bin/initdb'), words, { ...runAs, cwd: '/', env: {}, encoding: 'utf8' });
  if (run.status !== 0)
    throw new Error(`PostgreSQL could not make its data folder ${data}: ${run.error?.message ?? run.stderr}`);
}

/** Without it, a power cut might undo the renaming although what came after it was already safe. */
function settle(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** No passwords: the operating system vouches for who is at the other end of the socket. */
function admitOnlyUs(data: string): void {
  const quoted = `"${ownName().replaceAll('"', '""')}"`;
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all peer map=us\n');
  writeFileSync(join(data, 'pg_ident.conf'), `us ${quoted} ${ROLE}\n`);
}
