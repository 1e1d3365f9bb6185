import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** The number of `nobody` and its group on every common Linux. */
const NOBODY = 65534;

export const isRoot = process.getuid?.() === 0;

/** Whom the database's programs run as: PostgreSQL refuses to be root, so then it is nobody. */
export const runAs = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** The name under which the operating system introduces us to the server. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch (cause) {
    const id = process.getuid?.();
    throw new Error(`PostgreSQL cannot run for user ${id}, who has no name on this machine (no line in /etc/passwd).`, {
      cause,
    });
  }
}

/** A folder that only the database's user may enter. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
}

/** As root the database runs as nobody, who must be able to walk to its files. */
export function assertReachable(folder: string): void {
  if (!isRoot) return;
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if ((statSync(at).mode & 0o001) === 0)
      throw new Error(
        `As root, the embedded PostgreSQL runs as the user nobody, who may not enter ${at}. ` +
          `Choose a folder below /var/lib, or start Gremienlotse as an ordinary user.`,
      );
}
