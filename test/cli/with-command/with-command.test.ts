import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askFor, startObedientServer } from '../../capture/obedient-server.js';
import { program, root } from '../../e2e/command.js';
import { buildRecording } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { type Ended, runProgram } from '../../run-program.js';
import { doing, startWith } from './start-with.js';

const folder = temporaryFolder();
const interruptAtOnce = path.join(root, 'test/cli/interrupt-at-once.mjs');
const tweet = 'recordings/complete-tweet.db';

const understudy = (...args: string[]): Promise<Ended> =>
  runProgram(process.execPath, [program, ...args], { env: { GIVEN: 'before' } });

describe('replay FILE -- COMMAND', () => {
  it('tells the command the address, on a free port, and prints nothing where the command prints', async () => {
    const { status, stdout, stderr } = await understudy('replay', tweet, ...doing('tell'));
    const told = JSON.parse(stdout) as { url: string };
    expect(told).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/u),
      rest: [],
      given: 'before',
    });
    expect(new URL(told.url).port).not.toBe('8080');
    expect(stderr).toMatch(new RegExp(`^listening on ${told.url}\nplayed 0 calls, `, 'u'));
    expect(status).toBe(0);
  });

  it('starts it once connections are accepted', async () => {
    const { stdout, status } = await understudy('replay', tweet, ...doing('log-in'));
    expect({ stdout, status }).toEqual({ stdout: '200\n', status: 0 });
  });

  it('keeps to --listen, and names an address that one can connect to', async () => {
    const { stdout } = await understudy('replay', tweet, '--listen', '0.0.0.0:0', ...doing('tell'));
    expect(stdout).toMatch(/"url":"http:\/\/127\.0\.0\.1:\d+"/u);
  });

  it('hands over every word as it is, and takes none for its own', async () => {
    const words = ['--strict', '--debug', '--', '--listen', '$HOME', 'a b', '*', ''];
    const { stdout, status } = await understudy('replay', tweet, ...doing('tell', ...words));
    expect(JSON.parse(stdout)).toMatchObject({ rest: words });
    expect(status).toBe(0);
  });

  it('leaves standard input to the command', async () => {
    const run = startWith(['replay', tweet, ...doing('read')], { input: 'typed\n' });
    expect(await run.ended).toBe(0);
    expect(run.stdout()).toBe('typed\n');
  });

  it('writes its events to standard error with --json', async () => {
    const { stdout, stderr } = await understudy('replay', tweet, '--json', ...doing('tell'));
    const { url } = JSON.parse(stdout) as { url: string };
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(events).toEqual([
      { event: 'listening', url },
      expect.objectContaining({ event: 'summary' }),
    ]);
  });

  it('tells the command where the guarded door is, and its token', async () => {
    const { status, stdout } = await understudy(
      ...['replay', tweet, '--admin', '127.0.0.1:0', ...doing('ask-door', '/v1/status')],
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '200\n' });
  });

  it.each(['0', '1', '42', '255'])('ends with the status of the command: %s', async (status) => {
    expect((await understudy('replay', tweet, ...doing('exit', status))).status).toBe(
      Number(status),
    );
  });

  it.each([
    ['SIGKILL', 137],
    ['SIGTERM', 143],
  ])(
    'ends with 128 and the number of the signal that ended the command: %s',
    async (signal, status) => {
      expect((await understudy('replay', tweet, ...doing('die', signal))).status).toBe(status);
    },
  );

  it('ends with 1 if the command went well but there were misses, with --strict', async () => {
    const strict = await understudy('replay', tweet, '--strict', ...doing('miss'));
    expect(strict).toMatchObject({ status: 1, stdout: '404\n' });
    const lax = await understudy('replay', tweet, ...doing('miss'));
    expect(lax).toMatchObject({ status: 0, stdout: '404\n' });
  });

  it('does not wait for what the command leaves behind', async () => {
    const run = startWith(['replay', tweet, ...doing('orphan')]);
    const [pid] = await run.said(/^\d+$/mu);
    onTestFinished(() => void process.kill(Number(pid), 'SIGKILL'));
    expect(await run.ended).toBe(0);
  });

  it('ends the command and ends with 3 if the recording turns out to be damaged', async () => {
    const file = folder.path('damaged.db');
    buildRecording(file, (b) => {
      b.exchange({ session: b.session('a1'), path: '/call', responseBody: '{"statusCode":0}' });
    });
    const database = new Database(file);
    database.exec("UPDATE body SET content = X'00'");
    database.close();
    const { status, stderr } = await understudy('replay', file, ...doing('hold'));
    expect(stderr).toMatch(
      /^listening on \S+\nunderstudy: .* is damaged: .*; use another copy\n$/u,
    );
    expect(status).toBe(3);
  });
});

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'pass on to the command, for whom we stay: %s',
    async (signal) => {
      const run = startWith(['replay', tweet, ...doing('wait')]);
      await run.said(/waiting/u);
      run.child.kill(signal);
      expect(await run.ended).toBe(7);
      expect(run.stdout()).toContain(`got ${signal}\n`);
      expect(run.stderr()).toContain('\nplayed 0 calls');
    },
  );

  it('that come before the command is started leave it unstarted', async () => {
    const run = startWith(['replay', tweet, ...doing('wait')], {
      through: [process.execPath, '--import', interruptAtOnce, program],
    });
    expect(await run.ended).toBe(130);
    expect(run.stdout()).not.toContain('waiting');
  });

  it('that come while several files are read leave it unstarted, too', async () => {
    const several = `${tweet},recordings/two-tabs.db`;
    const run = startWith(['replay', several, ...doing('wait')], {
      through: [process.execPath, '--import', interruptAtOnce, program],
    });
    expect(await run.ended).toBe(130);
    expect(run.stdout()).not.toContain('waiting');
    expect(run.stderr()).toBe('');
  });

  it('kill the command at the second one', async () => {
    const run = startWith(['replay', tweet, ...doing('wait', 'stubborn')]);
    await run.said(/waiting/u);
    run.child.kill('SIGTERM');
    await run.said(/got SIGTERM/u);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(137);
    expect(run.stderr()).toContain('\nplayed 0 calls');
  });

  it('of a terminal reach the command once, and we stay until it has ended', async () => {
    const line = [process.execPath, program, 'replay', tweet, ...doing('wait', 'stubborn')];
    const run = startWith(['-qfec', `exec ${line.join(' ')}`, '/dev/null'], {
      through: ['script'],
      env: { SHELL: '/bin/sh' },
    });
    await run.said(/waiting at (\S+)/u);
    run.child.stdin?.write('\u0003');
    const [, url = ''] = await run.said(/waiting at (\S+)[\s\S]*got SIGINT/u);
    // It still serves.
    expect((await fetch(`${url}/api/v2/me?subresources=*`)).status).toBe(403);
    run.child.stdin?.write('\u0003');
    await run.said(/played 0 calls/u);
    expect(run.stdout().match(/got SIGINT/gu)?.length).toBeLessThanOrEqual(2);
    expect(await run.ended).toBe(137);
  });
});

