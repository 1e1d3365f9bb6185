import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { synapsePython } from '../../src/tools/synapse/python.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'python-'));
  env = { PATH: `${folder}:${process.env['PATH']}`, SYNAPSE_CACHE: join(folder, 'cache', 'synapse') };
  vi.spyOn(console, 'info').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
/** A python3 that makes environments whose own python does what is given. */
const python3 = (pip: string) => {
  const path = join(folder, 'python3');
  writeFileSync(
    path,
    `#!/bin/sh\nmkdir -p "$3/bin"\nprintf '#!/bin/sh\\n${pip}\\n' > "$3/bin/python"\nchmod +x "$3/bin/python"\n`,
  );
  chmodSync(path, 0o755);
};
const python = () => join(folder, 'cache', 'synapse', 'bin', 'python');
const left = () => readdirSync(join(folder, 'cache'));

test('Synapse is installed once, also when two begin at the same time', async () => {
  python3(`sleep 0.1; echo "$@" >> ${folder}/asked`);
  expect(await Promise.all([synapsePython(env), synapsePython(env)])).toEqual([python(), python()]);
  const asked = readFileSync(join(folder, 'asked'), 'utf8');
  expect(asked).toContain('matrix-synapse==1.163.2');
  expect(await synapsePython(env)).toBe(python());
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(asked);
  expect(left()).toEqual(['synapse']);
});

test('half an installation is never taken for a whole one', async () => {
  python3('echo no network >&2; exit 1');
  await expect(synapsePython(env)).rejects.toThrow('no network');
  expect(left()).toEqual([]);
  mkdirSync(join(folder, 'cache', 'synapse.building-999999999-x'), { recursive: true });
  python3('exit 0');
  expect(await synapsePython(env)).toBe(python());
  expect(left()).toEqual(['synapse']);
});

test('a Python that is named is taken, if it has Synapse', async () => {
  const [good, bad] = [join(folder, 'good'), join(folder, 'bad')];
  writeFileSync(good, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  writeFileSync(bad, '#!/bin/sh\necho No module named synapse >&2; exit 1\n', { mode: 0o755 });
  expect(await synapsePython({ ...env, SYNAPSE_PYTHON: good })).toBe(good);
  await expect(synapsePython({ ...env, SYNAPSE_PYTHON: bad })).rejects.toThrow('No module named synapse');
});
