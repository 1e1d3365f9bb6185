import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { getRequestFn, MatrixClient } from 'matrix-bot-sdk';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openClient } from '../../src/bots/matrix/client.ts';
import { homeserver } from '../support/homeserver.ts';
import { personOn } from '../support/matrix-people.ts';

/** Below matrix-bot-sdk is an old HTTP library whose own packages we lift: what goes through it must still arrive whole. */
const everyByte = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7 + (n >> 8)) % 256));
const ICS = 'text/calendar';

describe('files through matrix-bot-sdk', () => {
  const stage = async () => {
    const server = await homeserver();
    onTestFinished(() => server.end());
    return { server, account: server.user('lotse'), ada: personOn(server.url, server.user('ada')) };
  };

  test('what we upload, others download byte by byte, with its type', async () => {
    const { server, account, ada } = await stage();
    const address = await openClient(server.url, account.token).upload(everyByte, ICS, 'Sitzung Öffentlichkeit.ics');
    const got = await ada.downloads(address);
    expect([got.bytes.equals(everyByte), got.contentType]).toEqual([true, ICS]);
    const asked = server.asked.find(({ path }) => path.endsWith('/upload'));
    expect([asked?.user, asked?.query.get('filename')]).toEqual([account.id, 'Sitzung Öffentlichkeit.ics']);
  });

  test('what others upload, the library downloads, and its own way up works as well', async () => {
    const { server, account, ada } = await stage();
    const library = new MatrixClient(server.url, account.token);
    const theirs = await library.downloadContent(await ada.uploads(everyByte, ICS));
    expect([everyByte.equals(theirs.data), theirs.contentType]).toEqual([true, ICS]);
    const ours = await ada.downloads(await library.uploadContent(everyByte, 'image/png', 'Plan.png'));
    expect([ours.bytes.equals(everyByte), ours.contentType]).toEqual([true, 'image/png']);
  });
});

describe('the packages that are lifted', () => {
  test('still do for the HTTP library what it has them for: forms with files, and cookies', async () => {
    const got: { cookie: string | undefined; type: string | undefined; body: string }[] = [];
    const server = createServer(async (request, response) => {
      const { cookie, 'content-type': type } = request.headers;
      got.push({ cookie, type, body: await text(request) });
      response.setHeader('set-cookie', 'way=home; Path=/').end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const request = getRequestFn();
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const formData = { title: 'Plan', file: { value: Buffer.from('BEGIN'), options: { filename: 'p.ics' } } };
    for (let n = 0; n < 2; n += 1)
      await new Promise<void>((resolve, reject) =>
        request({ uri, method: 'POST', formData, jar: true }, (error: unknown) => (error ? reject(error) : resolve())),
      );
    expect(got.map(({ cookie }) => cookie)).toEqual([undefined, 'way=home']);
    for (const { type, body } of got) {
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(type ?? '')?.[1] ?? '?';
      expect(body.split(`--${boundary}`)).toEqual([
        '',
        expect.stringMatching(/name="title"\r\n\r\nPlan\r\n$/),
        expect.stringMatching(/name="file"; filename="p\.ics"\r\n[\s\S]*\r\n\r\nBEGIN\r\n$/),
        expect.stringMatching(/^--\s*$/),
      ]);
    }
  });

  /** The first versions, of each line, in which what was known of them is mended. */
  test.each([
    ['form-data', ['2.5.4', '3.0.4', '4.0.4']],
    ['tough-cookie', ['4.1.3', '5.0.0', '6.0.0']],
  ])('%s is nowhere one that is known to be weak', (name, mended) => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Readonly<Record<string, { version: string }>>;
    };
    const locked = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
    expect(locked).not.toEqual([]);
    for (const path of locked) {
      const installed = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as { version: string };
      for (const version of [packages[path]?.version ?? '', installed.version]) {
        const least = mended.find((each) => each.split('.')[0] === version.split('.')[0]) ?? '(no line)';
        expect(version.localeCompare(least, 'en', { numeric: true }), `${path} ${version}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
