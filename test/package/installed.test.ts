import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRecording } from '../recording/build-recording.js';
import { type Ended, runProgram } from '../run-program.js';
import { type FreshProject, freshProject } from './fresh-project.js';
import { pack, root } from './pack.js';

/** What a user may write who has TypeScript and no types but ours. */
const consumer = `
import {
  type Recording, type RecordOptions, type RecordSummary, type ReplayReport,
  openRecording, parseListenAddress, record, replay, UsageError,
} from 'cometd-understudy';

const listen = parseListenAddress('127.0.0.1:0');

export async function recorded(target: string, output: string): Promise<RecordSummary> {
  const options: RecordOptions = { target, output, listen };
  await using proxy = await record(options);
  const url: string = proxy.url;
  if (url === '') throw new UsageError('nowhere');
  return proxy.close();
}

export async function played(file: string): Promise<ReplayReport> {
  await using standIn = await replay(file, { listen, seed: 2 });
  return standIn.report();
}

export function users(file: string): readonly (string | null)[] {
  using recording: Recording = openRecording(file);
  return [...recording.sessions()].map((session) => session.user);
}

// @ts-expect-error a target is needed
export const wrong: RecordOptions = { output: 'a.db' };
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'NodeNext',
    target: 'ES2022',
    types: [],
    skipLibCheck: false,
    noEmit: true,
  },
  files: ['consumer.mts'],
};

/** What a user may write in plain JavaScript. */
const module = `
import { openRecording, record, replay } from 'cometd-understudy';

using(openRecording('tweet.db'), (recording) => {
  console.log([...recording.sessions()].map((session) => session.user).join());
});
const standIn = await replay('tweet.db', { listen: { host: '127.0.0.1', port: 0 } });
const answer = await fetch(standIn.url + '/api/v2/me/tweets/7', {
  method: 'POST',
  headers: { Authorization: 'Basic YTE6eA==', 'Content-Type': 'application/json' },
  body: '{"operationName":"Complete"}',
});
console.log(await answer.text());
await standIn.close();
console.log(typeof record);

function using(recording, act) {
  act(recording);
  recording.close();
}
`;

/** What a user may write in a test. */
const vitestTest = `
import { replay, type StandIn } from 'cometd-understudy';
import { standInFixture, type StandInFixtures, standInTest } from 'cometd-understudy/vitest';
import { describe, expect, test as base } from 'vitest';

const complete = (standIn: StandIn): Promise<Response> =>
  fetch(standIn.url + '/api/v2/me/tweets/7', {
    method: 'POST',
    headers: { Authorization: 'Basic YTE6eA==', 'Content-Type': 'application/json' },
    body: '{"operationName":"Complete"}',
  });

const test = standInTest('tweet.db', { seed: 2 });
test('plays', async ({ standIn }) => {
  await complete(standIn);
  expect(standIn).toHaveReplayedAll();
  expect(standIn).toHaveNoMisses();
});

describe('not strict', () => {
  test.override({ standInOptions: { strict: false } });
  test('misses', async ({ standIn }) => {
    await fetch(standIn.url);
    expect(standIn).not.toHaveNoMisses();
    expect(standIn).not.toHaveReplayedAll();
  });
});

const both = base.extend({ user: 'a1' }).extend<StandInFixtures>(standInFixture('tweet.db'));
both('extends another', async ({ standIn, user, recording }) => {
  const names: string[] = [user, recording];
  expect(names).toEqual(['a1', 'tweet.db']);
  await complete(standIn);
  expect(standIn).toHaveReplayedAll();
});

test('has a second one', async ({ standIn }) => {
  await using other = await replay('tweet.db', { listen: { host: '127.0.0.1', port: 0 } });
  expect(other.url).not.toBe(standIn.url);
});

// @ts-expect-error where it listens is not the test's to say
export const wrong = standInTest('tweet.db', { listen: { host: '127.0.0.1', port: 1 } });
`;

describe('the package, installed elsewhere', () => {
  let folder: string;
  let project: FreshProject;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-installed-'));
    const tarball = await pack(folder);
    project = await freshProject(path.join(folder, 'project'), tarball.file);
    buildRecording(path.join(project.folder, 'tweet.db'), (b) => {
      b.exchange({
        session: b.session('ambrose'),
        path: '/api/v2/me/tweets/7',
        requestHeaders: [
          ['Host', 'gws.test:8080'],
          ['Authorization', 'Basic ~3f2a'],
          ['Content-Type', 'application/json'],
        ],
        requestRedacted: ['header authorization'],
        requestBody: '{"operationName":"Complete"}',
        responseBody: '{"statusCode":0,"referenceId":45}',
      });
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** `--no`: npx takes what is installed, or fails. */
  const npx = (...args: string[]): Promise<Ended> =>
    runProgram('npx', ['--no', '--', 'understudy', ...args], { cwd: project.folder });

  it('tells how it is used', async () => {
    const { status, stdout } = await npx('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: understudy/u);
    for (const command of ['record', 'replay', 'show', 'verify']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'mu'));
    }
  });

  it('knows its version', async () => {
    const { status, stdout } = await npx('--version');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  it('shows a recording', async () => {
    const { status, stdout } = await npx('show', 'tweet.db');
    expect(status).toBe(0);
    expect(stdout).toContain('Complete');
    expect(stdout).toContain('ambrose');
  });

  it('is a library for plain ES modules', async () => {
    writeFileSync(path.join(project.folder, 'module.mjs'), module);
    const ended = await runProgram(process.execPath, ['module.mjs'], { cwd: project.folder });
    expect(ended).toEqual({
      status: 0,
      stdout: 'ambrose\n{"statusCode":0,"referenceId":45}\nfunction\n',
      stderr: '',
    });
  });

  it('is a library for TypeScript, strict, with no other types installed', async () => {
    writeFileSync(path.join(project.folder, 'consumer.mts'), consumer);
    writeFileSync(path.join(project.folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const ended = await runProgram(process.execPath, [tsc, '--project', project.folder]);
    expect(ended).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('gives tests in vitest their stand-in and its matchers, with types', async () => {
    // As installed beside it: from the registry it would be the same.
    symlinkSync(
      path.join(root, 'node_modules/vitest'),
      path.join(project.folder, 'node_modules/vitest'),
    );
    writeFileSync(path.join(project.folder, 'tweet.test.mts'), vitestTest);
    const config = path.join(project.folder, 'tsconfig.vitest.json');
    const { compilerOptions } = tsconfig;
    writeFileSync(
      config,
      JSON.stringify({
        compilerOptions: {
          ...compilerOptions,
          lib: ['ES2023', 'DOM', 'ESNext.Disposable'],
          // vitest's own types ask for more than there is here.
          skipLibCheck: true,
        },
        files: ['tweet.test.mts'],
      }),
    );
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const checked = await runProgram(process.execPath, [tsc, '--project', config]);
    expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });

    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const ended = await runProgram(process.execPath, [vitest, 'run', '--reporter=tap'], {
      cwd: project.folder,
    });
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    expect(ended.stdout.match(/^ {8}ok |^ {4}ok /gmu)?.length).toBeGreaterThanOrEqual(4);
  });
});
