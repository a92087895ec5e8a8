import Database from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { createRecording } from '../../src/recording/create-recording.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let file: string;
beforeEach(() => {
  file = folder.path('a.db');
});

const WHOLE = {
  whole: true,
  interrupted: false,
  openExchanges: 0,
  firstOpen: [],
  gaps: [],
  errors: [],
};

function change(sql: string): void {
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}

const build = (): void =>
  buildRecording(file, (b) => {
    const session = b.session('a1');
    const call = b.exchange({ session, path: '/', requestBody: '{}', responseBody: '{}' });
    b.link({ call, notification: b.notification({ session, data: {} }) });
  });

it('finds a whole recording whole', () => {
  build();
  expect(verifyRecording(file)).toEqual(WHOLE);
});

it('finds one whole whose exchanges were open at a clean stop', () => {
  buildRecording(file, (b) => {
    b.exchange({ path: '/', outcome: 'open' });
  });
  const firstOpen = [{ id: 1, kind: 'call', method: 'POST', path: '/', operation: null }];
  expect(verifyRecording(file)).toEqual({ ...WHOLE, openExchanges: 1, firstOpen });
});

it('finds a recording with a gap not whole', () => {
  const from = Date.UTC(2026, 0, 1);
  buildRecording(file, (b) => b.gap({ from, to: from + 1500.4, reason: 'disk full' }));
  expect(verifyRecording(file)).toEqual({
    ...WHOLE,
    whole: false,
    gaps: [
      { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:00:01.500Z', reason: 'disk full' },
    ],
  });
});

it('finds a recording interrupted that is still being written', () => {
  const writer = createRecording(file, { startedAt: 0 });
  expect(verifyRecording(file)).toEqual({ ...WHOLE, whole: false, interrupted: true });
  writer.close(0);
  expect(verifyRecording(file)).toEqual(WHOLE);
});

it.each([
  [
    'DELETE FROM session',
    [
      '2 rows of request refer to a session that is not there.',
      '1 rows of session_user refer to a session that is not there.',
    ],
  ],
  [
    'DELETE FROM message WHERE id = 2',
    ['1 rows of notification refer to a message that is not there.'],
  ],
  ['UPDATE message SET seq = 90 WHERE id = 3', ['1 message lies outside of its exchange.']],
  ['UPDATE response SET seq = 4 WHERE exchange = 1', ['1 place in wire order is taken twice.']],
  [
    'UPDATE request SET seq = 50 WHERE id = 1',
    [
      '1 answer ends before its request begins.',
      '1 link answers a call that was requested after its notification.',
    ],
  ],
  ["UPDATE link SET evidence = '[]'", [`column evidence holds no JSON object`]],
])('tells in sentences what does not fit together: %s', (sql, errors) => {
  build();
  change(sql);
  const found = verifyRecording(file);
  expect(found.whole).toBe(false);
  expect(found.errors).toEqual(errors.map((error) => expect.stringContaining(error)));
  for (const error of found.errors) expect(error).toMatch(/\.$/);
});

it('tells what SQLite itself finds damaged', () => {
  build();
  change(`PRAGMA writable_schema = ON; CREATE TABLE extra (a);
    UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'extra'`);
  const { whole, errors } = verifyRecording(file);
  expect(whole).toBe(false);
  expect(errors[0]).toMatch(/^The file is damaged: /);
});

it('raises a RecordingError where there is nothing to verify', () => {
  expect(() => verifyRecording(file)).toThrow(RecordingError);
});
