import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { RecordingError } from '../../src/errors.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { relink } from '../../src/recording/relink.js';
import { buildRecording } from './build-recording.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const PAGE = 4096;

/** A journal that restores nothing, and ends with the name of a super-journal (SQLite file format §3). */
function journalNaming(name: string, pages: number): Buffer {
  const magic = Buffer.from('d9d505f920a163d7', 'hex');
  const head = Buffer.alloc(512);
  magic.copy(head);
  for (const [at, value] of [0, 1, pages, 512, PAGE].entries()) {
    head.writeUInt32BE(value, 8 + 4 * at);
  }
  const text = Buffer.from(name);
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32BE(0x40000000 / PAGE + 1, 0);
  numbers.writeUInt32BE(text.length, 4);
  numbers.writeUInt32BE(
    text.reduce((sum, byte) => sum + byte, 0),
    8,
  );
  return Buffer.concat([head, numbers.subarray(0, 4), text, numbers.subarray(4), magic]);
}

function hostile(): { file: string; victim: string } {
  const [file, victim] = [folder.path('a.db'), folder.path('precious.txt')];
  buildRecording(file, (b) => void b.exchange({ session: b.session('a1'), path: '/x' }));
  writeFileSync(victim, 'precious');
  writeFileSync(`${file}-journal`, journalNaming(victim, readFileSync(file).length / PAGE));
  return { file, victim };
}

it('removes no file that a journal beside a recording names, and says what is wrong', () => {
  const { file, victim } = hostile();
  expect(() => openRecording(file)).toThrow(RecordingError);
  expect(() => openRecording(file)).toThrow(/names another file/u);
  expect(() => relink(file, () => ({ links: [] }))).toThrow(/names another file/u);
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});

it('would be seen to fail: SQLite itself removes it', () => {
  const { file, victim } = hostile();
  const copy = folder.path('copy.db');
  for (const suffix of ['', '-journal']) copyFileSync(file + suffix, copy + suffix);
  const database = new Database(copy);
  database.prepare('SELECT count(*) FROM request').get();
  database.close();
  expect(existsSync(victim)).toBe(false);
});
