import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a folder, and sees that files can be written there. Step by step: Node's own recursive mkdir never ends where a
 * file system says of a new folder that it does not exist, as /proc does.
 */
export const makeFolder = async (folder: string): Promise<void> => {
  const made = async (path: string): Promise<void> => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) return;
    if (found === undefined && dirname(path) !== path) await made(dirname(path));
    await mkdir(path);
  };
  try {
    await made(resolve(folder));
    await rmdir(await mkdtemp(join(folder, '.tour-')));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file of that name' : code;
    throw new Error(`--out: files cannot be written to "${folder}" (${why}).`);
  }
};
