import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** Against a real Synapse: slower than the rest, and only where one can be had. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: ['tests/real/**/*.spec.ts'],
    exclude: [],
    globalSetup: ['tests/support/server.ts', 'tests/support/synapse/setup.ts'],
    maxWorkers: 2, // one waits for a server that lets nobody send fast while the other works
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
