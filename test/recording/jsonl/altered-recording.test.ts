import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../../src/errors.js';
import { type ExportOptions, exportRecording } from '../../../src/export-recording.js';
import { importRecording } from '../../../src/import-recording.js';
import { buildRecording } from '../build-recording.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

/** A recording that somebody has put a hand on. */
function altered(...sql: readonly string[]): string {
  const file = folder.path('a.db');
  buildRecording(file, (b) => {
    const session = b.session('ann');
    const call = b.exchange({ session, path: '/a\ufffd', requestBody: 'x', responseBody: 'y' });
    const notification = b.notification({ session, data: { a: 1 } });
    b.link({ call, notification });
  });
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  for (const each of sql) database.exec(each);
  database.close();
  return file;
}

const lines = (): ExportOptions => ({ format: 'jsonl', output: folder.path('a.jsonl') });

it.each([
  ["request SET path = CAST(x'2fff' AS TEXT)", 'column path holds no valid UTF-8'],
  ["session_user SET user = CAST(x'ff' AS TEXT)", 'column user holds no valid UTF-8'],
  ['request SET id = 9007199254740993 WHERE id = 1', 'column id holds no integer'],
  ["request SET headers = '[1]'", 'column headers holds no headers'],
  ["request SET headers = '[' || char(10) || ']'", 'column headers holds no JSON in one line'],
  ["response SET redacted = ' []'", 'column redacted holds no JSON in one line'],
  ["request SET kind = 'calls'", 'column kind holds no call or safe or bayeux or websocket'],
  ['request SET started_at = 9e999', 'column started_at holds no time'],
  ['request SET body = 99', 'column body holds no row 99'],
  ["body SET content = x'00'", 'column content holds no whole body'],
  ['body SET is_text = 0', 'column is_text holds no truth'],
  ["message SET text = '{}'", 'column text holds no whole message'],
  ['link SET copy = 7', 'column copy holds no 0 or 1'],
  ["link SET evidence = '[]'", 'column evidence holds no JSON object'],
  [
    `link SET evidence = '${'{"a":'.repeat(300)}1${'}'.repeat(300)}'`,
    'column evidence holds no JSON object',
  ],
])('exports nothing of a recording with UPDATE %s', async (sql, what) => {
  const exported = exportRecording(altered(`UPDATE ${sql}`), lines());
  await expect(exported).rejects.toThrow(RecordingError);
  await expect(exported).rejects.toThrow(`a.db is damaged: ${what}; use another copy`);
  expect(folder.files()).toEqual(['a.db']);
});

it.each([
  [
    'a place that is taken twice',
    'UPDATE message SET seq = 4',
    /line \d+: "seq" must be more than/u,
  ],
  [
    'a lost request',
    'DELETE FROM request WHERE id = 1',
    /request 1, which it refers to, does not/u,
  ],
  [
    'a lost session',
    'DELETE FROM session',
    /session 1, which it refers to, does not stand before/u,
  ],
  ['a lost message', 'DELETE FROM message', /message \d+ does not stand before it/u],
])('imports nothing in which verify finds %s', async (_what, sql, expected) => {
  const file = altered(sql);
  await exportRecording(file, lines());
  rmSync(file);
  const imported = importRecording(folder.path('a.jsonl'), { output: folder.path('b.db') });
  await expect(imported).rejects.toThrow(expected);
  expect(folder.files()).toEqual(['a.jsonl']);
});

it('never fails but with a RecordingError, whichever page is lost', async () => {
  const file = altered();
  const bytes = readFileSync(file);
  for (let page = 0; page < bytes.length; page += 4096) {
    for (const fill of [0x00, 0xff, 0x0d]) {
      const changed = Buffer.from(bytes);
      changed.fill(fill, page, page + 4096);
      writeFileSync(file, changed);
      const exported = await exportRecording(file, lines()).catch((error: unknown) => error);
      if (exported instanceof Error) expect(exported).toBeInstanceOf(RecordingError);
      else rmSync(folder.path('a.jsonl'));
      expect(folder.files()).toEqual(['a.db']);
    }
  }
});

it('ends an export at a signal and leaves no output', async () => {
  const stop = new AbortController();
  const exported = exportRecording(altered(), { ...lines(), signal: stop.signal });
  stop.abort();
  await expect(exported).resolves.toMatchObject({ format: 'jsonl' });
  rmSync(folder.path('a.jsonl'));
  const never = exportRecording(folder.path('a.db'), { ...lines(), signal: stop.signal });
  await expect(never).rejects.toThrow('was not exported: it was stopped');
  expect(folder.files()).toEqual(['a.db']);
});

it.each([
  ['no format', { format: 'xml' as 'jsonl', output: 'x' }, "'xml' is no format; known are jsonl"],
  ['nowhere to go', { format: 'jsonl' as const }, 'give one of them'],
  ['two ways', { format: 'jsonl' as const, output: 'x', write: () => {} }, 'give one of them'],
])('refuses an export with %s', async (_what, options, expected) => {
  const exported = exportRecording(altered(), options);
  await expect(exported).rejects.toThrow(UsageError);
  await expect(exported).rejects.toThrow(expected);
});

it('leaves no output if whoever takes the pieces fails, and tells why', async () => {
  const write = () => Promise.reject(new Error('full'));
  await expect(exportRecording(altered(), { format: 'jsonl', write })).rejects.toThrow('full');
});
