import { DatabaseSync } from 'node:sqlite';

/** Held until `release`, or until the process is gone, however it went. */
export type Lock = { release(): void };

/** What is held stays referenced here: a lock that the garbage collector takes away would be none. */
const held = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;

/**
 * Undefined when someone else has it, another process or another part of this one, and does not let go within `patience`
 * (in milliseconds; the whole process waits).
 *
 * The operating system keeps the lock, and SQLite is merely Node's one way to such locks; nothing is stored. So a killed
 * process holds nothing, a reused process number deceives nobody, and containers that share a folder respect each other.
 * Network drives promise none of this.
 */
export function takeLock(file: string, patience = 0): Lock | undefined {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
}
