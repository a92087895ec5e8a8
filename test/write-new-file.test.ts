import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UsageError } from '../src/errors.js';
import { mustBeNew, writeNewFile } from '../src/write-new-file.js';
import { temporaryFolder } from './recording/temporary-folder.js';

const folder = temporaryFolder();

it('writes what comes in pieces, however many', () => {
  const file = folder.path('new.txt');
  writeNewFile(file, '--output', (write) => {
    for (let n = 0; n < 100_000; n++) write('größer\n');
  });
  expect(readFileSync(file, 'utf8')).toBe('größer\n'.repeat(100_000));
});

it('leaves no file if what is to be written fails half-way', () => {
  const failing = () =>
    writeNewFile(folder.path('half.txt'), '--output', (write) => {
      write('x'.repeat(100_000));
      throw new Error('no more');
    });
  expect(failing).toThrow('no more');
  expect(folder.files()).toEqual([]);
});

it('never overwrites, and says so in one line', () => {
  const file = folder.path('there.txt');
  writeFileSync(file, 'kept');
  const words = `${file} exists already and is never overwritten; name another --output`;
  expect(() => mustBeNew(file, '--output')).toThrow(new UsageError(words));
  expect(() => writeNewFile(file, '--output', () => {})).toThrow(new UsageError(words));
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

it('says early that there is no such folder', () => {
  const file = folder.path('absent/x.txt');
  expect(() => mustBeNew(file, '--output')).toThrow(/there is no folder .*absent$/u);
  expect(() => mustBeNew(folder.path('x.txt'), '--output')).not.toThrow();
});
