import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { program, root, understudy } from '../e2e/command.js';
import { findBrowser } from '../examples/browser.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { runProgram } from '../run-program.js';

const folder = temporaryFolder();
const shipped = path.join(root, 'recordings/complete-tweet.db');

/** A desktop that completes two tweets, each answered with this status code. */
function recorded(name: string, statusCode: number): string {
  const file = folder.path(name);
  buildRecording(file, (b) => {
    const session = b.session('ambrose');
    for (const tweet of ['01QQQG2MU214P05K', '01QQQG2MU214P05L']) {
      b.exchange({
        session,
        path: `/api/v2/me/tweets/${tweet}`,
        requestBody: '{"operationName":"Complete"}',
        responseBody: `{"statusCode":${statusCode}}`,
      });
    }
  });
  return file;
}

function two(): readonly [string, string] {
  return [recorded('old.db', 0), recorded('new.db', 6)];
}

describe('understudy diff', () => {
  it('says what was probably meant by a kind that is none', async () => {
    const { status, stderr } = await understudy('diff', shipped, shipped, '--fail-on', 'satus');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /'satus' is invalid\. Allowed choices are call, .*, notification-late; did you mean status\?; see --help\n$/u,
    );
  });

  it('ends with 0 and says so, if nothing differs', async () => {
    const { status, stdout } = await understudy('diff', shipped, shipped);
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, 'same']);
  });

  it('ends with 1, and tells equal differences once', async () => {
    const { status, stdout } = await understudy('diff', ...two());
    expect(status).toBe(1);
    expect(stdout.slice(stdout.indexOf('\nDifferences'))).toMatchInlineSnapshot(`
      "
      Differences
        2  body

      Operations
        2  POST /api/v2/me/tweets/{id} Complete  body

      POST /api/v2/me/tweets/{id} Complete  2 differences
          baseline                                       │ candidate
        body  /statusCode
          0                                              │ 6
          2 times, for ambrose, calls 1 / 1, 2 / 2

      2 differences in 1 operation
      "
    `);
  });

  it('gives programs what the contract says', async () => {
    const { status, stdout } = await understudy('diff', ...two(), '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      same: false,
      differences: ['01QQQG2MU214P05K', '01QQQG2MU214P05L'].map((tweet) => ({
        kind: 'body',
        user: 'ambrose',
        call: `POST /api/v2/me/tweets/${tweet} Complete`,
        notification: null,
        path: '/statusCode',
        baseline: 0,
        candidate: 6,
      })),
      ignored: [],
    });
  });

  it('gives CI servers and pull requests what they read', async () => {
    const files = two();
    const junit = await understudy('diff', ...files, '--format', 'junit');
    expect(XMLValidator.validate(junit.stdout)).toBe(true);
    const markdown = await understudy('diff', ...files, '--format', 'markdown');
    expect(markdown.stdout).toContain('### ❌ understudy diff: 2 differences in 1 operation');
  });

  it('writes the report into a file, and says in short what is in it', async () => {
    const output = folder.path('report.json');
    const args = ['diff', ...two(), '--format', 'json', '--output', output];
    expect(await understudy(...args)).toEqual({
      status: 1,
      stdout: '2 differences in 1 operation\n',
      stderr: '',
    });
    expect(JSON.parse(readFileSync(output, 'utf8')).same).toBe(false);
  });

  it('never overwrites a file, and looks before it reads the recordings', async () => {
    const output = folder.path('kept.txt');
    writeFileSync(output, 'kept');
    expect(await understudy('diff', 'absent.db', 'absent.db', '--output', output)).toEqual({
      status: 2,
      stdout: '',
      stderr: `understudy: ${output} exists already and is never overwritten; name another --output\n`,
    });
    expect(readFileSync(output, 'utf8')).toBe('kept');
  });

  it('fails only on the kinds that matter, if they are named', async () => {
    const files = two();
    const statusOf = async (...kinds: string[]) =>
      (await understudy('diff', ...files, '--quiet', '--fail-on', ...kinds)).status;
    expect(await statusOf('status', 'call')).toBe(0);
    expect(await statusOf('notification-late', 'body')).toBe(1);
    expect(await statusOf('answer')).toBe(1);
    expect(await statusOf('trouble')).toBe(2);
  });

  it('writes what it learned from other recordings, as rules that it goes by next time', async () => {
    const [old, next] = two();
    const learn = folder.path('noise.rules.json');
    const again = recorded('again.db', 0);
    const args = ['diff', old, next, '--noise', again, '--learn', learn, '--quiet'];
    expect(await understudy(...args)).toEqual({ status: 1, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(learn, 'utf8')).noise).toEqual({ ignore: ['...'] });
    expect((await understudy('diff', old, next, '--rules', learn)).status).toBe(1);
    const before = readFileSync(learn, 'utf8');
    expect(await understudy(...args)).toMatchObject({ status: 1, stdout: '' });
    expect(readFileSync(learn, 'utf8')).toBe(before);
    expect((await understudy('diff', old, next, '--learn', folder.path('x.json'))).status).toBe(2);
  });

  it('learns into no file that is something else, and leaves it as it is', async () => {
    const [old, next] = two();
    const file = folder.path('notes.txt');
    writeFileSync(file, 'kept');
    const args = ['diff', old, next, '--noise', recorded('again.db', 0), '--learn', file];
    expect(await understudy(...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `understudy: rules file ${file}: it is no JSON at line 1, column 1\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  it('prints nothing if it is to be quiet', async () => {
    expect(await understudy('diff', ...two(), '--quiet')).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    });
  });

  it('colours what a terminal shows, and fits its width, unless that is not wanted', async () => {
    const command = [process.execPath, program, 'diff', ...two()].join(' ');
    const shownWith = async (env: Record<string, string>) => {
      const args = ['-qec', `stty cols 60; exec ${command}`, '/dev/null'];
      return (await runProgram('script', args, { env: { SHELL: '/bin/sh', ...env } })).stdout;
    };
    const shown = await shownWith({ NO_COLOR: '' });
    expect(shown).toContain('\u001b[31m0\u001b[39m');
    const plain = await shownWith({ NO_COLOR: '1' });
    expect(plain).not.toContain('\u001b');
    expect(plain).toContain('    baseline                   │ candidate\r\n');
  });

  it.each([
    ['2 if a recording is not named', 2, [shipped]],
    ['2 if nobody knows the format', 2, [shipped, shipped, '--format', 'yaml']],
    [
      '2 if the folder of the output is not there',
      2,
      ['absent.db', shipped, '--output', '/absent/x'],
    ],
    ['3 if the baseline is absent', 3, ['absent.db', shipped]],
    ['3 if the candidate is no recording', 3, [shipped, path.join(root, 'package.json')]],
  ])('ends with %s', async (_, status, args) => {
    const ended = await understudy('diff', ...args);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(/^understudy: .+\n$/u);
  });

  it.skipIf(findBrowser() === null && process.env.CI === undefined)(
    'makes a page that a browser shows without a complaint',
    async () => {
      const output = folder.path('report.html');
      await understudy('diff', ...two(), '--format', 'html', '--output', output);
      const browser = await chromium.launch({
        executablePath: findBrowser() ?? '',
        args: ['--no-sandbox'],
      });
      try {
        const page = await browser.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(pathToFileURL(output).href);
        expect(await page.locator('article').count()).toBe(1);
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});
