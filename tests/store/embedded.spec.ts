import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serving } from '../../src/store/embedded/leftovers.ts';
import { programs } from '../../src/store/embedded/programs.ts';
import { type Embedded, HomeInUse, startEmbedded } from '../../src/store/embedded.ts';
import { carefree, removeScratchHome, scratchHome } from '../../src/tools/scratch.ts';

/** The tests of this file follow each other in one home, as the runs of an installation do. */
let home: string;
let running: Embedded | undefined;

beforeAll(async () => {
  home = await scratchHome();
  // What a first start leaves behind that was interrupted at the worst moments.
  mkdirSync(join(home, 'data-half'));
  writeFileSync(join(home, 'data-half', 'PG_VERSION'), '17');
  await start();
  await ask('CREATE TABLE kept (words text)');
  await ask(`INSERT INTO kept VALUES ('Ärztehaus')`);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => removeScratchHome(home));

const start = async () => {
  running = await startEmbedded({ home, settings: carefree });
  return running;
};

async function ask(sql: string): Promise<unknown> {
  const client = new pg.Client({ ...running?.connection, database: 'postgres' });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

/** Another process that starts the same home and then waits. */
function otherProcess(): ChildProcess {
  const embedded = join(import.meta.dirname, '../../src/store/embedded.ts');
  const script = `
    import { startEmbedded } from ${JSON.stringify(embedded)};
    const server = await startEmbedded(${JSON.stringify({ home, settings: carefree })});
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
}

const isKept = async () => expect(await ask('SELECT words FROM kept')).toBe('Ärztehaus');

describe('a home', () => {
  test('made by the first start has a server without network, in UTC, with text in UTF-8', async () => {
    expect(await ask('SHOW listen_addresses')).toBe('');
    expect(await ask('SHOW timezone')).toBe('UTC');
    expect(await ask('SHOW server_encoding')).toBe('UTF8');
    expect(await ask('SHOW fsync')).toBe('off');
  });

  test('keeps what was written, from one start to the next', async () => {
    await start();
    await isKept();
  });

  test('is free again after a stop, and nothing of it runs on', async () => {
    const first = await start();
    await first.stop();
    await first.stop();
    expect(serving(join(home, 'data'))).toEqual([]);
    expect(readdirSync(join(home, 'run'))).toEqual([]);
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(false);
    await start();
  });

  test('has one instance: a second one is told who is there, and the first works on', async () => {
    const { pid } = await start();
    const refused = startEmbedded({ home });
    await expect(refused).rejects.toThrow(HomeInUse);
    await expect(refused).rejects.toThrow(`already used by process ${process.pid} on `);

    const other = otherProcess();
    let words = '';
    other.stderr?.on('data', (more) => {
      words += more;
    });
    const [code] = await once(other, 'close');
    expect(code).toBe(1);
    expect(words).toContain(`already used by process ${process.pid} on `);
    expect(serving(join(home, 'data'))).toContain(pid);
    await isKept();
  });

  test('survives that its server is killed', async () => {
    const { pid, ended, stop } = await start();
    process.kill(pid, 'SIGKILL');
    expect(await ended).toBe('SIGKILL');
    await stop();
    await start();
    await isKept();
  });

  test('takes back a server whose parent was killed', async () => {
    const other = otherProcess();
    const [line] = await once(other.stdout ?? other, 'data');
    const orphan = Number(line);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(serving(join(home, 'data'))).toContain(orphan);

    const { pid } = await start();
    expect(pid).not.toBe(orphan);
    expect(serving(join(home, 'data'))).not.toContain(orphan);
    await isKept();
  });

  test('is not fooled by the number of a dead server that another process has now', async () => {
    const data = join(home, 'data');
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${process.pid}\n${data}\n1700000000\n5432\n${home}/run\n\n 1 1\nready\n`,
    );
    writeFileSync(join(home, 'run', '.s.PGSQL.5432.lock'), `${process.pid}\n`);
    await start();
    await isKept();
  });

  test('must have a short enough path for the socket', async () => {
    const deep = join(home, 'a'.repeat(100));
    await expect(startEmbedded({ home: deep })).rejects.toThrow(/has \d+ bytes, and 10\d are possible/);
  });
});

describe('the programs', () => {
  test('have their library links within the copy, whatever npm skipped', () => {
    const lib = join(programs(home), 'lib');
    const links = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
    expect(links.length).toBeGreaterThan(10);
    for (const { name } of links) {
      expect(readlinkSync(join(lib, name))).not.toContain('/');
      expect(existsSync(realpathSync(join(lib, name)))).toBe(true);
    }
  });

  test('are copied whole, also by two at once and after one that was interrupted', async () => {
    const other = await scratchHome();
    const half = `${programs(home).replace(home, other)}-half`;
    mkdirSync(join(half, 'bin'), { recursive: true });
    writeFileSync(join(half, 'bin', 'postgres'), 'half of it');

    const module = JSON.stringify(join(import.meta.dirname, '../../src/store/embedded/programs.ts'));
    const script = `import { programs } from ${module}; programs(${JSON.stringify(other)});`;
    const copying = [1, 2].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }),
    );
    const codes = await Promise.all(copying.map((process) => once(process, 'exit')));
    expect(codes).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(existsSync(half)).toBe(false);
    const contents = (of: string) => readdirSync(programs(of), { recursive: true }).sort();
    expect(contents(other)).toEqual(contents(home));
    expect(readFileSync(join(programs(other), 'bin/postgres')).length).toBeGreaterThan(1_000_000);
    await removeScratchHome(other);
  });
});
