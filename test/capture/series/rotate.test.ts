import { existsSync, statSync, writeFileSync } from 'node:fs';
import type http from 'node:http';
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

interface Started {
  readonly proxy: RecordingProxy;
  /** A call that is answered with this reference. */
  readonly call: (operation: string, reference: number, note?: string) => Promise<void>;
  readonly notify: (reference: number) => Promise<void>;
}

async function startRecorder(options: Partial<RecordOptions> = {}): Promise<Started> {
  const target = options.target ?? (await startObedientServer()).url;
  const listen = { host: '127.0.0.1', port: 0 };
  const proxy = await record({ listen, output: folder.path('a.db'), ...options, target });
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
