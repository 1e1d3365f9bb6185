import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A Synapse as a process: begun, ended and begun again over the same data. */
const PATIENCE_MS = 60_000;
/** It ends with us, even when we are killed: Linux sees to that. */
const PROGRAM = `
import ctypes, runpy, sys
try: ctypes.CDLL(None).prctl(1, 9)
except Exception: pass
sys.argv = ['synapse', '-c', sys.argv[1]]
runpy.run_module('synapse.app.homeserver', run_name='__main__')
`;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export const synapseProcess = (python: string, home: string, url: string) => {
  let child: ChildProcess | undefined;
  const log = () => readFileSync(join(home, 'homeserver.log'), 'utf8');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (ending === undefined) return;
    child = undefined;
    if (ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  return {
    log,
    pid: () => child?.pid,
    /** Once it answers. */
    async up(): Promise<void> {
      if (child !== undefined) return;
      const out = openSync(join(home, 'homeserver.log'), 'a');
      const begun = spawn(python, ['-c', PROGRAM, join(home, 'homeserver.yaml')], {
        cwd: home,
        stdio: ['ignore', out, out],
      });
      closeSync(out);
      child = begun;
      running.add(begun);
      begun.once('exit', () => running.delete(begun));
      let failure: Error | undefined;
      begun.once('error', (error) => {
        failure = error;
      });
      const last = Date.now() + PATIENCE_MS;
      while (Date.now() < last && begun.exitCode === null && failure === undefined) {
        const healthy = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).then(
          async (answer) => (await answer.text()) === 'OK',
          () => false,
        );
        if (healthy) return;
        await wait(25);
      }
      await end('SIGKILL');
      throw new Error(`Synapse did not start in ${home}: ${failure?.message ?? log().slice(-2_000)}`);
    },
    /** Whoever waits for an answer is cut off. */
    down: () => end('SIGTERM'),
    /** As when the power fails. */
    dies: () => end('SIGKILL'),
  };
};
