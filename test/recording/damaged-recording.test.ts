import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { exportRecording } from '../../src/export-recording.js';
import type { Body } from '../../src/recording/exchange.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { type Verification, verifyRecording } from '../../src/recording/verify.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

const textIn = (body: Body | null): string => String(body?.content ?? '');

/** The bytes of a recording with something in each table. */
function bytesOfOne(): Buffer {
  const file = folder.path('whole.db');
  buildRecording(file, (b) => {
    for (let i = 1; i <= 20; i += 1) {
      const session = b.session(`a${i}`);
      const call = b.exchange({
        session,
        path: `/api/v2/me/tweets/${i}`,
        requestBody: '{"operationName":"Complete"}',
        responseBody: `{"statusCode":0,"referenceId":${i},"filler":"${'x'.repeat(i * 300)}"}`,
      });
      const notification = b.notification({ session, data: { referenceId: i } });
      b.link({ call, notification });
    }
    b.gap({ from: 1, to: 2, reason: 'made up' });
  });
  return readFileSync(file);
}

/**
 * Reads all there is. What is wrong must be a RecordingError; each body and message that is read in
 * spite of damage must be one of those that were written.
 */
function readAll(file: string, written?: ReadonlySet<string>): RecordingError | Verification {
  const isAsWritten = (text: string): void => {
    if (written?.has(text) === false) throw new Error(`nobody wrote ${text}`);
  };
  try {
    using recording = openRecording(file);
    recording.sessions();
    recording.links();
    for (const { requestBody, responseBody } of recording.exchanges()) {
      isAsWritten(textIn(requestBody));
      isAsWritten(textIn(responseBody));
    }
    for (const { text, notification } of recording.messages()) {
      isAsWritten(text);
      if (notification?.data) isAsWritten(notification.data);
    }
    return verifyRecording(file);
  } catch (error) {
    if (error instanceof RecordingError) return error;
    throw error;
  }
}

/** All bodies, messages and data of the recording. */
function textsOfOne(): ReadonlySet<string> {
  using recording = openRecording(folder.path('whole.db'));
  return new Set([
    ...[...recording.exchanges()].flatMap((each) => [
      textIn(each.requestBody),
      textIn(each.responseBody),
    ]),
    ...[...recording.messages()].flatMap((each) => [each.text, each.notification?.data ?? '']),
  ]);
}

it('says of a recording that was cut off, wherever, that it is damaged', () => {
  const bytes = bytesOfOne();
  const file = folder.path('cut.db');
  const lengths = [0, 1, 15, 16, 99, 100, 101, 511, 512, 1000, 4095, 4096, 4097, 8191];
  for (let length = 8192; length < bytes.length; length += 3000) lengths.push(length);
  lengths.push(bytes.length - 4096, bytes.length - 1);
  for (const length of lengths) {
    writeFileSync(file, bytes.subarray(0, length));
    const found = readAll(file);
    expect(found, `cut to ${length}`).toBeInstanceOf(RecordingError);
    expect((found as RecordingError).message).not.toContain('\n');
  }
  expect(folder.files()).toEqual(['cut.db', 'whole.db']);
});

it('never fails but with a RecordingError, whichever bytes are changed', () => {
  const bytes = bytesOfOne();
  const texts = textsOfOne();
  const file = folder.path('changed.db');
  const byte = fc.nat({ max: 255 });
  const place = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: bytes.length - 1 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 20 }), (changes) => {
      const changed = Buffer.from(bytes);
      for (const [at, value] of changes) changed[at] = value;
      writeFileSync(file, changed);
      const found = readAll(file, texts);
      if (found instanceof RecordingError) expect(found.message).not.toContain('\n');
      else expect(Array.isArray(found.errors)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(folder.files().filter((name) => !name.includes('.db-'))).toEqual([
    'changed.db',
    'whole.db',
  ]);
});

it('never fails but with a RecordingError, whichever page is lost', () => {
  const bytes = bytesOfOne();
  const texts = textsOfOne();
  const file = folder.path('changed.db');
  for (let page = 0; page < bytes.length; page += 4096) {
    for (const fill of [0x00, 0xff, 0x0d]) {
      const changed = Buffer.from(bytes);
      changed.fill(fill, page, page + 4096);
      writeFileSync(file, changed);
      const found = readAll(file, texts);
      if (!(found instanceof RecordingError)) {
        expect(found.errors, `page at ${page} filled with ${fill}`).not.toEqual([]);
      }
    }
  }
});

const PAGE = 4096;

/** Where each page below this inner page of a table is named (SQLite file format §1.6). */
function pagesBelow(bytes: Buffer, page: number): readonly number[] {
  const start = (page - 1) * PAGE;
  const cells = Array.from({ length: bytes.readUInt16BE(start + 3) }, (_, i) =>
    bytes.readUInt32BE(start + bytes.readUInt16BE(start + 12 + 2 * i)),
  );
  return [...cells, bytes.readUInt32BE(start + 8)];
}

/** Makes a page an inner one that names another page 400 times. */
function nameAgainAndAgain(bytes: Buffer, page: number, below: number): void {
  const start = (page - 1) * PAGE;
  const cells = 400;
  bytes.fill(0, start, start + PAGE);
  bytes.writeUInt8(0x05, start);
  bytes.writeUInt16BE(cells, start + 3);
  bytes.writeUInt16BE(PAGE - 6 * cells, start + 5);
  bytes.writeUInt32BE(below, start + 8);
  for (let i = 0; i < cells; i += 1) {
    const cell = PAGE - 6 * (i + 1);
    bytes.writeUInt16BE(cell, start + 12 + 2 * i);
    bytes.writeUInt32BE(below, start + cell);
    // The key as a varint of two bytes.
    bytes.writeUInt16BE(0x8000 | ((i >> 7) << 8) | (i & 0x7f), start + cell + 4);
  }
}

it('does not read for ever in a table that names one page again and again', async () => {
  const file = folder.path('endless.db');
  buildRecording(file, (b) => {
    const session = b.session('a1');
    for (let i = 0; i < 200; i += 1) b.exchange({ session, path: `/${i}` });
  });
  const database = new Database(file, { readonly: true });
  const root = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'request'")
    .pluck()
    .get() as number;
  database.close();
  const bytes = readFileSync(file);
  const [first = 0, second = 0] = pagesBelow(bytes, root);
  nameAgainAndAgain(bytes, root, first);
  nameAgainAndAgain(bytes, first, second);
  writeFileSync(file, bytes);
  using recording = openRecording(file);
  expect(() => recording.sessions()).toThrow('rising number');
  expect(() => [...recording.exchanges()]).toThrow('rising number');
  expect(verifyRecording(file).errors).not.toEqual([]);
  const exported = exportRecording(file, { format: 'jsonl', write: () => {} });
  await expect(exported).rejects.toThrow('rising number');
});
