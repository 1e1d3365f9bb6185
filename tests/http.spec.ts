import { networkInterfaces } from 'node:os';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { afterEach, describe, expect, test } from 'vitest';
import { withHealth } from '../src/health.ts';
import { type Http, type Serve, serveHttp } from '../src/http.ts';

let http: Http | undefined;
afterEach(() => http?.close());
const open = async (trustedProxies: readonly string[], host = '127.0.0.1'): Promise<string> => {
  const serve: Serve = async (request, client) => new Response(`${client} ${new URL(request.url).pathname}`);
  http = await serveHttp({ listen: { host, port: 0 }, trustedProxies, serve });
  return `http://127.0.0.1:${http.port}`;
};
const clientFrom = async (origin: string, forwarded?: string): Promise<string> => {
  const answer = await fetch(`${origin}/lotse/x`, {
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });
  expect(answer.status).toBe(200);
  const [client = '', path] = (await answer.text()).split(' ');
  expect(path).toBe('/lotse/x'); // a base path is left as it came
  return client;
};

describe('from where somebody asks', () => {
  test('nobody but our proxies is believed', async () => {
    const origin = await open(['192.0.2.1']);
    expect(await clientFrom(origin)).toBe('127.0.0.1');
    expect(await clientFrom(origin, '203.0.113.9')).toBe('127.0.0.1');
  });

  test.each([
    ['one proxy', ['127.0.0.1'], '203.0.113.9', '203.0.113.9'],
    ['what the visitor claims before it', ['127.0.0.1'], '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['two proxies', ['127.0.0.1', '10.0.0.7'], '203.0.113.9, 10.0.0.7', '203.0.113.9'],
    ['a network of proxies', ['127.0.0.0/8', '10.0.0.0/8'], '203.0.113.9,10.9.8.7', '203.0.113.9'],
    ['nothing that it says', ['127.0.0.1'], undefined, '127.0.0.1'],
    ['IPv6', ['127.0.0.1', 'fd00::/8'], '2001:db8::9, fd00::1', '2001:db8::9'],
    ['IPv4 in the clothes of IPv6', ['127.0.0.1', '10.0.0.7'], '203.0.113.9, ::ffff:10.0.0.7', '203.0.113.9'],
  ] as const)('our proxy is believed: %s', async (_, proxies, forwarded, client) => {
    expect(await clientFrom(await open(proxies), forwarded)).toBe(client);
  });

  test.skipIf(networkInterfaces()['lo']?.every(({ family }) => family !== 'IPv6'))(
    'a socket that listens for both kinds of addresses knows its proxy',
    async () => {
      expect(await clientFrom(await open(['127.0.0.1'], '::'), '203.0.113.9')).toBe('203.0.113.9');
    },
  );
});

describe('a place to listen that cannot be had', () => {
  test.each([
    ['192.0.2.1', /^The pages cannot be served at 192\.0\.2\.1:\d+: this computer has no such address\. Set LISTEN /],
    ['lotse.invalid', /no such address is known\. Set LISTEN /],
  ])('%s', async (host, says) => {
    const serve: Serve = async () => new Response();
    await expect(serveHttp({ listen: { host, port: 8081 }, trustedProxies: [], serve })).rejects.toThrow(says);
  });
});

test('what comes without its length is limited like everything else', async () => {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 10 }));
  app.post('/', async (c) => c.text((await c.req.text()) + c.req.header('x-more')));
  http = await serveHttp({
    listen: { host: '127.0.0.1', port: 0 },
    trustedProxies: [],
    serve: async (r) => app.fetch(r),
  });
  const { port } = http;
  const post = async (text: string) => {
    const body = new Blob([text]).stream(); // sent in chunks
    const headers = { 'x-more': '!' };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body, duplex: 'half' });
    return `${answer.status} ${await answer.text()}`;
  };
  expect([await post('short'), await post(''), (await post('far too long')).slice(0, 3)]).toEqual([
    '200 short!',
    '200 !',
    '413',
  ]);
});

test('a database that does not answer in time counts as away', async () => {
  const serve = withHealth(async () => new Response('page'), {
    base: '/lotse',
    ready: () => new Promise(() => {}),
    within: async () => {},
  });
  const get = async (path: string) => (await serve(new Request(`http://x${path}`), '')).status;
  expect([await get('/readyz'), await get('/lotse/readyz'), await get('/healthz')]).toEqual([503, 503, 200]);
  expect(await (await serve(new Request('http://x/other/readyz'), '')).text()).toBe('page');
});
