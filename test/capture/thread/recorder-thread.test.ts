import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { parseRequestHead } from '../../../src/capture/http1/request-head.js';
import { type RecordingProxy, type RecordOptions, record } from '../../../src/capture/record.js';
import {
  RecorderThread,
  type RecorderThreadOptions,
} from '../../../src/capture/thread/recorder-thread.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { noRedactRules } from '../../../src/redact/redact-rules.js';
import { systemClock } from '../../../src/time/clock.js';
import { startUpstream } from '../../e2e/upstream.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Recorded {
  readonly proxy: RecordingProxy;
  /** Resolves when the operator is told of something. */
  readonly told: Promise<string>;
}

async function recorder(file: string, options: Partial<RecordOptions> = {}): Promise<Recorded> {
  const server = await startUpstream((request, response) => {
    response.end(`{"statusCode":0,"at":"${request.url}"}`);
  });
  open.push(server);
  let tell = (_: string): void => {};
  const told = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const proxy = await record({
    target: server.url,
    listen: { host: '127.0.0.1', port: 0 },
    output: file,
    // Only a lock lasts so long, however busy the machine is.
    maxHold: 1_000,
    onTrouble: tell,
    ...options,
  });
  open.push(proxy);
  return { proxy, told };
}

async function call(proxy: RecordingProxy, path: string, body = '{}'): Promise<void> {
  const answer = await fetch(proxy.url + path, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ at: path });
}

/** A stranger who keeps everybody else from writing. */
function lock(file: string): { free(): void; close(): void } {
  const stranger = new Database(file);
  stranger.exec('BEGIN IMMEDIATE');
  open.push(stranger);
  return { free: () => stranger.exec('ROLLBACK'), close: () => stranger.close() };
}

function pathsIn(file: string): string[] {
  using recording = openRecording(file);
  return Array.from(recording.exchanges(), ({ path }) => path);
}

it('has committed and counted an answer when the desktop gets it', async () => {
  const file = folder.path('a.db');
  const { proxy } = await recorder(file);
  await call(proxy, '/one');
  expect(pathsIn(file)).toEqual(['/one']);
  expect(proxy.counts).toMatchObject({ exchanges: 1, calls: 1 });
  await call(proxy, '/two');
  expect(await proxy.close()).toMatchObject({ gaps: [], exchanges: 2 });
});

it('lets desktops go on while a stranger locks the file, and has it all afterwards, with a gap', async () => {
  const file = folder.path('a.db');
  const { proxy, told } = await recorder(file);
  await call(proxy, '/before');
  const stranger = lock(file);
  await call(proxy, '/first');
  expect(await told).toBe('the store does not keep up (--max-hold 1000 ms)');
  await call(proxy, '/second');
  expect(pathsIn(file)).toEqual(['/before']);
  stranger.free();
  const { gaps } = await proxy.close();
  expect(gaps).toEqual([
    {
      from: expect.any(Number),
      to: expect.any(Number),
      reason: 'the store did not keep up, desktops were not held; nothing is missing',
    },
  ]);
  expect(pathsIn(file)).toEqual(['/before', '/first', '/second']);
  expect(verifyRecording(file)).toMatchObject({ whole: false, interrupted: false, errors: [] });
});

it('loses only what does not fit into the queue, and says how much', async () => {
  const file = folder.path('a.db');
  const { proxy, told } = await recorder(file, { maxQueue: 1024 * 1024 });
  const stranger = lock(file);
  await call(proxy, '/first');
  await told;
  await call(proxy, '/large', JSON.stringify('x'.repeat(1_500_000)));
  await call(proxy, '/lost');
  await call(proxy, '/lost');
  stranger.free();
  const { gaps } = await proxy.close();
  expect(gaps).toHaveLength(1);
  expect(gaps[0]?.reason).toMatch(/; 3 exchanges or messages are missing$/u);
  expect(pathsIn(file)[0]).toBe('/first');
  expect(pathsIn(file)).not.toContain('/lost');
  expect(verifyRecording(file)).toMatchObject({ interrupted: false, errors: [] });
});

