import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, runProgram } from '../run-program.js';
import { findBrowser } from './browser.js';

const root = path.resolve(import.meta.dirname, '../..');
/** Milliseconds; the longest takes about ten seconds on a busy machine. */
const limit = 90_000;

/** Runs an example as its page says, from the root of the checkout. */
function run(command: readonly [string, ...string[]], env: Record<string, string> = {}) {
  const [script, ...args] = command;
  const program = path.join(root, 'node_modules', script);
  return runProgram(process.execPath, [program, ...args], {
    cwd: root,
    // What vitest sets for its tests is not for other runners.
    env: { NODE_ENV: '', VITEST: '', ...env },
    limit,
  });
}

function outputOf({ stdout, stderr }: Ended): string {
  return stripVTControlCharacters(`${stdout}\n${stderr}`);
}

describe('the examples of test runners', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-examples-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'pass in vitest',
    async () => {
      const config = 'docs/examples/vitest/vitest.config.js';
      const ended = await run(['vitest/vitest.mjs', 'run', '--config', config]);
      expect(ended.status, outputOf(ended)).toBe(0);
      expect(outputOf(ended)).toMatch(/Tests +2 passed/u);
    },
    limit,
  );

  it(
    'pass in jest',
    async () => {
      const config = 'docs/examples/jest/jest.config.json';
      const ended = await run(['jest/bin/jest.js', '--ci', '--config', config], {
        NODE_OPTIONS: '--experimental-vm-modules',
      });
      expect(ended.status, outputOf(ended)).toBe(0);
      expect(outputOf(ended)).toContain('4 passed, 4 total');
    },
    limit,
  );

  const browser = findBrowser();
  if (browser === null && process.env.CI === undefined) {
    console.log('no Chromium here: the Playwright example is not run; CHROMIUM may name one');
  }
  it.skipIf(browser === null && process.env.CI === undefined)(
    'pass in Playwright',
    async () => {
      if (browser === null)
        throw new Error('no Chromium here; install one, or name it in CHROMIUM');
      const config = 'docs/examples/playwright/playwright.config.js';
      const command = ['@playwright/test/cli.js', 'test', '--config', config] as const;
      const ended = await run([...command, '--output', folder], { CHROMIUM: browser });
      expect(ended.status, outputOf(ended)).toBe(0);
      expect(outputOf(ended)).toContain('2 passed');
    },
    limit,
  );

  it('stand in their page as they are in the files', async () => {
    const page = path.join(root, 'docs/test-runners.md');
    await expect(withFiles(readFileSync(page, 'utf8'))).toMatchFileSnapshot(page);
  });
});

/** The page with the text of each file below the comment that names it; `vitest -u` writes it. */
function withFiles(page: string): string {
  return page.replace(
    /^<!-- file: (\S+) -->\n```(\w+)\n[\s\S]*?^```$/gmu,
    (_, file: string, language: string) =>
      `<!-- file: ${file} -->\n\`\`\`${language}\n${readFileSync(path.join(root, file), 'utf8')}\`\`\``,
  );
}
