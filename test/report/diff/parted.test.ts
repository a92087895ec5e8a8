import { expect, it } from 'vitest';
import { parted } from '../../../src/report/diff/parted.js';

it('shows the place where long texts part, with some of what stands before it', () => {
  const [baseline, candidate] = [`${'a'.repeat(100)}1`, `${'a'.repeat(100)}2`];
  expect(parted({ baseline, candidate }, 20)).toEqual({
    baseline: `…${'a'.repeat(18)}1`,
    candidate: `…${'a'.repeat(18)}2`,
  });
});

it('shows it though what stands before is escaped, and so is longer than it was', () => {
  const [baseline, candidate] = [`${'\u0001'.repeat(12)}old`, `${'\u0001'.repeat(12)}new`];
  expect(parted({ baseline, candidate }, 20)).toEqual({
    baseline: '…\\u0001\\u0001old',
    candidate: '…\\u0001\\u0001new',
  });
});

it('shows both from their beginning where one side has nothing', () => {
  expect(parted({ baseline: 'x'.repeat(30), candidate: null }, 10)).toEqual({
    baseline: `${'x'.repeat(9)}…`,
    candidate: '',
  });
});
