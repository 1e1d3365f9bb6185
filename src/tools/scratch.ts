/** Homes for databases that nobody misses: for tests, and for tools that need a server for a moment. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLeftovers } from '../store/embedded/leftovers.ts';
import type { Settings } from '../store/embedded/server.ts';

/** Faster, and a power cut may take it all. */
export const carefree: Settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** The name tells who made it. */
const nameFor = (maker: number | string) => `gremienlotse-scratch-${maker}-`;
const ROOMY = 2 ** 30;

/** Also whoever leaves in a hurry, at Ctrl-C, clears the table; whoever is killed cannot. */
const ours = new Set<string>();
process.once('exit', () => {
  for (const home of ours) rmSync(home, { recursive: true, force: true });
});

/** A new folder of our own, in memory where there is room. Also throws away those whose makers were killed. */
export async function scratchHome(): Promise<string> {
  const parent = isRoomyMemory('/dev/shm') ? '/dev/shm' : realpathSync(tmpdir());
  for (const name of readdirSync(parent)) if (isAbandoned(name)) await removeScratchHome(join(parent, name));
  const home = mkdtempSync(join(parent, nameFor(process.pid)));
  // As root, the server runs as another user, who must get in.
  chmodSync(home, 0o755);
  ours.add(home);
  return home;
}

/** Ends also a server that still works there. */
export async function removeScratchHome(home: string): Promise<void> {
  await clearLeftovers(join(home, 'data'), join(home, 'run', '.s.PGSQL.5432'));
  rmSync(home, { recursive: true, force: true });
  ours.delete(home);
}

/** Containers often have little of it, or forbid running programs there. */
function isRoomyMemory(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === folder);
    return mount !== undefined && !mount.includes('noexec') && bavail * bsize > ROOMY;
  } catch {
    return false;
  }
}

function isAbandoned(name: string): boolean {
  const [, maker] = new RegExp(`^${nameFor('(\\d+)')}`).exec(name) ?? [];
  if (maker === undefined) return false;
  try {
    process.kill(Number(maker), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
