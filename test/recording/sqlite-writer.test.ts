import { renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { GapLedger } from '../../src/capture/gap-ledger.js';
import { createRecording } from '../../src/recording/create-recording.js';
import type { RequestRow } from '../../src/recording/exchange.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { SqliteWriter } from '../../src/recording/sqlite-writer.js';
import { verifyRecording } from '../../src/recording/verify.js';
import type { RecordingWriter } from '../../src/recording/writer.js';
import { plainBody } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

const request = (id: number, body = ''): RequestRow => ({
  id,
  session: null,
  connection: 1,
  seq: id,
  startedAt: id * 1000,
  method: 'GET',
  path: '/',
  httpVersion: '1.1',
  headers: [],
  trailers: [],
  body: plainBody(body),
  kind: 'safe',
  operation: null,
  reference: null,
  redacted: [],
});

const committed = (writer: RecordingWriter): Promise<void> =>
  new Promise((resolve) => writer.committed(resolve));

function idsIn(file: string): number[] {
  using recording = openRecording(file);
  return Array.from(recording.exchanges(), ({ id }) => id);
}

it('calls back in order, once what was written before can be read by others', async () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  const told: unknown[] = [];
  writer.request(request(1));
  writer.committed(() => told.push(idsIn(file)));
  writer.request(request(2));
  writer.committed(() => told.push('second'));
  expect(told).toEqual([]);
  await committed(writer);
  expect(told).toEqual([[1, 2], 'second']);
  await committed(writer);
  writer.close(9000);
});

it('lets go all who wait, even if one of them throws', async () => {
  const writer = createRecording(folder.path('a.db'), { startedAt: 0 });
  const told: string[] = [];
  writer.committed(() => {
    throw new Error('mine');
  });
  writer.committed(() => told.push('second'));
  writer.request(request(1));
  expect(() => writer.close(9000)).toThrow('mine');
  expect(told).toEqual(['second']);
  expect(folder.files()).toEqual(['a.db']);
});

it('drops what comes after the end, and lets go who waits for it', async () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  writer.request(request(1));
  writer.close(9000);
  writer.request(request(2));
  await committed(writer);
  expect(idsIn(file)).toEqual([1]);
});

interface FullDisk {
  readonly file: string;
  readonly writer: SqliteWriter;
  readonly told: string[];
  readonly fill: () => void;
  readonly clear: () => void;
}

/** A writer whose file can't grow any more between `fill` and `clear`. */
function fullDisk(): FullDisk {
  const file = folder.path('full.db');
  createRecording(file, { startedAt: 0 }).close(0);
  const database = new Database(file, { timeout: 20 });
  database.pragma('foreign_keys = OFF');
  database.pragma('journal_mode = WAL');
  database.exec("DELETE FROM fact WHERE name = 'ended_at'");
  const told: string[] = [];
  return {
    file,
    told,
    writer: new SqliteWriter(file, database, 0, { onTrouble: (reason) => told.push(reason) }),
    fill: () => database.pragma('max_page_count = 1'),
    clear: () => database.pragma('max_page_count = 4294967294'),
  };
}

const large = 'x'.repeat(100_000);

it('marks what a full disk swallowed as a gap, keeps no desktop waiting and goes on', async () => {
  const { file, writer, told, fill, clear } = fullDisk();
  writer.request(request(1, large));
  await committed(writer);
  fill();
  writer.request(request(2, `2${large}`));
  writer.session(1, 2000);
  writer.user(1, 'agent');
  writer.assign(1, 1);
  await committed(writer);
  expect(told).toEqual(['disk full']);
  writer.request(request(3, `3${large}`));
  await committed(writer);
  clear();
  writer.request(request(4, `4${large}`));
  await committed(writer);
  const gaps = [{ from: 2000, to: 3000, reason: 'disk full' }];
  expect(writer.close(9000)).toEqual({ gaps, clean: true });
  expect(told).toEqual(['disk full']);
  expect(folder.files()).toEqual(['full.db']);

  expect(idsIn(file)).toEqual([1, 4]);
  using recording = openRecording(file);
  expect(recording.info.gaps).toEqual(gaps);
  expect(recording.exchange(1)?.session).toBe(1);
  expect(recording.exchange(4)?.requestBody?.content?.length).toBe(100_001);
  expect(recording.sessions()).toMatchObject([{ id: 1, user: 'agent' }]);
  expect(verifyRecording(file)).toEqual({
    whole: false,
    interrupted: false,
    openExchanges: 2,
    firstOpen: [expect.objectContaining({ id: 1 }), expect.objectContaining({ id: 4 })],
    gaps: [
      { from: '1970-01-01T00:00:02.000Z', to: '1970-01-01T00:00:03.000Z', reason: 'disk full' },
    ],
    errors: [],
  });
});

it('writes the gap and the end when there is room for them only', () => {
  const { file, writer, fill } = fullDisk();
  fill();
  writer.request(request(1, large));
  const gaps = [{ from: 1000, to: 9000, reason: 'disk full' }];
  expect(writer.close(9000)).toEqual({ gaps, clean: true });
  using recording = openRecording(file);
  expect(recording.info).toMatchObject({ gaps, interrupted: false });
});

it('tells of a gap that could not be written in the end', () => {
  const { file, writer, fill } = fullDisk();
  const blocker = new Database(file);
  blocker.exec('BEGIN IMMEDIATE');
  fill();
  writer.request(request(1));
  const { clean, gaps } = writer.close(9000);
  blocker.close();
  expect(clean).toBe(false);
  expect(gaps).toMatchObject([{ from: 1000, to: 9000 }]);
  expect(verifyRecording(file)).toMatchObject({ whole: false, interrupted: true });
});

