import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A Python in which Synapse is installed: made once per machine, in a folder that is ours alone. */
export const SYNAPSE = '1.163.2';
const run = promisify(execFile);
const PATIENCE_MS = 10 * 60_000;
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export const synapsePython = async (env: NodeJS.ProcessEnv = process.env): Promise<string> => {
  const given = env['SYNAPSE_PYTHON'];
  if (given) {
    await run(given, ['-c', 'import synapse'], { timeout: PATIENCE_MS });
    return given;
  }
  const cache = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const home = env['SYNAPSE_CACHE'] || join(cache, 'gremienlotse', `synapse-${SYNAPSE}`);
  const python = join(home, 'bin', 'python');
  if (await exists(python)) return python;
  await sweep(home);
  await build(home, env);
  return python;
};

/** Beside its place, and moved there when all is well: whoever finds it there finds a whole one. */
const build = async (home: string, env: NodeJS.ProcessEnv): Promise<void> => {
  await mkdir(dirname(home), { recursive: true });
  const building = await mkdtemp(`${home}.building-${process.pid}-`);
  console.info(`Synapse ${SYNAPSE} is being installed into ${home}, once; this takes a minute.`);
  try {
    await run('python3', ['-m', 'venv', building], { env, timeout: PATIENCE_MS });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `matrix-synapse==${SYNAPSE}`];
    await run(join(building, 'bin', 'python'), install, { env, timeout: PATIENCE_MS });
    await rename(building, home).catch(async (error) => {
      if (!(await exists(home))) throw error; // otherwise somebody else was quicker
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
};
/** What was being built when its maker was killed. */
const sweep = async (home: string): Promise<void> => {
  for (const name of await readdir(dirname(home)).catch(() => [])) {
    const [, maker] = /\.building-(\d+)-/.exec(name) ?? [];
    if (maker !== undefined && name.startsWith(basename(home)) && !lives(Number(maker)))
      await rm(join(dirname(home), name), { recursive: true, force: true });
  }
};
const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
};
