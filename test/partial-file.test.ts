import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { UsageError } from '../src/errors.js';
import { maker } from '../src/maker.js';
import { mergeRecordings } from '../src/merge/merge-recordings.js';
import { isPartial, partialFile } from '../src/partial-file.js';
import { createRecordingCopy } from '../src/recording/recording-copy.js';
import { verifyRecording } from '../src/recording/verify.js';
import { temporaryFolder } from './recording/temporary-folder.js';

const folder = temporaryFolder();
const recording = path.resolve(import.meta.dirname, '../recordings/two-tabs.db');

/** The number of a process that is gone. */
function gone(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

it('has its name only once it is whole, and nothing else is left then', () => {
  const file = folder.path('a.txt');
  const partial = partialFile(file, 0o600);
  writeFileSync(partial.place, 'all of it');
  expect(folder.files()).toEqual([path.basename(partial.place)]);
  expect(isPartial(partial.place)).toBe(true);
  partial.publish();
  partial.discard();
  expect(folder.files()).toEqual(['a.txt']);
  expect(readFileSync(file, 'utf8')).toBe('all of it');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('overwrites nothing that has got the name meanwhile', () => {
  const file = folder.path('a.txt');
  const partial = partialFile(file);
  writeFileSync(file, 'kept');
  expect(() => partial.publish()).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  partial.discard();
  expect(folder.files()).toEqual(['a.txt']);
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

it('removes what processes that are gone have left of the same file, and that alone', () => {
  const [machine] = maker().split('-');
  const left = `.a.txt.partial-${machine}-${gone()}`;
  const others = [
    `.a.txt.partial-${machine}-${process.ppid}`,
    `.a.txt.partial-another-${gone()}`,
    `.b.txt.partial-${machine}-${gone()}`,
    `${left}.txt`,
  ];
  for (const name of [left, `${left}.2`, `${left}-wal`, ...others]) {
    writeFileSync(folder.path(name), '');
  }
  const partial = partialFile(folder.path('a.txt'));
  expect(folder.files()).toEqual([...others, path.basename(partial.place)].toSorted());
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'is made in a folder that can be written to and not read',
  () => {
    const within = folder.path('inbox');
    mkdirSync(within, { mode: 0o300 });
    const partial = partialFile(path.join(within, 'a.txt'));
    partial.publish();
    expect(existsSync(path.join(within, 'a.txt'))).toBe(true);
    chmodSync(within, 0o700);
  },
);

it('is made for names that are as long as can be', () => {
  const name = `${'ä'.repeat(126)}.x`;
  const partial = partialFile(folder.path(name));
  partial.publish();
  expect(folder.files()).toEqual([name]);
});

it('lets the first of two merges at once have the name, and tells the other', async () => {
  const output = folder.path('both.db');
  const results = await Promise.allSettled(
    [1, 2].map(() => mergeRecordings([recording], { output })),
  );
  const words = `${output} exists already and is never overwritten; choose another output`;
  expect(results).toContainEqual(expect.objectContaining({ status: 'fulfilled' }));
  expect(results).toContainEqual({ status: 'rejected', reason: new UsageError(words) });
  expect(folder.files()).toEqual(['both.db']);
  expect(verifyRecording(output).whole).toBe(true);
});

it('says before the work that a link which leads nowhere has the name', () => {
  symlinkSync(folder.path('nowhere'), folder.path('a.db'));
  expect(() => createRecordingCopy(folder.path('a.db'))).toThrow(/a\.db exists already/u);
  expect(folder.files()).toEqual(['a.db']);
});
