import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../src/index.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { program, root, serve, understudy } from './command.js';
import { shippedRecordings } from './shipped-recordings.js';

const folder = temporaryFolder();
const anyPort = ['--listen', '127.0.0.1:0'];

beforeEach(() => {
  mkdirSync(folder.path('temporary'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder.path('temporary'));
});
afterEach(() => vi.unstubAllEnvs());

const leftOver = (): readonly string[] => readdirSync(folder.path('temporary'));

/** A folder with what one recorder wrote into several files while desktops worked. */
async function recordedWeek(): Promise<string> {
  const week = folder.path('week');
  mkdirSync(week);
  const shipped = shippedRecordings.find(({ name }) => name === 'everything');
  if (shipped === undefined) throw new Error('there is no such recording');
  const server = await shipped.startServer(0);
  const proxy = await record({
    target: server.url,
    listen: { host: '127.0.0.1', port: 0 },
    output: path.join(week, 'week.db'),
    maxHold: 60_000,
  });
  let working = true;
  const work = shipped.work({ url: proxy.url, origin: server.url }).finally(() => {
    working = false;
  });
  while (working && proxy.files.length < 5) await proxy.rotate();
  await work;
  await proxy.close();
  await server.close();
  expect(readdirSync(week).length).toBeGreaterThan(2);
  return week;
}

/** A folder of two recordings. */
function twoRecordings(): string {
  const day = folder.path('day');
  mkdirSync(day);
  for (const name of ['complete-tweet', 'everything']) {
    copyFileSync(path.join(root, 'recordings', `${name}.db`), path.join(day, `${name}.db`));
  }
  return day;
}

describe('several files', () => {
  it('are replayed, driven and compared as one recording', { timeout: 120_000 }, async () => {
    const week = await recordedWeek();
    const again = folder.path('again.db');
    const report = folder.path('played.json');
    const standIn = await serve(
      ...['replay', week, ...anyPort, '--together', '--strict', '--report', report],
    );
    expect(leftOver()).toEqual([]);
    const driven = await understudy('drive', week, '--target', standIn.url, '--output', again);
    expect(driven).toMatchObject({ status: 0 });
    expect(await standIn.stop()).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(report)).toBe(true);
    expect(await understudy('diff', week, again)).toMatchObject({ status: 0 });

    const other = await serve('replay', again, ...anyPort, '--together');
    const candidate = folder.path('candidate.db');
    const compared = await understudy(
      ...['compare', week, '--target', other.url, '--candidate', candidate, '--noise', again],
    );
    await other.stop();
    expect(compared).toMatchObject({ status: 0 });
    expect(compared.stdout).toContain('week');
    const flow = await understudy('drive', week, '--explain', '--json');
    expect(JSON.parse(flow.stdout).followed).not.toEqual([]);
    expect(leftOver()).toEqual([]);
  });

  it('leave nothing of what is read when a command fails', { timeout: 60_000 }, async () => {
    const day = twoRecordings();
    const taken = await serve('replay', day, ...anyPort);
    const address = taken.url.replace('http://', '');
    const target = ['--target', taken.url];
    for (const [status, args] of [
      [4, ['replay', day, '--listen', address]],
      [2, ['replay', day, ...anyPort, '--session', 'nobody']],
      [2, ['replay', day, ...anyPort, '--ui', '--session', 'nobody']],
      [2, ['drive', day, ...target, '--output', folder.path('x.db'), '--session', 'nobody']],
      [2, ['drive', day, '--target', 'nowhere', '--output', folder.path('x.db')]],
      [2, ['compare', day, '--target', 'nowhere', '--candidate', folder.path('x.db')]],
    ] as const) {
      const ended = await understudy(...args);
      expect({ args, ...ended }).toMatchObject({ args, status, stdout: '' });
      expect(leftOver()).toEqual([]);
    }
    const { stderr } = await understudy('replay', day, ...anyPort, '--session', 'nobody');
    expect(stderr).toContain(`of ${day}`);
    await taken.stop();
  });

  it.each(['correlate', 'scrub'])('are to be merged before %s', async (command) => {
    const day = twoRecordings();
    const output = command === 'scrub' ? ['--output', folder.path('x.db')] : [];
    for (const name of [day, `${day}/a.db,${day}/b.db`]) {
      const ended = await understudy(command, name, ...output);
      const does = `understudy merge ${name} --output FILE`;
      expect(ended).toEqual({
        status: 2,
        stdout: '',
        stderr: `understudy: ${name} is 2 recordings, and ${command} takes one; make one of them first: ${does}\n`,
      });
    }
    rmSync(path.join(day, 'everything.db'));
    expect(await understudy(command, day, ...output)).toMatchObject({ status: 0, stderr: '' });
  });

  describe.skipIf(process.platform === 'win32')('that a process reads', () => {
    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('are gone after %s', async (signal) => {
      const day = twoRecordings();
      const serving = await begun('replay', day, ...anyPort, '--ui=127.0.0.1:0');
      expect(leftOver()).toHaveLength(1);
      expect(await serving.end(signal)).toBe(0);
      expect(leftOver()).toEqual([]);
    });

    it('are gone while a stand-in without a page plays, so that nothing can leave them', async () => {
      const serving = await begun('replay', twoRecordings(), ...anyPort);
      expect(leftOver()).toEqual([]);
      await serving.end('SIGKILL');
      expect(leftOver()).toEqual([]);
    });

    it('are removed by who comes next if it was killed, but not while it lives', async () => {
      const day = twoRecordings();
      const living = await begun('ui', day, ...anyPort);
      const killed = await begun('ui', day, ...anyPort);
      expect(leftOver()).toHaveLength(2);
      await killed.end('SIGKILL');
      expect(leftOver()).toHaveLength(2);
      expect(await understudy('verify', day)).toMatchObject({ status: 0 });
      expect(leftOver()).toHaveLength(1);
      await living.end('SIGTERM');
      expect(leftOver()).toEqual([]);
    });
  });
});

/** Starts what serves. */
async function begun(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('listening on ')) break;
  }
  return {
    async end(signal: NodeJS.Signals): Promise<number | null> {
      const closed = once(child, 'close');
      child.kill(signal);
      child.stdout.resume();
      return ((await closed) as [number | null])[0];
    },
  };
}
