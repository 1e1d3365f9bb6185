import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keys, readConfig } from '../src/config.ts';

describe('the configuration', () => {
  test('nothing is needed, and what is set to nothing counts as not set', () => {
    const nothing = {
      ok: true,
      value: { logLevel: 'info', listen: { host: '127.0.0.1', port: 8080 }, trustedProxies: [], matrix: [], slack: [] },
    };
    expect(readConfig({})).toEqual(nothing);
    expect(readConfig({ DATABASE_URL: '', STATE_DIR: ' ', LOG_LEVEL: '', HOME: '/home/ada' })).toEqual(nothing);
  });

  test.each([
    'postgresql://ada:secret@db.example:5432/lotse',
    'postgres://db/lotse?sslmode=require',
    'postgresql://app@localhost/lotse?host=/run/postgresql',
    'postgresql://app@%2Frun%2Fpostgresql/lotse',
    'postgresql:///lotse?host=/run/postgresql',
  ])('takes the address %s', (address) => {
    expect(readConfig({ DATABASE_URL: address })).toMatchObject({ ok: true, value: { databaseUrl: address } });
  });

  test.each(['db.example', 'mysql://db/lotse', 'postgresql://db', 'postgresql://ada:secret@db/', 'https://db/lotse'])(
    'refuses the address %s',
    (address) => expect(readConfig({ DATABASE_URL: address }).ok).toBe(false),
  );

  test('all that is wrong is said at once, each with its key, and none with its value', () => {
    const read = readConfig({
      DATABASE_URL: 'mysql://ada:secret@db/lotse',
      STATE_DIR: '~/canary',
      LOG_LEVEL: 'canary',
    });
    if (read.ok) throw new Error('taken');
    expect(read.error.map((sentence) => sentence.split(' ')[0])).toEqual(['DATABASE_URL', 'STATE_DIR', 'LOG_LEVEL']);
    expect(read.error.join()).not.toMatch(/secret|canary/);
    for (const sentence of read.error) expect(sentence).toMatch(/^\S+ must .*[^.]\.$/);
  });

  test.each([
    ['127.0.0.1', ['127.0.0.1']],
    [' 10.1.2.3 ,172.16.0.0/12 fd00::/8', ['10.1.2.3', '172.16.0.0/12', 'fd00::/8']],
  ])('takes the proxies %j', (given, trustedProxies) => {
    expect(readConfig({ TRUSTED_PROXIES: given })).toMatchObject({ ok: true, value: { trustedProxies } });
  });
  test.each(['caddy', '10.0.0.0/33', '10.0.0/8', '127.0.0.1:80', '*', '10.0.0.0/8/8', '::1/129', '10.0.0.1/'])(
    'refuses the proxy %s',
    (given) => expect(readConfig({ TRUSTED_PROXIES: given }).ok).toBe(false),
  );

  const account = { name: 'matrix', homeserver: 'https://matrix.example.org', token: 't', inviters: ['*:example.org'] };
  test('takes a list of Matrix accounts', () => {
    const { inviters: _, ...closed } = { ...account, name: 'kreis-2', homeserver: 'http://127.0.0.1:8008/' };
    expect(readConfig({ MATRIX: JSON.stringify([account, closed]) })).toMatchObject({
      ok: true,
      value: { matrix: [account, { ...closed, homeserver: 'http://127.0.0.1:8008', inviters: [] }] },
    });
  });
  test.each([
    'https://matrix.example.org',
    '{}',
    JSON.stringify([{ ...account, homeserver: 'matrix.example.org' }]),
    JSON.stringify([{ ...account, token: '' }]),
    JSON.stringify([account, account]),
    JSON.stringify([{ ...account, name: 'web' }]),
    JSON.stringify([{ ...account, password: 'x' }]),
  ])('refuses the Matrix accounts %s', (given) => expect(readConfig({ MATRIX: given }).ok).toBe(false));

  test('.env.example names each key once, and explains it in the line above', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const named = lines.flatMap((line, n) =>
      line.includes('=') && !line.startsWith('#') ? [{ line, above: lines[n - 1] }] : [],
    );
    expect(named.map(({ line }) => line.replace(/=$/, ''))).toEqual(keys);
    for (const { above } of named) expect(above).toMatch(/^# \w.*\.$/);
  });
});
