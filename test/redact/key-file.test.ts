import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { keyFromFile } from '../../src/redact/key-file.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

it('makes a key that only its owner can read, and finds it again', () => {
  const file = folder.path('key');
  const key = keyFromFile(file);
  expect(key).toHaveLength(32);
  expect(keyFromFile(file)).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('refuses what is no key, and leaves it as it is', () => {
  const file = folder.path('key');
  for (const text of ['', 'abc', 'x'.repeat(64), `${'a'.repeat(64)}${' '.repeat(2_000)}`]) {
    writeFileSync(file, text);
    expect(() => keyFromFile(file)).toThrow(UsageError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});

it.skipIf(!existsSync('/dev/zero'))('does not read from a device', () => {
  expect(() => keyFromFile('/dev/zero')).toThrow('holds no key');
});
