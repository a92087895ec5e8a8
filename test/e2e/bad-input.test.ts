import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRecording } from '../recording/build-recording.js';
import type { Ended } from '../run-program.js';
import { understudy } from './command.js';

let folder: string;
let listener: Server;
let taken: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-bad-'));
  listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  taken = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
});

afterAll(async () => {
  listener.close();
  await once(listener, 'close');
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string): string => path.join(folder, name);

function recordingAt(name: string): string {
  const file = inFolder(name);
  if (!existsSync(file)) {
    buildRecording(file, (b) => {
      b.exchange({ session: b.session('a1'), method: 'GET', path: '/api/v2/me', status: 200 });
    });
  }
  return file;
}

function expectOneLine({ status, stdout, stderr }: Ended, wanted: number): void {
  expect(stderr).toMatch(/^understudy: .*\n$/u);
  expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }, stderr).toEqual({
    status: wanted,
    stdout: '',
    lines: 1,
  });
  expect(stderr).not.toMatch(/\n\s+at /u);
}

describe('a command line that is wrong', () => {
  it.each([
    ['an unknown command', ['rewind']],
    ['an unknown flag', ['record', '--target', 'http://127.0.0.1:1', '--loud']],
    ['record without a target', ['record']],
    ['a target that is no URL', ['record', '--target', 'gws', '--output', 'OUT']],
    ['a target with a path', ['record', '--target', 'http://127.0.0.1:1/api', '--output', 'OUT']],
    ['an address that is none', ['record', '--target', 'http://127.0.0.1:1', '--listen', 'x:y:z']],
    ['a port that is none', ['record', '--target', 'http://127.0.0.1:1', '--listen', ':99999']],
    ['a seed that is no number', ['replay', 'x.db', '--seed', 'one']],
    ['replay without a recording', ['replay']],
    ['an id that is no number', ['show', 'x.db', 'first']],
  ])('ends with 2 and one line: %s', async (_, args) => {
    const output = inFolder('never.db');
    expectOneLine(await understudy(...args.map((arg) => (arg === 'OUT' ? output : arg))), 2);
    expect(existsSync(output)).toBe(false);
  });

  it.each(['http://a:hush@gws.test', 'https://a:hush@gws.test', 'gws://a:hush@gws.test'])(
    'says no password when it refuses a target: %s',
    async (target) => {
      const ended = await understudy(
        'record',
        '--target',
        target,
        '--output',
        inFolder('never.db'),
      );
      expectOneLine(ended, 2);
      expect(ended.stderr).not.toContain('hush');
      expect(ended.stderr.includes('an origin alone')).toBe(target.startsWith('http'));
    },
  );

  it('ends with 2 if the output exists, and leaves it as it is', async () => {
    const output = inFolder('exists.db');
    writeFileSync(output, 'precious');
    const args = ['record', '--target', 'http://127.0.0.1:1', '--output', output];
    expectOneLine(await understudy(...args), 2);
    expectOneLine(
      await understudy(
        'replay',
        recordingAt('good.db'),
        '--report',
        output,
        '--listen',
        '127.0.0.1:0',
      ),
      2,
    );
  });

  it('ends with 2 if a session is asked for that is not there', async () => {
    const args = ['--session', 'nobody', '--listen', '127.0.0.1:0'];
    expectOneLine(await understudy('replay', recordingAt('good.db'), ...args), 2);
  });

  it('ends with 2 if an exchange is asked for that is not there', async () => {
    expectOneLine(await understudy('show', recordingAt('good.db'), '999'), 2);
  });
});

describe('an address that fails', () => {
  it('ends with 4 and no file if the target cannot be reached', async () => {
    const output = inFolder('unreachable.db');
    const args = ['--target', 'http://127.0.0.1:1', '--listen', '127.0.0.1:0', '--output', output];
    expectOneLine(await understudy('record', ...args), 4);
    expect(existsSync(output)).toBe(false);
  });

  it('ends with 4 and no file if the port is in use', async () => {
    const output = inFolder('in-use.db');
    const args = ['--target', `http://${taken}`, '--listen', taken, '--output', output];
    expectOneLine(await understudy('record', ...args), 4);
    expect(existsSync(output)).toBe(false);
    expectOneLine(await understudy('replay', recordingAt('good.db'), '--listen', taken), 4);
  });
});

describe('a recording that cannot be read', () => {
  const broken: readonly (readonly [string, () => string])[] = [
    ['does not exist', () => inFolder('absent.db')],
    [
      'is no SQLite file',
      () => {
        const file = inFolder('text.db');
        writeFileSync(file, 'Dear diary, '.repeat(1_000));
        return file;
      },
    ],
    [
      'is empty',
      () => {
        const file = inFolder('empty.db');
        writeFileSync(file, '');
        return file;
      },
    ],
    [
      'is a folder',
      () => {
        const file = inFolder('folder.db');
        mkdirSync(file, { recursive: true });
        return file;
      },
    ],
    [
      'is another SQLite file',
      () => {
        const file = inFolder('other.db');
        rmSync(file, { force: true });
        new Database(file).exec('CREATE TABLE t (x)').close();
        return file;
      },
    ],
    [
      'has another version',
      () => {
        const file = recordingAt('version.db');
        const database = new Database(file);
        database.pragma('user_version = 999');
        database.close();
        return file;
      },
    ],
    [
      'is truncated',
      () => {
        const file = recordingAt('truncated.db');
        truncateSync(file, 5_000);
        return file;
      },
    ],
  ];

  it.each(broken)('ends show, verify and replay with 3 and one line: it %s', async (_, make) => {
    const file = make();
    expectOneLine(await understudy('show', file), 3);
    expectOneLine(await understudy('verify', file), 3);
    expectOneLine(await understudy('replay', file, '--listen', '127.0.0.1:0'), 3);
  });

  it('ends replay with 3 and one line if an answer is damaged that no desktop has asked for', async () => {
    const file = inFolder('damaged-answer.db');
    buildRecording(file, (b) => {
      b.exchange({ session: b.session('a1'), path: '/call', responseBody: '{"statusCode":0}' });
    });
    const database = new Database(file);
    database.exec("UPDATE body SET content = X'00'");
    database.close();
    const { status, stderr } = await understudy('replay', file, '--listen', '127.0.0.1:0');
    expect(stderr).toMatch(/^understudy: .* is damaged: .*; use another copy\n$/u);
    expect(status).toBe(3);
  });
});
