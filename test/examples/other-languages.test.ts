import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../docs/tools.js';
import { program, root } from '../e2e/command.js';
import { type Ended, runProgram } from '../run-program.js';

/** Milliseconds; each takes a few seconds, more on a busy machine. */
const limit = 90_000;

/** Runs a program from the root of the checkout, as the page of the examples says. */
function run(command: string, args: readonly string[]): Promise<Ended> {
  return runProgram(command, args, {
    cwd: root,
    env: { UNDERSTUDY: `${process.execPath} ${program}`, PYTHONDONTWRITEBYTECODE: '1' },
    limit,
  });
}

/** Whether an example can be run; where it must be, it is all the same, and fails. */
function canRun(...tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => !hasTool(tool));
  if (missing.length === 0 || process.env.CI !== undefined) return true;
  console.log(`no ${missing.join(' and ')} here: the example is not run`);
  return false;
}

describe('the examples for other languages', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-examples-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!canRun('python3'))(
    'pass in Python',
    async () => {
      for (const [name, tests] of [
        ['test_tweet.py', 2],
        ['test_door.py', 3],
      ] as const) {
        const ended = await run('python3', [`docs/examples/python/${name}`]);
        expect(ended.status, ended.stderr).toBe(0);
        expect(ended.stderr).toContain(`Ran ${tests} tests`);
      }
    },
    limit,
  );

  it.skipIf(!canRun('java', 'javac'))(
    'pass in Java, without a warning',
    async () => {
      const sources = readdirSync(path.join(root, 'docs/examples/java'))
        .filter((each) => each.endsWith('.java'))
        .map((each) => `docs/examples/java/${each}`);
      const compiled = await run('javac', [
        '-Xlint:all,-serial',
        '-Werror',
        '-d',
        folder,
        ...sources,
      ]);
      expect(compiled.status, compiled.stdout + compiled.stderr).toBe(0);
      const ended = await run('java', ['-ea', '-cp', folder, 'TweetTest']);
      expect(ended.status, ended.stderr).toBe(0);
      expect(ended.stdout).toBe('3 tests passed\n');
    },
    limit,
  );
});
