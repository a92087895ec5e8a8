import { defineConfig } from 'vitest/config';

/** What is packed and installed: slow, so apart from the tests of every minute. */
// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
