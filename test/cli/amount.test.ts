import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { size, sizeText } from '../../cli/amount.js';

it.each([
  ['0', 0],
  ['65536', 65_536],
  ['64KiB', 65_536],
  ['16MiB', 16_777_216],
  ['4GiB', 4_294_967_296],
])('reads %s as an amount of bytes', (text, bytes) => {
  expect(size(text)).toBe(bytes);
});

it.each(['', 'KiB', '64k', '64kib', '64 KiB', '1.5MiB', '-1MiB', '1e3', '1TiB'])(
  'refuses %o as an amount of bytes',
  (text) => {
    expect(() => size(text)).toThrow(InvalidArgumentError);
  },
);

it.each([1, 1_023, 1_024, 65_536, 16_777_216, 1_048_577, 4_294_967_296])(
  'writes %i bytes as it reads them',
  (bytes) => {
    expect(size(sizeText(bytes))).toBe(bytes);
  },
);
