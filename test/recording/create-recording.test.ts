import { existsSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { createRecording } from '../../src/recording/create-recording.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { createRecordingCopy } from '../../src/recording/recording-copy.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

it('refuses a file that exists, and leaves it as it is', () => {
  const file = folder.path('a.db');
  writeFileSync(file, 'mine');
  expect(() => createRecording(file, { startedAt: 0 })).toThrow(UsageError);
  expect(() => createRecording(file, { startedAt: 0 })).toThrow(/exists already/);
  expect(statSync(file).size).toBe(4);
  expect(folder.files()).toEqual(['a.db']);
});

it('refuses a name beside which the log of a lost recording lies', () => {
  writeFileSync(folder.path('a.db-wal'), 'log');
  expect(() => createRecording(folder.path('a.db'), { startedAt: 0 })).toThrow(/a\.db-wal belongs/);
  expect(folder.files()).toEqual(['a.db-wal']);
});

it.each(['a.db/b.db', 'x\0y', 'blank '])('leaves no file where it can not be made: %j', (name) => {
  writeFileSync(folder.path('a.db'), '');
  expect(() => createRecording(folder.path(name), { startedAt: 0 })).toThrow(UsageError);
  expect(folder.files()).toEqual(['a.db']);
});

it('refuses a name that is that of the log of a recording, whose next writer would remove it', () => {
  const file = folder.path('day.db');
  writeFileSync(file, '');
  for (const suffix of ['-wal', '-shm', '-journal']) {
    expect(() => createRecordingCopy(`${file}${suffix}`)).toThrow(
      'is the name of a log of another recording; choose another output',
    );
    expect(existsSync(`${file}${suffix}`)).toBe(false);
  }
});

it('lets only its owner read it, the log included, and leaves one file', () => {
  const file = folder.path('a.db');
  const before = process.umask(0);
  const writer = createRecording(file, { startedAt: 0 });
  process.umask(before);
  expect(folder.files()).toEqual(['a.db', 'a.db-shm', 'a.db-wal']);
  for (const name of folder.files()) {
    expect(statSync(folder.path(name)).mode & 0o777, name).toBe(0o600);
  }
  writer.close(1);
  writer.close(2);
  expect(folder.files()).toEqual(['a.db']);
  using recording = openRecording(file);
  expect(recording.info.endedAt).toBe(1);
});

it('is gone when the start that it was made for has failed', () => {
  const file = folder.path('a.db');
  const writer = createRecording(file, { startedAt: 0 });
  writer.fact('a', 'b');
  writer.discard();
  expect(existsSync(file)).toBe(false);
  expect(folder.files()).toEqual([]);
});
