import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.js';
import { program, root, understudy } from '../e2e/command.js';
import { buildRecording, plainBody } from '../recording/build-recording.js';
import { allRows } from '../recording/jsonl/all-rows.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { mustRun, runProgram } from '../run-program.js';

const folder = temporaryFolder();
const tweet = path.join(root, 'recordings/complete-tweet.db');

describe('understudy export', () => {
  it('writes to standard output what it writes into a file', async () => {
    const output = folder.path('tweet.jsonl');
    const told = await understudy('export', tweet, '--format', 'jsonl', '--output', output);
    expect(told).toMatchObject({ status: 0, stderr: '' });
    expect(told.stdout).toMatch(/^exported \S+ as jsonl into \S+: \d+ kB\n$/u);
    const piped = await understudy('export', tweet, '--format', 'jsonl');
    expect(piped).toEqual({ status: 0, stderr: '', stdout: readFileSync(output, 'utf8') });
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });

  it('is quiet when its reader has seen enough', async () => {
    const args = ['-c', `"$0" "$@" | head -n 1; echo "\${PIPESTATUS[0]}"`];
    const command = [process.execPath, program, 'export', tweet, '--format', 'jsonl'];
    expect(await runProgram('bash', [...args, ...command])).toEqual({
      status: 0,
      stdout: '{"format":"understudy-jsonl","version":1,"schema":1}\n0\n',
      stderr: '',
    });
  });

  it.each([
    [[tweet], /'--format <format>' not specified; see --help/u, 2],
    [[tweet, '--format', 'xml'], /'xml' is invalid\. Allowed choices are jsonl/u, 2],
    [[tweet, '--format', 'jsonl', '--output', tweet], /exists already and is never over/u, 2],
    [[tweet, '--format', 'jsonl', '--output', '/no/such/folder/a'], /there is no folder/u, 2],
    [['absent.db', '--format', 'jsonl'], /absent\.db does not exist; check the path/u, 3],
  ])('refuses %j', async (args, message, status) => {
    const ended = await understudy('export', ...args);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).toMatch(/^understudy: [^\n]*\n$/u);
  });

  it('leaves no output of a recording that shows its damage late', async () => {
    const damaged = folder.path('damaged.db');
    const bytes = readFileSync(tweet);
    const at = bytes.lastIndexOf('"statusCode"');
    bytes.write('"statusKode"', at);
    writeFileSync(damaged, bytes);
    const output = folder.path('out.jsonl');
    const ended = await understudy('export', damaged, '--format', 'jsonl', '--output', output);
    expect(ended.stderr).toMatch(/is damaged: column \w+ holds no whole \w+; use another copy\n$/u);
    expect(ended.status).toBe(3);
    expect(folder.files()).toEqual(['damaged.db']);
  });
});

describe('understudy import', () => {
  it('makes the recording again and says what is in it', async () => {
    const lines = folder.path('named.as-you-like');
    await understudy('export', tweet, '--format', 'jsonl', '--output', lines);
    const output = folder.path('new.db');
    const told = await understudy('import', lines, '--output', output);
    expect(told).toEqual({
      status: 0,
      stderr: '',
      stdout:
        `imported 3 sessions, 14 calls and 24 notifications from jsonl into ${output}\n` +
        '  61 exchanges in all\n  16 correlated with their calls, 8 unsolicited\n',
    });
    expect(allRows(output)).toEqual(allRows(tweet));
    const other = folder.path('other.db');
    const { stdout } = await understudy('import', lines, '--output', other, '--json');
    expect(JSON.parse(stdout)).toEqual({
      ...{ format: 'jsonl', file: other, sessions: 3, exchanges: 61, calls: 14 },
      ...{ notifications: 24, correlated: 16, warnings: [] },
    });
  });

  it('says in one line what is wrong, and leaves no output', async () => {
    const lines = folder.path('lines.jsonl');
    const { stdout } = await understudy('export', tweet, '--format', 'jsonl');
    writeFileSync(lines, stdout.replace('"seq":9,', '"seq":7,'));
    const ended = await understudy('import', lines, '--output', folder.path('new.db'));
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toMatch(
      /^understudy: \S+ is damaged in line \d+: "seq" must be more than 8, which stands before it\n$/u,
    );
    expect(folder.files()).toEqual(['lines.jsonl']);
  });

  it('never overwrites', async () => {
    const ended = await understudy('import', tweet, '--output', tweet);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/exists already and is never overwritten/u);
  });
});

