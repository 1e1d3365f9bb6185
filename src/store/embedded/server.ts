import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ROLE } from './cluster.ts';
import { runAs } from './owner.ts';

/** How PostgreSQL's own names of settings are given, as in `{ fsync: 'off' }`. */
export type Settings = Record<string, string>;

export type Server = {
  pid: number;
  /** How it ended, whenever that may be. */
  ended: Promise<string>;
  /** What it said last, for the words of an error. */
  said(): string;
  stop(): Promise<void>;
};

/** A server that repairs itself after a crash is not disturbed for as long. */
const STARTING = 600_000;
const STOPPING = 30_000;
const GLANCE = 5;
const WORDS_KEPT = 8_000;

/** Starts a server for the data folder, and returns when it can be asked. */
export async function launch(programs: string, data: string, sockets: string, settings: Settings): Promise<Server> {
  const child = spawn(join(programs, 'bin/postgres'), ['-D', data, ...asOptions(sockets, settings)], {
    ...runAs,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C goes to a whole group of processes: the database must not hear it before we have finished with it.
    detached: true,
  });
  const server = watch(child);
  try {
    await firstAnswer(sockets, server);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function asOptions(sockets: string, settings: Settings): string[] {
  const all: Settings = {
    listen_addresses: '',
    unix_socket_directories: `"${sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function watch(child: ChildProcess): Server {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    words = (words + more).slice(-WORDS_KEPT);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  // A process that leaves without a word still takes its database along, unless it is killed.
  const farewell = () => child.kill('SIGINT');
  process.once('exit', farewell);
  ended.then(() => process.off('exit', farewell));

  return {
    pid: child.pid ?? 0,
    ended,
    said: () => words,
    stop: async () => {
      child.kill('SIGINT');
      const impatient = setTimeout(() => child.kill('SIGQUIT'), STOPPING);
      await ended;
      clearTimeout(impatient);
    },
  };
}

async function firstAnswer(sockets: string, server: Server): Promise<void> {
  let end: string | undefined;
  server.ended.then((how) => {
    end = how;
  });
  for (let waited = 0; waited < STARTING; waited += GLANCE) {
    if (end !== undefined) throw new Error(`PostgreSQL did not start (${end}).\n${server.said()}`);
    if (await isReady(sockets)) return;
    await pause(GLANCE);
  }
  throw new Error(`PostgreSQL is still not ready.\n${server.said()}`);
}

/** Not there yet, not listening yet, still starting up. */
const NOT_YET = ['ENOENT', 'ECONNREFUSED', '57P03'];

async function isReady(sockets: string): Promise<boolean> {
  const client = new pg.Client({ host: sockets, user: ROLE, database: 'postgres' });
  // A server that dies while we ask is reported by its own end.
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Without a code: the connection ended in the middle of a greeting.
    if (code === undefined || NOT_YET.includes(String(code))) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
