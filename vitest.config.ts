import { pathToFileURL } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Node starts worker threads from JavaScript: they come from the build, as a child process in a test does. So does the page
 * of the inspector.
 */
const builtWorkers = {
  name: 'built-workers',
  transform(code: string, id: string) {
    const built = id.replace('/src/', '/dist/src/').replace(/\.ts$/u, '.js');
    return id.includes('/src/') &&
      !id.includes('/dist/') &&
      /new Worker\(|new URL\(["']\.\.\/page\//u.test(code)
      ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(built)))
      : undefined;
  },
};

export default defineConfig({
  plugins: [builtWorkers],
  test: {
    include: ['test/**/*.test.ts'],
    // Slow, and run by `npm run test:package`.
    exclude: [...configDefaults.exclude, 'test/package/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What a page shows comes when it comes, on a busy machine late.
    expect: { poll: { timeout: 15_000 } },
  },
});
