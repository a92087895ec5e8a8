import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { RecordedExchange } from '../../src/recording/reader.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let file: string;
beforeEach(() => {
  file = folder.path('a.db');
});

let child: ChildProcess | null = null;
afterEach(async () => {
  await kill();
});

/** A process that goes on with the recording until it is killed. */
async function recorder(): Promise<{ write(): Promise<void> }> {
  const script = fileURLToPath(new URL('./go-on-writing.mjs', import.meta.url));
  const started = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  child = started;
  await once(started.stdout, 'data');
  return {
    async write() {
      started.stdin.write('\n');
      await once(started.stdout, 'data');
    },
  };
}

async function kill(): Promise<void> {
  if (child === null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  child = null;
  await exited;
}

const build = (): void =>
  buildRecording(file, (b) => {
    b.exchange({ session: b.session('a1'), path: '/first', requestBody: 'x'.repeat(50_000) });
  });

function failure(name = file): string {
  let error: unknown;
  try {
    openRecording(name).close();
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(RecordingError);
  const { message, exitStatus } = error as RecordingError;
  expect(exitStatus).toBe(3);
  expect(message).not.toContain('\n');
  expect(message.startsWith(name)).toBe(true);
  return message.slice(name.length + 1);
}

it('says in one line why a file can not be opened', () => {
  build();
  expect(failure(folder.path('none.db'))).toBe('does not exist; check the path');
  expect(failure(`${file}/none.db`)).toBe('does not exist; check the path');
  expect(failure(path.dirname(file))).toBe('is a directory; name the recording in it');
  expect(failure('/dev/null')).toBe('is no file, so no recording');
  expect(failure(`${file}\0`)).toMatch(/^can not be read/);
  for (const [content, reason] of [
    ['', 'is no recording, or what is left of one: too short'],
    ['some text', 'is no recording, or what is left of one: too short'],
    ['some text '.repeat(1000), 'is no recording: it is no SQLite database'],
  ] as const) {
    writeFileSync(folder.path('b.db'), content);
    expect(failure(folder.path('b.db'))).toBe(reason);
  }
  expect(folder.files()).toEqual(['a.db', 'b.db']);
});

it('says that a recording was only begun whose recorder was killed before its first commit', () => {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.close();
  // The head of a log, and nothing in it yet.
  writeFileSync(`${file}-wal`, Buffer.alloc(32));
  expect(failure(file)).toBe('is no recording, or one that was only begun: empty');
  expect(folder.files()).toContain('a.db-wal');
});

it('leaves the log of a file alone that somebody emptied', () => {
  writeFileSync(file, '');
  writeFileSync(`${file}-wal`, 'all that is left');
  expect(failure(file)).toBe('is no recording, or what is left of one: too short');
  expect(readFileSync(`${file}-wal`, 'utf8')).toBe('all that is left');
});

function change(sql: string): void {
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma('foreign_keys = OFF');
  database.pragma('writable_schema = ON');
  database.exec(sql);
  database.close();
}

it.each([
  ['PRAGMA application_id = 1', /is no recording but the SQLite database of another program/],
  ['PRAGMA user_version = 2', /newer Understudy: update this one \(its schema is 2, known is 1\)/],
  ['PRAGMA user_version = 0', /older Understudy/],
  ['DROP TABLE link', /table link is not as it was made/],
  ['ALTER TABLE link ADD COLUMN extra TEXT', /table link is not as it was made/],
  ['DROP TABLE body; CREATE VIEW body AS SELECT * FROM message', /table body is not/],
  [
    "UPDATE sqlite_schema SET sql = replace(sql, 'seq INTEGER', 'seq REAL') WHERE name = 'request'",
    /table request is not/,
  ],
  [
    "DELETE FROM fact WHERE name = 'started_at'",
    /is damaged: column fact.started_at holds no time/,
  ],
])('refuses a database that is no recording of ours: %s', (sql, reason) => {
  build();
  change(sql);
  expect(failure()).toMatch(reason);
  expect(folder.files()).toEqual(['a.db']);
});

it.each([
  ['UPDATE request SET headers = \'[["a"]]\'', (e: RecordedExchange) => e.requestHeaders],
  ["UPDATE request SET headers = '{'", (e: RecordedExchange) => e.requestHeaders],
  ["UPDATE request SET redacted = '[1]'", (e: RecordedExchange) => e.requestRedacted],
  ["UPDATE request SET kind = 'other'", (e: RecordedExchange) => e.kind],
  ['UPDATE request SET connection = 9223372036854775807', (e: RecordedExchange) => e.connection],
  ['UPDATE request SET started_at = 9e99', (e: RecordedExchange) => e.startedAt],
  ["UPDATE response SET outcome = 'open'", (e: RecordedExchange) => e.outcome],
  ['UPDATE request SET body = 77', (e: RecordedExchange) => e.requestBody],
  ["UPDATE body SET omitted = 'eaten'", (e: RecordedExchange) => e.requestBody],
])('raises a RecordingError for what no recorder writes: %s', (sql, get) => {
  build();
  change(sql);
  using recording = openRecording(file);
  expect(() => get(recording.exchange(1) as RecordedExchange)).toThrow(RecordingError);
  expect(verifyRecording(file).errors).not.toEqual([]);
});

it('reads nothing through views and triggers of the file', () => {
  build();
  change(`DROP VIEW exchanges; CREATE VIEW exchanges AS SELECT * FROM pragma_function_list;
    CREATE TRIGGER t AFTER INSERT ON request BEGIN SELECT 1; END;
    CREATE TABLE "constructor" (a); CREATE TABLE "__proto__" (a)`);
  using recording = openRecording(file);
  expect([...recording.exchanges()]).toMatchObject([{ path: '/first' }]);
});

it('leaves no file beside a recording, while it is open or after', () => {
  build();
  const before = readFileSync(file);
  const recording = openRecording(file);
  expect([...recording.exchanges()]).toHaveLength(1);
  expect(folder.files()).toEqual(['a.db']);
  recording.close();
  recording.close();
  expect(folder.files()).toEqual(['a.db']);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(() => [...recording.exchanges()]).toThrow(RecordingError);
});

/** Opens it and checks that the files beside it, and all but the index of the log, stay as they are. */
function readAsFound(expected: { readonly requests: number }): void {
  const files = folder.files();
  const contents = (): string[] =>
    files
      .filter((name) => !name.endsWith('-shm'))
      .map((name) => readFileSync(folder.path(name), 'hex'));
  const before = contents();
  {
    using recording = openRecording(file);
    expect(recording.info).toMatchObject({
      label: 'from the log',
      interrupted: true,
      endedAt: null,
    });
    expect([...recording.exchanges()]).toHaveLength(expected.requests);
    using second = openRecording(file);
    expect([...second.exchanges()]).toHaveLength(expected.requests);
    expect(folder.files()).toEqual(files);
  }
  expect(verifyRecording(file)).toMatchObject({ whole: false, interrupted: true, errors: [] });
  expect(folder.files()).toEqual(files);
  expect(contents().every((content, i) => content === before[i])).toBe(true);
}

it('reads what a killed recorder left in its log, and leaves it as found', async () => {
  build();
  const { write } = await recorder();
  await write();
  await write();
  await kill();
  expect(folder.files()).toEqual(['a.db', 'a.db-shm', 'a.db-wal']);
  readAsFound({ requests: 3 });
  rmSync(folder.path('a.db-shm'));
  readAsFound({ requests: 3 });
});

it('reads a log that ends in the middle of a commit up to the last whole one', async () => {
  build();
  const { write } = await recorder();
  await write();
  const { size } = statSync(`${file}-wal`);
  await write();
  await kill();
  truncateSync(`${file}-wal`, size + 2000);
  readAsFound({ requests: 2 });
});

it('reads a file whose log is gone', async () => {
  build();
  await recorder();
  copyFileSync(file, folder.path('b.db'));
  await kill();
  for (const name of ['a.db', 'a.db-wal', 'a.db-shm']) rmSync(folder.path(name));
  {
    using recording = openRecording(folder.path('b.db'));
    expect(recording.info.label).toBe('built');
    expect(folder.files()).toEqual(['b.db']);
  }
  expect(folder.files()).toEqual(['b.db']);
});

it('shows one moment of a recording that is still being written, and does not disturb it', async () => {
  build();
  const { write } = await recorder();
  await write();
  using recording = openRecording(file);
  expect([...recording.exchanges()]).toHaveLength(2);
  await write();
  expect([...recording.exchanges()]).toHaveLength(2);
  readAsFound({ requests: 3 });
  await write();
  readAsFound({ requests: 4 });
});

it('reads a recording and its log through a link, and beside another of a like name', async () => {
  build();
  await recorder();
  await kill();
  rmSync(`${file}-shm`);
  symlinkSync(file, folder.path('link.db'));
  writeFileSync(folder.path('link.db-wal'), 'none of ours');
  const files = folder.files();
  {
    using recording = openRecording(folder.path('link.db'));
    expect(recording.info.label).toBe('from the log');
    expect([...recording.exchanges()]).toHaveLength(1);
  }
  expect(folder.files()).toEqual(files);
});

it('plays back a rollback journal in a copy, and leaves both as found', () => {
  build();
  const original = readFileSync(file);
  const database = new Database(file);
  database.pragma('cache_size = 1');
  database.exec(
    "BEGIN; UPDATE body SET content = randomblob(60000); UPDATE fact SET value = 'lost'",
  );
  mkdirSync(folder.path('copy'));
  const copy = folder.path('copy/a.db');
  // What a killed process would leave: pages already overwritten, and the journal to undo that.
  for (const suffix of ['', '-journal']) copyFileSync(file + suffix, copy + suffix);
  database.close();
  expect(readFileSync(copy).equals(original)).toBe(false);
  const journal = readFileSync(`${copy}-journal`);
  {
    using recording = openRecording(copy);
    expect(recording.info.label).toBe('built');
    expect(recording.exchange(1)?.requestBody?.content?.length).toBe(50_000);
  }
  expect(readFileSync(`${copy}-journal`).equals(journal)).toBe(true);
});

const asRoot = process.getuid?.() === 0;

it.skipIf(asRoot)('says that it may not read a file', () => {
  build();
  chmodSync(file, 0);
  expect(failure()).toBe('can not be read: permission denied');
});

it.skipIf(asRoot)('reads a log in a folder that it may not write to', async () => {
  build();
  await recorder();
  await kill();
  rmSync(folder.path('a.db-shm'));
  const parent = path.dirname(file);
  chmodSync(parent, 0o555);
  try {
    readAsFound({ requests: 1 });
  } finally {
    chmodSync(parent, 0o755);
  }
});
