import { expect, it } from 'vitest';
import type { Miss } from '../../../src/replay/matching/miss.js';
import { MissBook } from '../../../src/replay/matching/miss-book.js';

const miss = (number: number): Miss => ({
  miss: number,
  asked: { method: 'GET', path: '/', operation: null, body: null },
  nearest: [],
});

it('tells ten thousand misses and counts the rest', () => {
  const book = new MissBook();
  for (let n = 1; n <= 10_003; n++) book.add(miss(n), '{}');
  expect(book.told).toHaveLength(10_000);
  expect(book.told.at(-1)?.miss).toBe(10_000);
  expect(book.untold).toBe(3);
});

it('tells fewer if they are large, the first of them in any case', () => {
  const book = new MissBook();
  const large = 'x'.repeat(20 * 1024 * 1024);
  for (let n = 1; n <= 5; n++) book.add(miss(n), large);
  book.add({ ...miss(6), passedThrough: true }, '{}');
  expect(book.told.map((each) => each.miss)).toEqual([1, 2, 3]);
  expect(book.untold).toBe(3);
  expect(book.passedThrough).toBe(1);
});
