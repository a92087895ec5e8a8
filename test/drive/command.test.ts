import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import { program, root, serve, understudy } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startStaging } from '../staging/staging.js';

const folder = temporaryFolder();
const tweets = path.join(root, 'recordings/complete-tweet.db');

describe('understudy drive', () => {
  it('drives a stand-in, says what it did and ends with status 0', async () => {
    const standIn = await serve('replay', tweets, '--listen', '127.0.0.1:0', '--together');
    const output = folder.path('again.db');
    const { status, stdout, stderr } = await understudy(
      ...['drive', tweets, '--target', standIn.url, '--output', output],
    );
    await standIn.stop();
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `drove 3 desktops: 40 acts, 14 calls, 24 notifications, in ${output}\n`,
    });
    expect(stderr).toContain(
      'no password is known for a1: a placeholder goes instead; set UNDERSTUDY_PASSWORD_A1, or say {"a1": "…"} in a file for --credentials\n',
    );
  }, 60_000);

  it('says whom the server refuses, and of waits that failed only once to who reads all', async () => {
    const staging = await startStaging();
    const log = folder.path('both.log');
    const descriptor = openSync(log, 'w');
    const output = folder.path('refused.db');
    const driving = spawn(
      process.execPath,
      [program, 'drive', tweets, '--target', staging.url, '--output', output, '--session', 'a1'],
      {
        stdio: ['ignore', descriptor, descriptor],
        env: { ...process.env, UNDERSTUDY_PASSWORD_A1: 'wrong' },
      },
    );
    const [status] = await once(driving, 'exit');
    closeSync(descriptor);
    await staging.close();
    const lines = readFileSync(log, 'utf8').split('\n');
    expect(status).toBe(1);
    expect(lines[0]).toBe(
      'a1 is refused: the answer to GET /api/v2/me is 403, in the recording it was 200; is what the credentials say right for this server?',
    );
    expect(lines.filter((line) => line.includes('waited in vain'))).toEqual([
      expect.stringMatching(/the handshake failed \(.*\), so 6 notifications are not waited for$/u),
    ]);
    expect(lines.slice(-3, -1)).toEqual([
      '1 wait failed, see above',
      '2 values of the old server had nothing of the new one in their place, so they went as recorded: 01QQQG2MU214P05K, 01QQQG2MU214P05L',
    ]);
  }, 60_000);

  it('logs in by a file of credentials, and tells programs what it does', async () => {
    const staging = await startStaging();
    const output = folder.path('again.db');
    const accounts = folder.path('accounts.json');
    writeFileSync(accounts, JSON.stringify({ '*': 'secret-{user}' }), { mode: 0o600 });
    const { status, stdout, stderr } = await understudy(
      ...['drive', tweets, '--target', staging.url, '--output', output],
      ...['--credentials', accounts, '--label', 'next', '--json'],
    );
    await staging.close();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({
      event: 'summary',
      file: output,
      interrupted: false,
      desktops: 3,
      acts: { done: 40, of: 40 },
      failedWaits: [],
    });
    expect(openRecording(output).info.label).toBe('next');
  }, 60_000);

  it('ends with status 1 and tells of each wait that failed', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const target = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const output = folder.path('silent.db');
    const { status, stdout } = await understudy(
      ...['drive', tweets, '--target', target, '--output', output],
      ...['--session', 'a1', '--wait', '20', '--json'],
    );
    for (const socket of sockets) socket.destroy();
    silent.close();
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const failed = lines.filter(({ event }) => event === 'failed-wait');
    expect(status).toBe(1);
    expect(failed[0]).toMatchObject({
      user: 'a1',
      copy: 1,
      waitedFor: 'the answer to GET /api/v2/me?subresources=*',
    });
    expect(failed).toHaveLength(lines.at(-1).failedWaitCount);
  }, 60_000);

  it('keeps what was done when it is interrupted', async () => {
    const sockets = new Set<Socket>();
    let onAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      onAsked = resolve;
    });
    const silent = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', onAsked);
    });
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const target = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const output = folder.path('ended.db');
    const child = spawn(process.execPath, [
      ...[program, 'drive', tweets, '--target', target, '--output', output],
    ]);
    await asked;
    const said: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
    child.kill('SIGINT');
    const [status] = await once(child, 'close');
    for (const each of sockets) each.destroy();
    silent.close();
    expect({ status, said }).toEqual({
      status: 0,
      said: [
        expect.stringMatching(/^drove 3 desktops: \d+ of 40 acts/u),
        '  ended early: what was done until then is recorded',
      ],
    });
    expect(openRecording(output).info.interrupted).toBe(false);
  }, 60_000);

  it('explains what it follows without any network', async () => {
    const { status, stdout } = await understudy('drive', tweets, '--explain', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).followed.map(({ value }: { value: string }) => value)).toContain(
      '01QQQG2MU214P05K',
    );
  }, 60_000);

  it.each([
    [['drive', tweets, '--output', 'x.db'], 2, 'drive needs --target'],
    [['drive', tweets, '--explain', '--session', 'a1'], 2, 'takes no --session'],
    [['drive', tweets, '--target', 'gws', '--output', 'x.db'], 2, "target 'gws' is no http"],
    [['drive', tweets, '--target', 'http://127.0.0.1:1', '--output', tweets], 2, 'exists'],
    [['drive', 'absent.db', '--target', 'http://127.0.0.1:1', '--output', 'x.db'], 3, 'absent.db'],
    [['drive', tweets, '--target', 'http://127.0.0.1:1', '--output', 'x.db'], 4, "can't reach"],
    [
      ['drive', tweets, '--target', 'http://127.0.0.1:1', '--output', 'x.db', '--timing', 'x'],
      2,
      'instant, recorded or a number',
    ],
    [
      ['drive', tweets, '--target', 'http://127.0.0.1:1', '--output', 'x.db', '--credentials', 'x'],
      2,
      'credentials file',
    ],
  ])(
    'refuses %j with status %i',
    async (args, status, words) => {
      const ended = await understudy(...args);
      expect(ended).toMatchObject({ status, stdout: '' });
      expect(ended.stderr).toContain(words);
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
      expect(existsSync('x.db')).toBe(false);
    },
    60_000,
  );
});
