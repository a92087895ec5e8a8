import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type http from 'node:http';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { type RecordingProxy, type RecordOptions, record } from '../../../src/capture/record.js';
import type { Rotated } from '../../../src/capture/series/rotate-options.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { startUpstream } from '../../e2e/upstream.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { askFor, startObedientServer } from '../obedient-server.js';

const folder = temporaryFolder();

it('goes on in a new file with the same sessions, pseudonyms, ids and places in wire order', async () => {
  const { proxy, call } = await startRecorder();
  await call('Accept', 1);
  const second = await proxy.rotate();
  await call('Hold', 2);
  const summary = await proxy.close();
  expect(second).toBe(folder.path('a.2.db'));
  expect(summary.files).toEqual([folder.path('a.db'), second]);
  const [one, two] = summary.files.map(opened);
  expect(one?.info.series).toMatchObject({ part: 1 });
  expect(two?.info.series).toEqual({
    id: one?.info.series?.id,
    part: 2,
    earlier: { sessions: 1, exchanges: 1, messages: 0 },
  });
  expect(two?.info.startedAt).toBe(one?.info.endedAt);
  expect([...(one?.exchanges() ?? [])].map(outline)).toEqual([{ id: 1, session: 1, seq: 1 }]);
  expect([...(two?.exchanges() ?? [])].map(outline)).toEqual([{ id: 2, session: 1, seq: 3 }]);
  expect(two?.sessions().map(({ id, user }) => ({ id, user }))).toEqual([{ id: 1, user: 'ann' }]);
  expect(cookieOf(two)).toBe(cookieOf(one));
  expect(summary).toMatchObject({ sessions: 1, exchanges: 2, calls: 2, gaps: [] });
});