describe('record -- COMMAND', () => {
  it('records until the command ends, and tells the sum on standard error', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const { status, stdout, stderr } = await understudy(
      ...['record', '--target', server.url, '--output', file, ...doing('log-in')],
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '200\n' });
    expect(stderr).toMatch(
      /^understudy: recording what .*\nlistening on \S+\nrecorded 1 session, 0 calls/u,
    );
    expect((await understudy('verify', file)).status).toBe(0);
  });

  it('tells the command where the guarded door is, and its token', async () => {
    const server = await startObedientServer();
    const { status, stdout } = await understudy(
      ...['record', '--target', server.url, '--output', folder.path('a.db')],
      ...['--admin', '127.0.0.1:0', ...doing('ask-door', '/healthz')],
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '200\n' });
  });

  it('ends with the status of the command, whatever was recorded', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const { status } = await understudy(
      ...['record', '--target', server.url, '--output', file, ...doing('exit', '5')],
    );
    expect(status).toBe(5);
    expect(existsSync(file)).toBe(true);
  });

  it('ends with 3 if the command went well but the recording has a gap', async () => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const run = startWith([
      'record',
      '--target',
      server.url,
      '--output',
      file,
      ...doing('wait-for-end'),
    ]);
    const [, url = ''] = await run.said(/waiting at (\S+)/u);
    renameSync(file, folder.path('away.db'));
    await askFor(url);
    run.child.stdin?.end();
    expect(await run.ended).toBe(3);
  });
});

