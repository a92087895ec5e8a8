import { describe, expect, it } from 'vitest';
import { slope } from './slope.js';

describe('slope', () => {
  it('is 1 for what grows linearly, and 2 for what grows with the square', () => {
    const sizes = [1_000, 10_000, 100_000];
    expect(slope(sizes.map((size) => [size, 3 * size]))).toBeCloseTo(1);
    expect(slope(sizes.map((size) => [size, size ** 2 / 7]))).toBeCloseTo(2);
  });
});