it('waits for a lock that a stranger holds, and loses nothing', async () => {
  const file = folder.path('a.db');
  createRecording(file, { startedAt: 0 }).close(0);
  const writer = new SqliteWriter(file, new Database(file, { timeout: 20 }), 0);
  const stranger = new Database(file);
  stranger.exec('BEGIN IMMEDIATE');
  writer.request(request(1));
  const first = committed(writer);
  writer.request(request(2));
  // A try that failed is behind these turns, however long it took.
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(idsIn(file)).toEqual([]);
  stranger.close();
  await first;
  expect(writer.close(9000)).toEqual({ gaps: [], clean: true });
  expect(idsIn(file)).toEqual([1, 2]);
});

it('gives a lock up in the end', () => {
  const file = folder.path('a.db');
  createRecording(file, { startedAt: 0 }).close(0);
  const writer = new SqliteWriter(file, new Database(file, { timeout: 1 }), 0);
  const stranger = new Database(file);
  stranger.exec('BEGIN IMMEDIATE');
  writer.request(request(1));
  const gaps = [{ from: 1000, to: 9000, reason: 'the file stays locked' }];
  expect(writer.close(9000)).toEqual({ gaps, clean: false });
  stranger.close();
});

it('tells that its file is gone, and goes on once it is back', async () => {
  const file = folder.path('a.db');
  const away = folder.path('away.db');
  const told: string[] = [];
  const writer = createRecording(file, { startedAt: 0, onTrouble: (reason) => told.push(reason) });
  writer.request(request(1));
  await committed(writer);
  renameSync(file, away);
  writer.request(request(2));
  await committed(writer);
  const reason = `the recording is no longer at ${file}`;
  expect(told).toEqual([reason]);
  renameSync(away, file);
  writer.request(request(3));
  await committed(writer);
  const gaps = [{ from: 2000, to: 2000, reason }];
  expect(writer.close(9000)).toEqual({ gaps, clean: true });
  expect(idsIn(file)).toEqual([1, 3]);
});

it('tells of each gap when it begins and when it is over, after those who wait were let go', async () => {
  const file = folder.path('a.db');
  const away = folder.path('away.db');
  const told: unknown[] = [];
  const ledger = new GapLedger((gap) => told.push(gap));
  const writer = createRecording(file, { startedAt: 0, onGap: (gap) => ledger.tell(gap) });
  writer.request(request(1));
  await committed(writer);
  expect(ledger.state).toEqual({ gaps: 0, inGap: null });
  renameSync(file, away);
  writer.request(request(2));
  await committed(writer);
  const reason = `the recording is no longer at ${file}`;
  expect(told).toEqual([{ from: 2000, to: null, reason }]);
  expect(ledger.state).toEqual({ gaps: 1, inGap: reason });
  renameSync(away, file);
  writer.request(request(3));
  await committed(writer);
  expect(told.slice(1)).toEqual([{ from: 2000, to: 2000, reason }]);
  expect(ledger.state).toEqual({ gaps: 1, inGap: null });
  writer.gap({ from: 3000, to: 3000, reason: 'unreadable' });
  await committed(writer);
  expect(told.slice(2)).toEqual([{ from: 3000, to: 3000, reason: 'unreadable' }]);
  expect(ledger.state).toEqual({ gaps: 2, inGap: null });
  writer.close(9000);
  expect(told).toHaveLength(3);
});

it('says in the end that nobody will find its file', () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  rmSync(file);
  expect(writer.close(9000)).toMatchObject({ clean: false, gaps: [{ to: 9000 }] });
});

it('loses a row that can not be written, and tries it once only', async () => {
  const file = folder.path('a.db');
  const told: string[] = [];
  const writer = createRecording(file, { startedAt: 0, onTrouble: (reason) => told.push(reason) });
  writer.request(request(1));
  await committed(writer);
  writer.request(request(1));
  await committed(writer);
  writer.request(request(2));
  await committed(writer);
  expect(writer.close(9000).gaps).toHaveLength(1);
  expect(told).toEqual([expect.stringContaining('SQLITE_CONSTRAINT')]);
  expect(idsIn(file)).toEqual([1, 2]);
});

it('copes with rows whose counterpart was lost in a gap', () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  writer.gap({ from: 0, to: 1, reason: 'stalled' });
  // biome-ignore format: one row
  writer.response({ exchange: 7, seq: 2, endedAt: 2, status: 200, reason: null, httpVersion: '1.1', outcome: 'complete', headers: [], trailers: [], body: null, reference: null, redacted: [] });
  // biome-ignore format: one row
  writer.message({ id: 1, exchange: 7, seq: 1, at: 1, direction: 'to-desktop', channel: '/a', clientId: null, text: '{}', notification: { messageType: null, notificationType: null, referenceId: null, data: null }, redacted: [] });
  writer.link({ call: 7, notification: 8, rule: 'resource', evidence: {}, copy: false });
  writer.assign(7, 9);
  writer.close(9000);
  using recording = openRecording(file);
  expect([...recording.exchanges()]).toEqual([]);
  expect([...recording.messages()]).toMatchObject([{ id: 1, session: 9 }]);
  expect(recording.links()).toHaveLength(1);
  expect(recording.sessions()).toEqual([]);
  expect(verifyRecording(file)).toMatchObject({ whole: false, errors: [] });
});

it('bounds its log', async () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  for (let id = 1; id <= 320; id += 1) {
    writer.request(request(id, `${id}${'x'.repeat(1 << 19)}`));
    await committed(writer);
  }
  expect(statSync(`${file}-wal`).size).toBeLessThan(100 * 1024 * 1024);
  writer.close(9000);
  expect(idsIn(file)).toHaveLength(320);
});