describe('a command that can not be started', () => {
  const recorded = async (...command: string[]): Promise<Ended & { file: boolean }> => {
    const server = await startObedientServer();
    const file = folder.path('a.db');
    const ended = await understudy('record', '--target', server.url, '--output', file, ...command);
    return { ...ended, file: existsSync(file) };
  };

  it('ends with 127 and one line if it is not there, and leaves no file', async () => {
    expect(await recorded('--', 'no-such-command')).toEqual({
      status: 127,
      stdout: '',
      stderr:
        'understudy: can\'t start "no-such-command": there is no such command; check the name, and PATH\n',
      file: false,
    });
  });

  it('says that there is no shell if it looks like a line for one', async () => {
    const { status, stderr } = await recorded('--', 'npm test && echo fine');
    expect({ status, stderr }).toEqual({
      status: 127,
      stderr: `understudy: can't start "npm test && echo fine": there is no such command; it is started without a shell: give each word by itself, or sh -c '…'\n`,
    });
  });

  it('ends with 126 and one line if it is not executable', async () => {
    const script = folder.path('script');
    writeFileSync(script, '#!/bin/sh\n');
    expect(await recorded('--', script)).toMatchObject({
      status: 126,
      stderr: `understudy: can't start ${script}: it is not executable; see chmod +x\n`,
      file: false,
    });
  });

  it('ends with 126 if it is a folder', async () => {
    expect(await recorded('--', folder.path('.'))).toMatchObject({
      status: 126,
      stderr: `understudy: can't start ${folder.path('.')}: it is a folder\n`,
      file: false,
    });
  });

  it('ends with 127 if the interpreter that it names is missing', async () => {
    const script = folder.path('script');
    writeFileSync(script, '#!/no/such/shell\n');
    chmodSync(script, 0o755);
    const { status, stderr } = await recorded('--', script);
    expect(status).toBe(127);
    expect(stderr).toContain(`\nunderstudy: can't start "${script}": there is no such command`);
  });

  it('is wrong usage if nothing stands behind --', async () => {
    expect(await recorded('--')).toMatchObject({ status: 2, file: false });
  });
});

describe('a word too many', () => {
  it.each([
    ['record', ['--target', 'http://127.0.0.1:1']],
    ['replay', [tweet]],
  ])('of %s is wrong usage, with a hint at --', async (name, args) => {
    const { status, stderr } = await understudy(name, ...args, 'npm');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^understudy: too many arguments [^\n]*; a command to start goes behind --; see --help\n$/u,
    );
  });

  it('is no command for those that start none', async () => {
    expect((await understudy('verify', '--', tweet)).status).toBe(0);
  });

  it('does not come before our own failures, which keep their status', async () => {
    expect((await understudy('replay', 'absent.db', ...doing('tell'))).status).toBe(3);
    const args = ['--target', 'http://127.0.0.1:1', '--output', folder.path('a.db')];
    expect(await understudy('record', ...args, ...doing('tell'))).toMatchObject({
      status: 4,
      stdout: '',
    });
  });
});
