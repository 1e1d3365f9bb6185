import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { circles, type House, importsOf, liberties, strays } from './support/floor-plan.ts';

const house: House = new Map(
  globSync('**/*.{ts,mjs}', { cwd: 'src' })
    .filter((file) => !file.startsWith('store/generated/'))
    .map((file) => [file, readFileSync(`src/${file}`, 'utf8')]),
);

describe('the floor plan', () => {
  test('sees the house', () => {
    expect(house.size).toBeGreaterThan(100);
    expect([...house].flatMap(([file, text]) => importsOf(file, text)).length).toBeGreaterThan(400);
    const inside = [...house]
      .flatMap(([file, text]) => importsOf(file, text))
      .filter(({ to }) => /^[\w-]+(\/|\.ts)/.test(to) && to.endsWith('.ts'));
    expect(inside.filter(({ to }) => !house.has(to) && !to.startsWith('store/generated/'))).toEqual([]);
  });

  test('is kept: every import stays within what its room may know', () => {
    expect(strays(house)).toEqual([]);
  });

  test('is kept: nobody takes a clock, chance, the environment, a locale or the database on the side', () => {
    expect(liberties(house)).toEqual([]);
  });

  test('is kept: no rooms need each other in a circle, but that a command begins a dialog, which ends in a command', () => {
    expect(circles(house)).toEqual(['core/commands → core/dialogs']);
  });

  test('is kept: no file needs itself in a circle', () => {
    expect(circles(house, (file) => file)).toEqual([]);
  });
});

describe('the floor plan, tried with mistakes', () => {
  /** What the plan finds then, and did not find before. */
  const found = (by: (house: House) => readonly string[], file: string, text: string): readonly string[] => {
    const known = by(house);
    return by(new Map([...house, [file, text]])).filter((each) => !known.includes(each));
  };

  test.each([
    ['core/model/poll.ts', `import { z } from 'zod';`],
    ['core/model/poll.ts', `import { Cron } from 'croner';`],
    ['core/model/slot.ts', `import { Temporal } from 'temporal-polyfill';`],
    ['core/model/when/index.ts', `import type { Reads } from '../../ports.ts';`],
    ['core/handle.ts', `import { readFile } from 'node:fs/promises';`],
    ['core/handle.ts', `import {\n  memoryStore,\n} from '../store/memory.ts';`],
    ['core/commands/new.ts', `import type { PrismaClient } from '../../store/generated/client.ts';`],
    ['core/views/new.ts', `const { readFile } = await import('node:fs/promises');`],
    ['bots/memory/index.ts', `import { show } from '../../core/views/index.ts';`],
    ['bots/memory/index.ts', `import { memoryStore } from '../../store/memory.ts';`],
    ['bots/slack/receive.ts', `import { render } from '../memory/render.ts';`],
    ['bots/web/index.ts', `import { tally } from '../../core/model/poll.ts';`],
    ['store/reads.ts', `import { memoryPlatform } from '../bots/memory/index.ts';`],
    ['scheduler/start.ts', `import { jobs } from '../core/ticks/index.ts';`],
    ['documents/index.ts', `import pg from 'pg';`],
    ['districts/read.ts', `export { run } from '../core/commands/index.ts';`],
    ['lanes.ts', `import { memoryStore } from './store/memory.ts';`],
    ['newroom/index.ts', ''],
  ])('a wrong import is found: %s %s', (file, text) => {
    expect(found(strays, file, text)).toEqual([expect.stringContaining(file)]);
  });

  test.each([
    ['core/deliver.ts', 'const now = new Date();'],
    ['core/deliver.ts', 'const now = Temporal.Now.instant();'],
    ['core/commands/new.ts', 'const id = crypto.randomUUID();'],
    ['store/memory.ts', 'const now = performance.now();'],
    ['store/postgres/index.ts', 'setTimeout(() => {}, 5);'],
    ['bots/memory/index.ts', 'setInterval(() => {}, 5);'],
    ['bots/slack/render.ts', 'const id = Math.random();'],
    ['bots/slack/receive.ts', 'const at = Date.now();'],
    ['lanes.ts', 'const home = process.env["HOME"];'],
    ['core/views/new.ts', 'const day = new Intl.DateTimeFormat("de");'],
    ['documents/markdown.ts', 'const day = date.toLocaleDateString("de");'],
    ['web/health.ts', `import { PrismaClient } from '@prisma/client';`],
  ])('a liberty is found: %s %s', (file, text) => {
    expect(found(liberties, file, text)).toEqual([expect.stringContaining(file)]);
  });

  test('a circle is found, of two rooms and of three, and one of types alone is none', () => {
    const between = (...links: readonly (readonly [string, string])[]): House => new Map(links);
    const [texts, views, papers] = ['core/texts/a.ts', 'core/views/a.ts', 'core/papers/a.ts'];
    expect(
      circles(
        between(
          [texts, `import { b } from '../views/a.ts';`],
          [views, `import {\n  type A,\n  c,\n} from '../texts/a.ts';`],
        ),
      ),
    ).toEqual(['core/texts → core/views']);
    expect(
      circles(
        between(
          [texts, `export * from '../views/a.ts';`],
          [views, `import a from '../papers/a.ts';`],
          [papers, `import '../texts/a.ts';`],
        ),
      ),
    ).toEqual(['core/papers → core/texts → core/views']);
    expect(
      circles(
        between([texts, `import type { B } from '../views/a.ts';`], [views, `import { c } from '../texts/a.ts';`]),
      ),
    ).toEqual([]);
    expect(
      circles(
        between(
          ['core/deliver.ts', `import { a } from './views/a.ts';`],
          [views, `import { b } from '../deliver.ts';`],
        ),
      ),
    ).toEqual(['core/deliver.ts → core/views']);
  });
});
