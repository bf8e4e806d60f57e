import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The packages as the commands load them, not their development builds.
  ssr: { resolve: { conditions: ['node', 'production'], externalConditions: ['node', 'production'] } },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
  },
});