it('lets nobody wait with relaxed durability', async () => {
  const file = folder.path('a.db');
  const { proxy } = await recorder(file, { durability: 'relaxed', maxHold: 60_000 });
  const stranger = lock(file);
  await call(proxy, '/one');
  expect(pathsIn(file)).toEqual([]);
  stranger.free();
  expect(await proxy.close()).toMatchObject({ gaps: [], wentEarly: 0 });
  expect(pathsIn(file)).toEqual(['/one']);
});

it('has everybody wait with full durability', async () => {
  const file = folder.path('a.db');
  const { proxy } = await recorder(file, { durability: 'full', maxHold: 60_000 });
  await call(proxy, '/before');
  const stranger = lock(file);
  let answered = false;
  const answer = call(proxy, '/one').then(() => {
    answered = true;
  });
  await expect.poll(() => proxy.status().queue.events).toBeGreaterThan(3);
  expect(answered).toBe(false);
  stranger.free();
  await answer;
  expect(pathsIn(file)).toEqual(['/before', '/one']);
});

it('tells at once of what does not fit, though nobody waited too long', async () => {
  const { thread, told } = await startThread({ maxQueue: 100_000 });
  const { head } = parseRequestHead('POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n');
  const large = thread.exchange(1, head);
  large.requestBody(Buffer.alloc(200_000));
  const lost = thread.exchange(2, head);
  expect(told).toEqual(['the store does not keep up (--max-queue 100000 bytes)']);
  await new Promise<void>((resolve) => lost.end('complete', [], resolve));
  const { gaps } = await thread.close(clock.now());
  expect(gaps.map(({ reason }) => reason)).toEqual([
    'the store did not keep up, desktops were not held; 1 exchange or message is missing',
  ]);
});

it('ends although a stranger never frees the file', async () => {
  const file = folder.path('a.db');
  const { proxy } = await recorder(file);
  await call(proxy, '/before');
  lock(file);
  await call(proxy, '/lost');
  const { gaps } = await proxy.close();
  expect(gaps.map(({ reason }) => reason)).toContain('the file stays locked');
  expect(pathsIn(file)).toEqual(['/before']);
});

const clock = systemClock();

/** A recorder whose store keeps up, without a relay. */
async function startThread(
  options: Partial<RecorderThreadOptions>,
): Promise<{ readonly thread: RecorderThread; readonly told: string[] }> {
  const told: string[] = [];
  const thread = await RecorderThread.start(
    {
      file: folder.path('a.db'),
      series: 'a',
      rotates: false,
      startedAt: clock.now(),
      facts: {},
      durability: 'normal',
      key: Buffer.alloc(32),
      maxBody: 1_000_000,
      maxBatch: 1_000,
      textLimits: {},
      redact: noRedactRules,
      keep: {},
      labelByVersion: false,
    },
    {
      clock,
      maxHold: 60_000,
      maxQueue: 1_000_000,
      holds: true,
      onTrouble: (message) => told.push(message),
      onGap: () => {},
      onNotice: () => {},
      ...options,
    },
  );
  return { thread, told };
}

it('lets everybody go when the thread fails, tells it, and says so in the end', async () => {
  const { thread, told } = await startThread({});
  const { head } = parseRequestHead('GET / HTTP/1.1\r\n\r\n');
  const broken = thread.exchange(1, { ...head, text: 'planted: no head at all' });
  await new Promise<void>((resolve) => broken.end('complete', [], resolve));
  const later = thread.exchange(1, head);
  await new Promise<void>((resolve) => later.end('complete', [], resolve));
  expect(told).toEqual([expect.stringMatching(/^the recorder failed: /u)]);
  const { gaps, clean } = await thread.close(clock.now());
  expect(clean).toBe(false);
  expect(gaps).toEqual([expect.objectContaining({ reason: told[0] })]);
});
