import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { serving } from '../src/store/embedded/leftovers.ts';
import { openStore } from '../src/store/open.ts';
import { freePort } from '../src/tools/free-port.ts';
import { later } from '../src/tools/later.ts';
import { removeScratchHome, scratchHome } from '../src/tools/scratch.ts';
import { nameOne } from './support/database.ts';

type Started = {
  child: ChildProcess;
  said(): string;
  complained(): string;
  ready: Promise<void>;
  ended: Promise<number | string>;
};

const main = join(import.meta.dirname, '../src/main.ts');
const children = new Set<ChildProcess>();

/** The real process. What is set to nothing here is not taken from a developer's .env either. */
const start = (env: Record<string, string>): Started => {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nowhere',
      DATABASE_URL: '',
      STATE_DIR: '',
      LOG_LEVEL: '',
      PUBLIC_URL: '',
      LISTEN: '127.0.0.1:0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let said = '';
  let complained = '';
  child.stderr?.on('data', (text) => {
    complained += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      said += text;
      if (/ready in \d+ ms/.test(said)) resolve();
    });
    ended.then(() => reject(new Error(`ended: ${said}${complained}`)));
  });
  ready.catch(() => {});
  return { child, said: () => said, complained: () => complained, ready, ended };
};
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
const originOf = async (it: Started): Promise<string> => {
  await it.ready;
  await expect.poll(it.said).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  return /http:\/\/127\.0\.0\.1:\d+/.exec(it.said())?.[0] ?? '';
};
const has = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The tests of this block follow each other in one home, as the runs of an installation do. */
describe('a process with the PostgreSQL that is brought along', () => {
  let home: string;
  let env: Record<string, string>;
  const chief = (): number => Number.parseInt(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8'), 10);
  beforeAll(async () => {
    home = await scratchHome();
    env = { STATE_DIR: home };
  });
  afterAll(() => removeScratchHome(home));

  test('is ready, says so and what to do next, and at SIGTERM leaves nothing behind', async () => {
    const it = start(env);
    await it.ready;
    await expect.poll(it.said).toMatch(/127\.0\.0\.1:\d+\/trial/);
    expect(serving(join(home, 'data'))).not.toEqual([]);
    const since = performance.now();
    it.child.kill('SIGTERM');
    expect(await it.ended).toBe(0);
    expect(performance.now() - since).toBeLessThan(3_000);
    expect(serving(join(home, 'data'))).toEqual([]);
    for (const line of it.complained().trim().split('\n')) expect(JSON.parse(line).level).toBe('info');
  });

  test('is the only one in its home, and a second one says so in a sentence', async () => {
    const first = start(env);
    await first.ready;
    const second = start(env);
    expect(await second.ended).toBe(1);
    expect(second.complained()).toMatch(
      /^The embedded PostgreSQL in \S+ is already used by process \d+ [^\n]*, reached at http:\/\/127\.0\.0\.1:\d+\/trial\. [^\n]*\n$/,
    );
    expect(has(first.child.pid)).toBe(true);
    // Once from the terminal, once handed on by npm: still an orderly end.
    first.child.kill('SIGINT');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(serving(join(home, 'data'))).toEqual([]);
  });

  test('is a trial that only this computer reaches, and stops while windows are open', async () => {
    const it = start({ ...env, LISTEN: '0.0.0.0:0' });
    const origin = await originOf(it);
    await expect(fetch(origin.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
    expect((await fetch(`${origin}/trial`)).status).toBe(200);
    const windows = await Promise.all(['P-1', 'P-2'].map((who) => fetch(`${origin}/as/${who}/stream?since=0`)));
    for (const each of windows) expect(await (await each.body?.getReader().read())?.value).toBeDefined();
    const since = performance.now();
    it.child.kill('SIGINT');
    expect(await it.ended).toBe(0);
    expect(performance.now() - since).toBeLessThan(3_000);
    expect(it.complained()).not.toMatch(/"error"/);
  });

  test('says in a sentence that its port is taken, and leaves nothing behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const it = start({ ...env, LOG_LEVEL: 'error', LISTEN: `127.0.0.1:${port}` });
    expect(await it.ended).toBe(1);
    taken.close();
    expect(it.complained()).toMatch(/^The pages cannot be served at 127\.0\.0\.1:\d+: [^\n]* Set LISTEN to [^\n]*\n$/);
    expect(serving(join(home, 'data'))).toEqual([]);
  });

  test('keeps what is configured apart from the trial', async () => {
    const it = start({ ...env, PUBLIC_URL: 'https://lotse.example/rooms' });
    await it.ready;
    await expect.poll(it.said).toContain('People reach it at https://lotse.example/rooms/');
    const client = new pg.Client({ host: join(home, 'run'), user: 'gremienlotse', database: 'gremienlotse' });
    await client.connect();
    expect((await client.query('select from "Body"')).rowCount).toBe(0);
    await client.end();
    it.child.kill('SIGTERM');
    expect(await it.ended).toBe(0);
  });

  test('with Matrix alone it says so, is no trial, and runs although the homeserver is away', async () => {
    const homeserver = `http://127.0.0.1:${await freePort()}`;
    const it = start({ ...env, MATRIX: JSON.stringify([{ name: 'kreis', homeserver, token: 'secret' }]) });
    await it.ready;
    await expect.poll(it.said).toContain(`It is on Matrix: kreis, ${homeserver}`);
    expect(it.said()).not.toMatch(/trial|No platform|secret/);
    it.child.kill('SIGTERM');
    expect(await it.ended).toBe(0);
  });

  test('starts again after it was killed, with the server that it left behind', async () => {
    const killed = start(env);
    await killed.ready;
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(serving(join(home, 'data'))).not.toEqual([]);
    const next = start(env);
    await next.ready;
    // A signal on the way up waits for the way down.
    next.child.kill('SIGHUP');
    expect(await next.ended).toBe(0);
    expect(serving(join(home, 'data'))).toEqual([]);
  });

  test('a signal before it is ready is obeyed', async () => {
    const it = start(env);
    await wait(150);
    it.child.kill('SIGTERM');
    expect([0, 'SIGTERM']).toContain(await it.ended); // before it listens, Node itself ends
    expect(serving(join(home, 'data'))).toEqual([]);
  });

  test('a second signal ends it at once, whatever still hangs', async () => {
    const it = start(env);
    await it.ready;
    const server = chief();
    process.kill(server, 'SIGSTOP');
    try {
      it.child.kill('SIGTERM');
      await wait(700);
      expect(has(it.child.pid)).toBe(true);
      // One that comes too soon after the first counts as the same.
      const insist = setInterval(() => it.child.kill('SIGTERM'), 700);
      void it.ended.then(() => clearInterval(insist));
      expect(await it.ended).toBe(143);
    } finally {
      process.kill(server, 'SIGCONT'); // it was told to end as well
    }
    await expect.poll(() => serving(join(home, 'data'))).toEqual([]);
  });

  test('ends with a sentence when its server is gone', async () => {
    const it = start({ ...env, LOG_LEVEL: 'silent' });
    await it.ready;
    process.kill(chief(), 'SIGKILL');
    expect(await it.ended).toBe(1);
    expect(it.complained()).toBe('The PostgreSQL that Gremienlotse brought along ended on its own (SIGKILL).\n');
  });
});

describe('a process with another PostgreSQL', () => {
  const address = (database: string, user?: string) => {
    const server = inject('server');
    return `postgresql://${user ?? server.user}@localhost/${database}?host=${encodeURIComponent(server.host)}`;
  };

  test('makes its database there, works, and leaves it there', async () => {
    const { connection, drop } = nameOne();
    try {
      const it = start({ DATABASE_URL: address(connection.database) });
      await it.ready;
      it.child.kill('SIGTERM');
      expect(await it.ended).toBe(0);
      const client = new pg.Client(connection);
      await client.connect();
      expect((await client.query('select from "Lane"')).rowCount).toBe(0);
      await client.end();
    } finally {
      await drop();
    }
  });

  test('shows its pages where they are configured, and to whoever watches it that it works', async () => {
    const { connection, drop } = nameOne();
    try {
      const port = await freePort();
      const it = start({
        DATABASE_URL: address(connection.database),
        PUBLIC_URL: 'https://www.example.org/lotse',
        LISTEN: `127.0.0.1:${port}`,
      });
      await it.ready;
      const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
      expect((await get('/lotse/')).status).toBe(403); // nobody has come in yet
      expect((await get('/lotse/assets/lotse.css')).status).toBe(200);
      expect((await get('/trial')).status).toBe(404);
      for (const path of ['/healthz', '/readyz', '/lotse/readyz']) {
        const answer = await get(path);
        expect([answer.status, answer.headers.get('set-cookie'), await answer.text()]).toEqual([200, null, 'ok\n']);
      }
      const second = start({ DATABASE_URL: address(connection.database), LISTEN: `127.0.0.1:${port}` });
      expect(await second.ended).toBe(1);
      expect(second.complained()).toContain('something listens there already, perhaps Gremienlotse itself');
      await drop();
      expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 503]);
    } finally {
      await drop();
    }
  });

  test('without a platform it answers whoever watches it, and nobody else', async () => {
    const { connection, drop } = nameOne();
    try {
      const port = await freePort();
      const it = start({ DATABASE_URL: address(connection.database), LISTEN: `127.0.0.1:${port}` });
      await it.ready;
      const statuses = ['/readyz', '/', '/trial'].map(
        async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
      );
      expect(await Promise.all(statuses)).toEqual([200, 404, 404]);
    } finally {
      await drop();
    }
  });

  test('another name on the same server is another database, and opening it twice makes it once', async () => {
    const [named, other] = [nameOne(), nameOne()];
    const log = { bug: () => {}, note: () => {} };
    const options = {
      databaseUrl: address(named.connection.database),
      database: other.connection.database,
      later,
      log,
    };
    const opened = await Promise.all([openStore(options), openStore(options)]);
    try {
      expect(await opened[0].store.across.bodiesOn('slack')).toEqual([]);
      const found = await opened[1].store.database.$queryRawUnsafe(
        'select current_database() as name, current_setting($1) as zone',
        'timezone',
      );
      expect(found).toEqual([{ name: other.connection.database, zone: 'UTC' }]);
    } finally {
      for (const { end } of opened) await end();
      await named.drop();
      await other.drop();
    }
  });

  test('says why it cannot be used, without its words', async () => {
    const [nobody, nowhere] = [
      start({ DATABASE_URL: address('x', 'canary') }),
      start({ DATABASE_URL: 'postgresql://a:canary@127.0.0.1:9/x' }),
    ];
    expect([await nobody.ended, await nowhere.ended]).toEqual([1, 1]);
    expect(nobody.complained()).toMatch(/^The PostgreSQL server does not let this user in \(28000\): [^\n]*\n$/);
    expect(nowhere.complained()).toMatch(
      /^The PostgreSQL server cannot be reached or used \(ECONNREFUSED\): [^\n]*\n$/,
    );
    expect(nobody.complained() + nowhere.complained()).not.toContain('canary');
  });
});

test('a wrong configuration is told in full, and nothing is started', async () => {
  const it = start({ DATABASE_URL: 'db.example', LOG_LEVEL: 'loud' });
  expect(await it.ended).toBe(1);
  expect(it.said()).toBe('');
  expect(it.complained()).toMatch(/^DATABASE_URL must [^\n]*\nLOG_LEVEL must [^\n]*\n$/);
});
