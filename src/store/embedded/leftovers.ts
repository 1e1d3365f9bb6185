import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A fast shutdown writes everything to disk first; an immediate one leaves that to the next start. */
const FAST = { signal: 'SIGINT', patience: 30_000 } as const;
const IMMEDIATE = { signal: 'SIGQUIT', patience: 10_000 } as const;
const GLANCE = 10;

/**
 * Ends a server that outlived the process which started it, and takes away what a killed server leaves behind. Only for
 * the holder of the home's lock: to anybody else, a running server is not an orphan but someone's.
 */
export async function clearLeftovers(data: string, socket: string): Promise<void> {
  await stopOrphans(data);
  if (await answers(socket))
    throw new Error(
      `A PostgreSQL server that cannot be seen from here, perhaps in another container, is working on ${data}. Stop it first.`,
    );
  // Only where we have seen ourselves that nobody is left; elsewhere PostgreSQL judges its own stale files.
  if (process.platform !== 'linux') return;
  for (const file of [join(data, 'postmaster.pid'), socket, `${socket}.lock`]) rmSync(file, { force: true });
}

async function stopOrphans(data: string): Promise<void> {
  const chief = postmaster(data);
  const orderly = chief !== undefined && serving(data).includes(chief);
  if (orderly && (await gone(data, [chief], FAST))) return;
  if (await gone(data, serving(data), IMMEDIATE)) return;
  throw new Error(`A PostgreSQL server from an earlier run does not stop (processes ${serving(data).join(', ')}).`);
}

async function gone(data: string, whom: number[], how: typeof FAST | typeof IMMEDIATE): Promise<boolean> {
  for (const pid of whom) send(pid, how.signal);
  for (let waited = 0; waited < how.patience; waited += GLANCE) {
    if (serving(data).length === 0) return true;
    await pause(GLANCE);
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function postmaster(data: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

/**
 * The server's processes that are alive, its workers included: all of them live in its data folder. So a number that has
 * passed to another process is not mistaken for a server, and a zombie counts as dead. Nothing is seen outside Linux.
 */
export function serving(data: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && worksIn(data, pid));
}

function worksIn(data: string, pid: number): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== data) return false;
    // "123 (postgres) S …": the state follows the name
    const [, name, state] = /\((.*)\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'postgres' && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visit = connect(socket);
    visit.once('connect', () => {
      visit.destroy();
      resolve(true);
    });
    visit.once('error', () => resolve(false));
  });
}