describe('git', () => {
  const docs = readFileSync(path.join(root, 'docs/jsonl.md'), 'utf8');

  it('shows by the settings in docs/jsonl.md what changed between two recordings', async () => {
    const git = (...args: string[]) => mustRun('git', args, { cwd: folder.path('.'), env });
    const wrapper = `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`;
    mkdirSync(folder.path('bin'));
    writeFileSync(folder.path('bin/understudy'), wrapper, { mode: 0o755 });
    const env = {
      ...{ PATH: `${folder.path('bin')}:${process.env.PATH}`, HOME: folder.path('.') },
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    };
    const settings = [...docs.matchAll(/^git (config .*)$/gmu)].map(([, words = '']) =>
      [...words.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
    );
    expect(settings).toHaveLength(2);
    await git('init', '-q');
    for (const args of settings) await git(...args);
    writeFileSync(folder.path('.gitattributes'), '*.db diff=understudy\n');
    expect(docs).toContain('\n*.db diff=understudy\n');
    const day = (answer: string) =>
      buildRecording(
        folder.path('day.db'),
        (b) => void b.exchange({ path: '/a', responseBody: answer }),
      );
    day('{"state":"Completed"}');
    await git('add', '.');
    rmSync(folder.path('day.db'));
    day('{"state":"Done"}');
    const shown = (await git('diff')).split('\n').filter((line) => /^[-+]\{/u.test(line));
    expect(shown.map((line) => `${line[0]} ${/"state":"\w+"/u.exec(line)?.[0]}`)).toEqual([
      '- "state":"Completed"',
      '+ "state":"Done"',
    ]);
  });
});

/** Too small for a large recording, if one held it, or a good part of it. */
const SMALL_HEAP = '--max-old-space-size=32';
const LARGE = 48 * 1024 * 1024;

describe('a large recording', () => {
  const large = temporaryLarge();

  it('is exported and imported in little memory', async () => {
    const lines = folder.path('large.jsonl');
    const output = folder.path('large.db');
    const run = (...args: string[]) => runProgram(process.execPath, [SMALL_HEAP, program, ...args]);
    const exported = await run('export', large(), '--format', 'jsonl', '--output', lines);
    expect(exported).toMatchObject({ status: 0, stderr: '' });
    expect(statSync(lines).size).toBeGreaterThan(LARGE);
    expect(await run('import', lines, '--output', output)).toMatchObject({ status: 0, stderr: '' });
    expect(statSync(output).size).toBeGreaterThan(LARGE);
  }, 120_000);

  it('waits for a reader that is slow, and holds no more meanwhile', async () => {
    const child = spawn(
      process.execPath,
      [SMALL_HEAP, program, 'export', large(), '--format', 'jsonl'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const end = once(child, 'close');
    let length = 0;
    for await (const chunk of child.stdout) {
      length += (chunk as Buffer).length;
      await new Promise(setImmediate);
    }
    expect(await end).toEqual([0, null]);
    expect(length).toBeGreaterThan(LARGE);
  }, 120_000);

  it.each(['export', 'import'] as const)(
    'leaves no output if the %s is interrupted, and says so',
    async (verb) => {
      const lines = folder.path('large.jsonl');
      const format = ['--format', 'jsonl'];
      if (verb === 'import') await understudy('export', large(), ...format, '--output', lines);
      const output = folder.path('never');
      const from = verb === 'import' ? [lines] : [large(), ...format];
      const interrupt = path.join(root, 'test/cli/interrupt-at-once.mjs');
      const args = ['--import', interrupt, program, verb, ...from, '--output', output];
      const ended = await runProgram(process.execPath, args);
      expect(ended).toMatchObject({ status: 3, stdout: 'begun\n' });
      expect(ended.stderr).toMatch(/^understudy: \S+ was not (?:made|exported): .* stopped\n$/u);
      expect(existsSync(output)).toBe(false);
    },
    120_000,
  );
});

/** One for all tests of a file. */
function temporaryLarge(): () => string {
  const file = path.join(root, 'dist', `large-${process.pid}.db`);
  beforeAll(() => {
    const writer = createRecording(file, { startedAt: 1 });
    const row = { at: 1, direction: 'to-server', redacted: [], notification: null } as const;
    const filler = 'x'.repeat(1000);
    for (let id = 1; id <= LARGE / 20_000; id += 1) {
      const body = plainBody(JSON.stringify({ id, text: filler.repeat(20) }));
      writer.request({
        ...{ id, seq: 2 * id, session: null, connection: 1, startedAt: 1, method: 'POST' },
        ...{ path: '/', httpVersion: '1.1', headers: [], trailers: [], body, kind: 'call' },
        ...{ operation: null, reference: null, redacted: [] },
      });
      writer.message({
        ...row,
        ...{ id, exchange: id, seq: 2 * id + 1, channel: '/a', clientId: null },
        text: `{"channel":"/a","id":${id}}`,
      });
      if (id % 100 === 0) writer.commit();
    }
    writer.close(2);
  });
  afterAll(() => rmSync(file, { force: true }));
  return () => file;
}
