import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { guardPlace } from '../../src/recording/guard-place.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let file: string;
beforeEach(() => {
  file = folder.path('a.db');
  writeFileSync(file, 'recorded');
  writeFileSync(`${file}-wal`, 'being recorded');
});

it('says nothing of a file that grows', () => {
  const check = guardPlace(file);
  check();
  appendFileSync(file, 'more');
  appendFileSync(`${file}-wal`, 'more');
  truncateSync(`${file}-wal`, 2);
  expect(check).not.toThrow();
});

it('says that a file is gone or another, and nothing more once it is back', () => {
  const check = guardPlace(file);
  renameSync(file, folder.path('away.db'));
  expect(check).toThrow(`the recording is no longer at ${file}`);
  copyFileSync(folder.path('away.db'), file);
  expect(check).toThrow(`the recording is no longer at ${file}`);
  renameSync(folder.path('away.db'), file);
  expect(check).not.toThrow();
});

it('says that a file is shorter than it once was', () => {
  const check = guardPlace(file);
  appendFileSync(file, 'more');
  check();
  truncateSync(file, 8);
  expect(check).toThrow(`somebody cut the recording ${file} short`);
});

it('says that its log is gone, if there was one', () => {
  const check = guardPlace(file);
  rmSync(`${file}-wal`);
  expect(check).toThrow(`the recording's log is no longer at ${file}-wal`);
  expect(guardPlace(file)).not.toThrow();
});
