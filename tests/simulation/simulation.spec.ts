import { describe, expect, test } from 'vitest';
import { play } from './run.ts';

const { SEED, SEEDS, FROM } = process.env;
const from = Number(SEED ?? FROM ?? 1);
const seeds = (usual: number): readonly number[] =>
  Array.from({ length: SEED === undefined ? Number(SEEDS ?? usual) : 1 }, (_, i) => from + i);
/** Vitest waits no longer for one test than this. */
const PATIENCE = 60_000 + 200 * Number(SEEDS ?? 0);

describe('whatever happens, in the end everything stands once, shows the newest, and counts right', () => {
  test('in memory', { timeout: PATIENCE }, async () => {
    const sum = { inputs: 0, accepted: 0, messages: 0, died: 0 };
    for (const seed of seeds(300)) {
      const it = await play(seed, 'memory');
      sum.inputs += it.sent.length;
      sum.accepted += it.accepted();
      sum.messages += it.names.flatMap((on) => it.platforms[on].messages).length;
      sum.died += it.bugs.length;
    }
    // A simulation in which nothing happens proves nothing.
    if (SEED === undefined) {
      const { length } = seeds(300);
      expect(sum.inputs).toBeGreaterThan(10 * length);
      expect(sum.accepted).toBeGreaterThan(5 * length);
      expect(sum.messages).toBeGreaterThan(4 * length);
      if (length >= 100) expect(sum.died).toBeGreaterThan(length / 10);
    }
  });

  test('on PostgreSQL', { timeout: PATIENCE }, async () => {
    for (const seed of seeds(4).slice(0, SEEDS === undefined ? 4 : Math.ceil(Number(SEEDS) / 20))) {
      await play(seed, 'postgres');
    }
  });
});
