import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type PlatformName, platforms } from '../../src/bots/index.ts';

/** Which file runs the contract over each platform. */
const specs: Record<PlatformName, string> = {
  matrix: 'matrix.spec.ts',
  memory: 'memory.spec.ts',
  slack: 'slack.spec.ts',
  web: 'web.spec.ts',
};

test('every platform is on the list, and keeps the contract in a file of its own', () => {
  const folders = readdirSync('src/bots', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(Object.keys(platforms).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  expect(readdirSync('tests/bots')).toEqual(expect.arrayContaining(Object.values(specs)));
});
