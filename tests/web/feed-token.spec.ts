import { expect, test } from 'vitest';
import { makeToken, readToken } from '../../src/bots/web/token.ts';
import { makeFeedToken, readFeedToken } from '../../src/web/feed-token.ts';

const person = { body: 'body:test', feed: { of: 'P-3', serial: 2 } } as const;
const group = { body: 'body:test', feed: { of: 'org:wohnen', serial: 0 } } as const;

test.each([person, group])('a token is read back by whoever has the key: %j', (named) => {
  const token = makeFeedToken('key', named);
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(readFeedToken('key', token)).toEqual(named);
  expect(readFeedToken('other', token)).toBeUndefined();
});
test('what was changed, cut or made for something else opens nothing', () => {
  const [named = '', mac = ''] = makeFeedToken('key', person).split('.');
  const [other = ''] = makeFeedToken('key', { ...person, feed: { of: 'P-4', serial: 2 } }).split('.');
  for (const token of ['', '.', named, `${named}.`, `.${mac}`, `${other}.${mac}`, `${named}.${mac.slice(0, -1)}`])
    expect(readFeedToken('key', token)).toBeUndefined();
  const link = makeToken('key', 'link', { body: 'body:test', access: 'L-1' });
  expect(readFeedToken('key', link)).toBeUndefined();
  expect(readToken('key', 'link', makeFeedToken('key', person))).toBeUndefined();
  expect(readToken('key', 'stay', makeFeedToken('key', person))).toBeUndefined();
});
