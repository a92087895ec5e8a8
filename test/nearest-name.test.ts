import { expect, it } from 'vitest';
import { meantInstead, nearestName } from '../src/nearest-name.js';

const names = ['drop', 'double', 'late', 'cut-response', 'cut-connect', 'nth', 'MAX_HOLD'];

it.each([
  ['dorp', 'drop'],
  ['Drop', 'drop'],
  ['doubel', 'double'],
  ['nht', 'nth'],
  ['cut-conection', null],
  ['cut-conect', 'cut-connect'],
  ['max_hodl', 'MAX_HOLD'],
  ['x', null],
  ['', null],
  ['slow', null],
  ['__proto__', null],
  ['a'.repeat(1_000_000), null],
])('of %s is meant %s', (name, meant) => {
  expect(nearestName(name, names)).toBe(meant);
  expect(meantInstead(name, names)).toBe(meant === null ? '' : `; did you mean ${meant}?`);
});
