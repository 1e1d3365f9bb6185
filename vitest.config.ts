import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['tests/**/*.spec.ts'],
    exclude: ['tests/browser/**', 'tests/real/**'], // npm run test:browser, npm run test:real
    globalSetup: ['tests/support/server.ts'],
    reporters: ['default', './tests/support/plain-reporter.ts'],
    // Test files share a process, so that what they import is loaded once: five times as fast.
    isolate: false,
    maxWorkers: 3, // on two cores: somebody always waits for a clock or a server
    // Prisma's schema engine is WebAssembly, which Node imports with a remark.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
