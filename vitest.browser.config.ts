import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** What people do, in a real browser: slower than the rest, and only where there is one. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: ['tests/browser/**/*.spec.ts'],
    exclude: [],
    maxWorkers: 1, // a browser and a server at a time are enough for two cores
    testTimeout: 120_000,
  },
});
