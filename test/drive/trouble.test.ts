import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { drive } from '../../src/drive/drive.js';
import { AddressError, RecordingError, UsageError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { replay } from '../../src/replay/replay.js';
import { showRecording } from '../../src/show.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startStaging } from '../staging/staging.js';
import { staffAccounts } from './accounts.js';
import { whatHappened } from './what-happened.js';

const folder = temporaryFolder();
const recordings = path.resolve(import.meta.dirname, '../../recordings');
const tweets = path.join(recordings, 'complete-tweet.db');
const tabs = path.join(recordings, 'two-tabs.db');
const listen = { host: '127.0.0.1', port: 0 };

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each();
});

/** A server that does with each connection what it is told. */
async function server(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

describe('a server that is driven', () => {
  it('fails a wait if it never sends a notification, and is driven to the end all the same', async () => {
    using recording = openRecording(tweets);
    const dropped = [...recording.messages()].find(
      ({ notification, session }) => session === 2 && notification?.data?.includes('"Completed"'),
    );
    const standIn = await replay(tweets, {
      listen,
      together: true,
      script: { file: 'test', notifications: [{ notification: dropped?.id ?? 0, drop: true }] },
    });
    open.push(() => standIn.close());
    const told: string[] = [];
    const output = folder.path('one-missing.db');
    const summary = await drive(tweets, {
      target: standIn.url,
      output,
      wait: 300,
      onFailedWait: ({ text }) => told.push(text),
    });
    expect(summary).toMatchObject({ failedWaitCount: 1, acts: { done: 40, of: 40 } });
    expect(summary.failedWaits).toMatchObject([
      { user: 'a1', copy: 1, recorded: dropped?.id, reason: 'it did not come within 300 ms' },
    ]);
    expect(told).toEqual(summary.failedWaits.map(({ text }) => text));
    expect(standIn.report()).toMatchObject({ unplayed: [], misses: [] });
    using written = openRecording(output);
    expect(written.info.failedWaits).toEqual(told);
    const shown: string[] = [];
    showRecording(output, { json: false, color: false }, (text) => shown.push(text));
    expect(shown.join('')).toContain('waited in vain for TwitterStateChangeMessage Completed');
  }, 30_000);

  it('is given up once it answers nothing', async () => {
    const target = await server(() => {});
    const output = folder.path('silent.db');
    const summary = await drive(tabs, { target, output, wait: 50 });
    expect(summary).toMatchObject({ interrupted: false, calls: { done: 6, of: 6 } });
    expect(summary.failedWaitCount).toBeGreaterThan(10);
    expect(openRecording(output).info.interrupted).toBe(false);
  }, 30_000);

  it('may close every connection', async () => {
    const target = await server((socket) => socket.once('data', () => socket.destroy()));
    const output = folder.path('closing.db');
    const summary = await drive(tabs, { target, output, wait: 2_000 });
    expect(summary).toMatchObject({ interrupted: false, calls: { done: 6, of: 6 } });
    expect(summary.failedWaits[0]?.reason).toMatch(/closed|socket/u);
  }, 30_000);

  it.each([401, 403])(
    'may refuse everybody with %i',
    async (status) => {
      const refusing = createHttpServer((_request, response) => response.writeHead(status).end());
      await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
      open.push(() => refusing.close());
      const target = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
      const output = folder.path('refused.db');
      const summary = await drive(tweets, { target, output, wait: 60_000 });
      expect(summary).toMatchObject({ calls: { done: 14, of: 14 }, notifications: { done: 0 } });
      expect(summary.failedWaits.map(({ user }) => user).toSorted()).toEqual(['a1', 'a2', 's1']);
      for (const { waitedFor, reason } of summary.failedWaits) {
        expect(waitedFor).toBe('the answer to handshake');
        expect(reason).toMatch(
          /^the handshake failed \(.*\), so \d+ notifications are not waited for$/u,
        );
      }
      expect(summary.unresolved).toContain('01QQQG2MU214P05K');
      const { a1 } = whatHappened(output);
      expect(a1 === undefined || a1.calls.every((call) => call.endsWith(String(status)))).toBe(
        true,
      );
    },
    30_000,
  );

  it('is told placeholders where no password is known, and the operator is warned once', async () => {
    const staging = await startStaging();
    open.push(() => staging.close());
    const notices: string[] = [];
    const output = folder.path('placeholder.db');
    const summary = await drive(tweets, {
      target: staging.url,
      output,
      credentials: () => null,
      wait: 500,
      onNotice: (notice) => notices.push(notice),
    });
    expect(summary.interrupted).toBe(false);
    const about = (user: string) => notices.filter((each) => each.includes(`known for ${user}:`));
    expect([about('a1'), about('a2'), about('s1')].map(({ length }) => length)).toEqual([1, 1, 1]);
    const bytes = readFileSync(output);
    for (const secret of ['understudy-placeholder', 'secret-a1']) {
      expect(bytes.includes(secret)).toBe(false);
      expect(bytes.includes(Buffer.from(`a1:${secret}`).toString('base64'))).toBe(false);
    }
  }, 30_000);
});

describe('a drive that is ended early', () => {
  it('keeps what was done, and says so', async () => {
    const target = await server(() => {});
    const output = folder.path('ended.db');
    const end = new AbortController();
    const driven = drive(tabs, {
      target,
      output,
      signal: end.signal,
      onProgress: ({ acts }) => acts.done > 0 && end.abort(),
    });
    const summary = await driven;
    expect(summary).toMatchObject({ interrupted: true, failedWaits: [] });
    expect(summary.acts.done).toBeLessThan(summary.acts.of);
    using written = openRecording(output);
    expect(written.info.interrupted).toBe(false);
    expect([...written.exchanges()]).toHaveLength(summary.acts.done);
  }, 30_000);
});

describe('a drive that can not begin', () => {
  it('leaves nothing behind', async () => {
    const output = folder.path('never.db');
    const target = 'http://127.0.0.1:1';
    await expect(drive(tabs, { target, output })).rejects.toThrow(AddressError);
    await expect(drive(tabs, { target, output })).rejects.not.toThrow('--wait-target');
    await expect(drive(folder.path('absent.db'), { target, output })).rejects.toThrow(
      RecordingError,
    );
    await expect(drive(tabs, { target: 'gws', output })).rejects.toThrow(UsageError);
    await expect(drive(tabs, { target, output, copies: 0 })).rejects.toThrow(UsageError);
    await expect(drive(tabs, { target, output, session: 'nobody' })).rejects.toThrow(UsageError);
    await expect(drive(tabs, { target, output: tabs })).rejects.toThrow(UsageError);
    expect(existsSync(output)).toBe(false);
  });
});

describe('copies', () => {
  it('are driven at once, each with its own cookies, ids and accounts', async () => {
    const standIn = await replay(tweets, { listen, together: true });
    open.push(() => standIn.close());
    const asked = new Set<string>();
    const summary = await drive(tweets, {
      target: standIn.url,
      output: folder.path('copies.db'),
      copies: 3,
      credentials: (user, copy) => {
        asked.add(`${user} ${copy}`);
        return staffAccounts(user, copy);
      },
    });
    expect(summary).toMatchObject({
      desktops: 9,
      failedWaits: [],
      calls: { done: 42, of: 42 },
      notifications: { done: 72, of: 72 },
    });
    expect(asked.size).toBe(9);
    expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
  }, 60_000);

  it('may be of one user alone', async () => {
    const standIn = await replay(tweets, { listen });
    open.push(() => standIn.close());
    const output = folder.path('alone.db');
    const summary = await drive(tweets, { target: standIn.url, output, session: 'a1' });
    expect(summary).toMatchObject({ desktops: 1, failedWaits: [] });
    expect(Object.keys(whatHappened(output))).toEqual(['a1']);
  }, 30_000);
});
