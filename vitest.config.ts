/**
 * One run for everything: `core` and `web` are pure and share what they import, because loading it for each file took longer
 * than testing it; the files of `house` share one PostgreSQL, with a database of its own for each that asks.
 */
import { defineConfig } from 'vitest/config';

/** A browser meeting or a kill test is slow; anything slower than this is stuck. */
const HOUSE_TIMEOUT_MS = 180_000;

export default defineConfig({
  test: {
    // Much of `house` waits: for commits, for locks, for a browser. On two cores Vitest would take one.
    maxWorkers: 2,
    reporters: ['default', './test/setup/last-line.ts'],
    projects: [
      { test: { name: 'core', isolate: false, include: ['packages/**/*.test.ts'] } },
      { test: { name: 'web', isolate: false, include: ['web/src/**/*.test.ts'] } },
      {
        test: {
          name: 'house',
          include: ['api/src/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['./test/setup/postgres.ts'],
          testTimeout: HOUSE_TIMEOUT_MS,
          hookTimeout: HOUSE_TIMEOUT_MS,
        },
      },
    ],
  },
});
