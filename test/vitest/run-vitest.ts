import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from '../run-program.js';

const root = path.resolve(import.meta.dirname, '../..');

/** How one test ended. */
export interface EndedTest {
  readonly passed: boolean;
  /** Messages of its failures, without stacks. */
  readonly failures: readonly string[];
}

/** Each file of tests finds it beside itself as `tweet.db`. */
const recording = path.join(root, 'recordings/complete-tweet.db');

/**
 * Runs vitest on one file of tests, as at a user's who has installed the package: by its title, how each test ended.
 */
export async function runVitest(source: string): Promise<ReadonlyMap<string, EndedTest>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-vitest-'));
  try {
    const modules = path.join(folder, 'node_modules');
    mkdirSync(modules);
    symlinkSync(root, path.join(modules, 'cometd-understudy'));
    symlinkSync(path.join(root, 'node_modules/vitest'), path.join(modules, 'vitest'));
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(recording, path.join(folder, 'tweet.db'));
    writeFileSync(path.join(folder, 'some.test.mjs'), source);
    const report = path.join(folder, 'report.json');
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const flags = ['run', '--reporter=json', `--outputFile=${report}`, '--no-color'];
    const { stdout, stderr } = await runProgram(process.execPath, [vitest, ...flags], {
      cwd: folder,
    });
    return endedTests(report, `${stdout}\n${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface JsonReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function endedTests(report: string, output: string): ReadonlyMap<string, EndedTest> {
  let json: JsonReport;
  try {
    json = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  } catch (error) {
    throw new Error(`vitest wrote no report:\n${output}`, { cause: error });
  }
  const tests = json.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (tests.length === 0) throw new Error(`vitest ran no test:\n${output}`);
  return new Map(
    tests.map(({ title, status, failureMessages }) => [
      title,
      {
        passed: status === 'passed',
        failures: failureMessages.map((each) => each.replace(/\n {4}at [\s\S]*$/u, '')),
      },
    ]),
  );
}
