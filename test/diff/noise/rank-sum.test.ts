import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoodOfGreater } from '../../../src/diff/noise/rank-sum.js';

function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

function range(from: number, count: number, step = 1): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => from + at * step);
}

const sample = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 20, maxLength: 60 });

describe('likelihoodOfGreater', () => {
  it('gives what the formula of the test gives by hand', () => {
    // 0..19 against 20..39: U = 400, mean 200, variance 400 * 41 / 12, so z = 199.5 / 36.9685 = 5.39649.
    const p = likelihoodOfGreater(range(0, 20), range(20, 20));
    expect(p).toBeGreaterThan(3.39e-8);
    expect(p).toBeLessThan(3.41e-8);
    // Even numbers against odd ones: U = 210, z = 9.5 / 36.9685 = 0.25698, of which 0.39860 lies above.
    expect(likelihoodOfGreater(range(0, 20, 2), range(1, 20, 2))).toBeCloseTo(0.3986, 4);
  });

  it('counts every pair of values, ties as a half', () => {
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const wins = one.flatMap((low) =>
          other.map((high) => (high > low ? 1 : high === low ? 0.5 : 0)),
        );
        const greater = wins.reduce<number>((sum, each) => sum + each, 0);
        const p = likelihoodOfGreater(ascending(one), ascending(other));
        // Half of all pairs and a half for continuity are the middle of the distribution.
        if (greater > (one.length * other.length) / 2 + 0.5) expect(p).toBeLessThan(0.5);
        if (greater < (one.length * other.length) / 2 + 0.5) expect(p).toBeGreaterThan(0.5);
      }),
    );
  });

  it('never leaves the range of a probability, and says nothing of equal values', () => {
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const p = likelihoodOfGreater(ascending(one), ascending(other));
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
    expect(likelihoodOfGreater(new Float64Array(30).fill(7), new Float64Array(20).fill(7))).toBe(1);
  });

  it('is not taken in by what is drawn from one distribution: hardly one of a hundred looks so', () => {
    const draw = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 30,
      maxLength: 30,
    });
    const pairs = fc.sample(fc.tuple(draw, draw), { numRuns: 1000, seed: 1 });
    const taken = pairs.filter(
      ([one, other]) => likelihoodOfGreater(ascending(one), ascending(other)) < 0.01,
    );
    expect(taken.length).toBeLessThan(30);
  });
});
