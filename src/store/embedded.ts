/**
 * PostgreSQL without anybody installing it: the real server 17 from npm as a child process, reached through a socket in a
 * folder that only its user may enter, never through the network.
 *
 * A home holds all of it: `data` (the databases: this is what a backup is made of), `run` (the socket), `postgresql-…` (the
 * programs, made anew when missing) and `lock`.
 */
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { ensureCluster, ROLE } from './embedded/cluster.ts';
import { clearLeftovers } from './embedded/leftovers.ts';
import { type Lock, takeLock } from './embedded/lock.ts';
import { assertReachable, isRoot, privateFolder } from './embedded/owner.ts';
import { programs } from './embedded/programs.ts';
import { launch, type Settings } from './embedded/server.ts';

export type Embedded = {
  /** For `pg` and for Prisma's adapter alike. The database is only named here: `ensureDatabase` makes it. */
  connection: { host: string; user: string; database: string };
  pid: number;
  /** How the server ended: by `stop`, or on its own, which nobody here repairs. */
  ended: Promise<string>;
  /** Where this instance is reached, for whoever starts a second one. */
  reachedAt(address: string): void;
  /** Everything is on disk and another process may start in this home. Asking twice does no harm. */
  stop(): Promise<void>;
};

/** Another instance works in this home, and goes on undisturbed. */
export class HomeInUse extends Error {
  override name = 'HomeInUse';
}

/** Where the database lives unless told otherwise. */
const defaultHome = (): string =>
  isRoot ? '/var/lib/gremienlotse' : join(homedir(), '.local', 'state', 'gremienlotse');

/** What the operating systems allow for the path of a socket, in bytes. */
const LONGEST_SOCKET = process.platform === 'darwin' ? 103 : 107;

/**
 * Starts the server of a home, and makes whatever the home lacks. Whatever an earlier run left there is tidied up: also a
 * server whose parent was killed.
 */
export async function startEmbedded(options: { home?: string; settings?: Settings } = {}): Promise<Embedded> {
  const { settings = {} } = options;
  const home = makeHome(options.home ?? defaultHome());
  const data = join(home, 'data');
  const sockets = join(home, 'run');
  const socket = join(sockets, '.s.PGSQL.5432');
  assertShort(socket);
  assertReachable(home);

  const lock = lockHome(home);
  try {
    const folder = programs(home);
    privateFolder(sockets);
    await clearLeftovers(data, socket);
    ensureCluster(folder, data, settings['fsync'] !== 'off');
    const server = await launch(folder, data, sockets, settings);
    const stop = async () => {
      await server.stop();
      lock.release();
    };
    return {
      connection: { host: sockets, user: ROLE, database: 'gremienlotse' },
      pid: server.pid,
      ended: server.ended,
      reachedAt: (address) => signOn(home, `, reached at ${address}`),
      stop,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeHome(wanted: string): string {
  if (process.platform === 'win32')
    throw new Error('On Windows there is no embedded PostgreSQL: use WSL, or set DATABASE_URL to a PostgreSQL server.');
  if (mkdirSync(wanted, { recursive: true }) !== undefined) chmodSync(wanted, 0o755);
  return realpathSync(wanted);
}

function assertShort(socket: string): void {
  const bytes = Buffer.byteLength(socket);
  if (bytes > LONGEST_SOCKET)
    throw new Error(
      `The path of the database's socket, ${socket}, has ${bytes} bytes, and ${LONGEST_SOCKET} are possible: choose a home with a shorter path.`,
    );
}

/** The holder leaves its name in a file beside the lock, only so that others can be told. */
function lockHome(home: string): Lock {
  const lock = takeLock(join(home, 'lock'));
  if (lock === undefined)
    throw new HomeInUse(
      `The embedded PostgreSQL in ${home} is already used by ${nameOn(home)}. Stop that instance, or choose another home.`,
    );
  signOn(home);
  return lock;
}

const signIn = (home: string): string => join(home, 'holder');

function signOn(home: string, where = ''): void {
  writeFileSync(signIn(home), `process ${process.pid} on ${hostname()}${where}\n`);
}

function nameOn(home: string): string {
  try {
    return readFileSync(signIn(home), 'utf8').trim() || 'another process';
  } catch {
    return 'another process';
  }
}