it('leaves each file whole by itself, and as one file', async () => {
  const { proxy, call } = await startRecorder();
  await call('Accept', 1);
  await proxy.rotate();
  await call('Hold', 2);
  await proxy.rotate();
  const { files } = await proxy.close();
  expect(files).toHaveLength(3);
  for (const file of files) {
    expect(verifyRecording(file)).toMatchObject({ whole: true, errors: [], openExchanges: 0 });
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
});

it('repeats the request of an exchange under way, whose answer stands in the next file', async () => {
  const held: http.ServerResponse[] = [];
  const server = await startUpstream((request, response) => {
    request.resume();
    held.push(response);
  });
  onTestFinished(() => server.close());
  const { proxy } = await startRecorder({ target: server.url });
  const answer = askFor(`${proxy.url}/api/v2/me/chats/1`, {
    method: 'POST',
    headers: { Cookie: 'JSESSIONID=a' },
    body: '{"operationName":"Accept"}',
  });
  await expect.poll(() => held.length).toBe(1);
  await proxy.rotate();
  await proxy.rotate();
  held[0]?.end('{"statusCode":0,"referenceId":7}');
  await answer;
  const { files } = await proxy.close();
  const found = files.map((file) => [...opened(file).exchanges()]);
  expect(found.map(([each]) => each?.outcome)).toEqual(['open', 'open', 'complete']);
  for (const [each] of found) {
    expect(each).toMatchObject({ id: 1, seq: 1, operation: 'Accept', session: 1 });
    expect(Buffer.from(each?.requestBody?.content ?? '').toString()).toContain('Accept');
  }
  expect(files.map((file) => verifyRecording(file).whole)).toEqual([true, true, true]);
});

it('links a notification of one file with its call in the file before', async () => {
  const { proxy, call, notify } = await startRecorder();
  await call('Accept', 45);
  await proxy.rotate();
  await notify(45);
  const { files, correlated } = await proxy.close();
  expect(correlated).toBe(1);
  const second = opened(files[1] ?? '');
  expect(second.links()).toMatchObject([{ call: 1, rule: 'reference-response' }]);
  expect(second.exchange(1)).toBeNull();
  expect(verifyRecording(second.file)).toMatchObject({ whole: true });
});

it('takes the next number where a name is taken, and overwrites nothing', async () => {
  const { proxy } = await startRecorder();
  writeFileSync(folder.path('a.2.db'), 'of somebody else');
  writeFileSync(folder.path('a.3.db-wal'), 'of somebody else');
  expect(await proxy.rotate()).toBe(folder.path('a.4.db'));
  expect(await proxy.rotate()).toBe(folder.path('a.5.db'));
  expect(statSync(folder.path('a.2.db')).size).toBe(16);
});

it('begins a new file by itself once one is large enough', async () => {
  const rotations: Rotated[] = [];
  const { proxy, call } = await startRecorder({
    maxSize: 1024 ** 2,
    onRotate: (rotated) => rotations.push(rotated),
  });
  for (let n = 0; rotations.length < 2; n += 1) await call('Note', n, 'x'.repeat(50_000 + n));
  const { files } = await proxy.close();
  expect(rotations).toMatchObject([
    { file: files[1], previous: files[0], part: 2, reason: 'size' },
    { file: files[2], previous: files[1], part: 3, reason: 'size' },
  ]);
  for (const file of files.slice(0, -1)) expect(statSync(file).size).toBeGreaterThan(1024 ** 2);
});

it('stays in its file, and loses nothing, where no new one can be made', async () => {
  // What SQLite keeps beside it has names that are just short enough; those of the next one are not.
  const output = folder.path(`${'x'.repeat(244)}.db`);
  const { proxy, call } = await startRecorder({ output });
  await call('Accept', 1);
  await expect(proxy.rotate()).rejects.toThrow(/^cannot create .*x\.2\.db: /u);
  await call('Hold', 2);
  const { files, gaps } = await proxy.close();
  expect({ files, gaps }).toEqual({ files: [output], gaps: [] });
  expect(folder.files()).toEqual([path.basename(output)]);
  expect(verifyRecording(output)).toMatchObject({ whole: true });
  expect([...opened(output).exchanges()]).toHaveLength(2);
});

it('records on in a new file after somebody took the folder away, with the gap in it', async () => {
  const output = folder.path('captures/a.db');
  const { proxy, call } = await startRecorder({ output });
  await call('Accept', 1);
  rmSync(folder.path('captures'), { recursive: true });
  await call('Hold', 2);
  await proxy.rotate();
  await call('Retrieve', 3);
  const { files, gaps } = await proxy.close();
  const reason = `the recording is no longer at ${output}`;
  expect(gaps).toMatchObject([{ reason }]);
  const second = opened(files[1] ?? '');
  expect(second.info.gaps).toMatchObject([{ reason }]);
  expect(second.info.gaps[0]?.to).toBe(second.info.startedAt);
  expect([...second.exchanges()].map(({ operation }) => operation)).toEqual(['Retrieve']);
});

it('folds the file before while it goes on, once nobody reads it any more', async () => {
  const { proxy, call } = await startRecorder();
  await call('Accept', 1);
  const reader = new Database(folder.path('a.db'));
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM request').get();
  await proxy.rotate();
  await call('Hold', 2);
  expect(existsSync(folder.path('a.db-wal'))).toBe(true);
  reader.close();
  await expect.poll(() => existsSync(folder.path('a.db-wal'))).toBe(false);
  await proxy.close();
  expect(verifyRecording(folder.path('a.db'))).toMatchObject({ whole: true });
});

it('writes a gap into each file in which it lasted', async () => {
  const { proxy, call } = await startRecorder({ maxHold: 100 });
  await call('Accept', 1);
  const stranger = new Database(folder.path('a.db'));
  stranger.exec('BEGIN IMMEDIATE');
  await call('Hold', 2);
  await expect.poll(() => proxy.status().inGap).toMatch(/does not keep up/u);
  await expect(proxy.rotate()).rejects.toThrow('locked by another program');
  stranger.close();
  await proxy.rotate();
  await call('Retrieve', 3);
  const { files, gaps } = await proxy.close();
  const told = files.map((file) => opened(file).info.gaps);
  expect(told.flat().length).toBeGreaterThanOrEqual(gaps.length);
  expect(told[0]).toHaveLength(1);
  const operations = files.map((file) => [...opened(file).exchanges()].map((e) => e.operation));
  expect(operations).toEqual([['Accept', 'Hold'], ['Retrieve']]);
});

it('begins a new file after so much time', async () => {
  const { proxy } = await startRecorder({ rotate: 1_000 });
  await expect.poll(() => proxy.files.length, { timeout: 10_000 }).toBeGreaterThan(1);
  const { files } = await proxy.close();
  expect(opened(files[0] ?? '').info.series).toMatchObject({ part: 1 });
});

it.each([
  [{ maxSize: 1_000 }, /1 MiB/u],
  [{ rotate: 999 }, /1 s/u],
  [{ rotate: Number.NaN }, /1 s/u],
])('refuses %o before it makes a file', async (options, words) => {
  await expect(startRecorder(options)).rejects.toThrow(words);
  expect(folder.files()).toEqual([]);
});

interface Started {
  readonly proxy: RecordingProxy;
  /** A call that is answered with this reference. */
  readonly call: (operation: string, reference: number, note?: string) => Promise<void>;
  readonly notify: (reference: number) => Promise<void>;
}

async function startRecorder(options: Partial<RecordOptions> = {}): Promise<Started> {
  const target = options.target ?? (await startObedientServer()).url;
  const listen = { host: '127.0.0.1', port: 0 };
  const output = folder.path('a.db');
  // However busy this machine is: a stall that lasts longer is a gap.
  const proxy = await record({ listen, output, maxHold: 60_000, ...options, target });
  onTestFinished(async () => void (await proxy.close()));
  const headers = { Cookie: 'JSESSIONID=a', Authorization: 'Basic YW5uOnNlY3JldA==' };
  return {
    proxy,
    async call(operationName, referenceId, note) {
      await askFor(`${proxy.url}/api/v2/me/chats/1`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ operationName, note }),
        answer: { body: JSON.stringify({ statusCode: 0, referenceId }) },
      });
    },
    async notify(referenceId) {
      const data = { messageType: 'ChatStateChangeMessage', referenceId };
      await askFor(`${proxy.url}/cometd`, {
        method: 'POST',
        headers,
        body: '[{"channel":"/meta/connect","clientId":"c","id":"1"}]',
        answer: { body: JSON.stringify([{ channel: '/v2/me/chats', data }]) },
      });
    },
  };
}

function opened(file: string): Recording {
  const recording = openRecording(file);
  onTestFinished(() => recording.close());
  return recording;
}

const outline = ({ id, session, seq }: { id: number; session: number | null; seq: number }) => ({
  id,
  session,
  seq,
});

function cookieOf(recording: Recording | undefined): string | undefined {
  const [first] = recording?.exchanges() ?? [];
  return first?.requestHeaders.find(([name]) => name === 'Cookie')?.[1];
}
