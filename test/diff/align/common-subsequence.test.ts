import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonSubsequence,
  longestRise,
  withoutCrossing,
} from '../../../src/diff/align/common-subsequence.js';

/** Length of a longest common subsequence, by the definition. */
function longest(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const one of left) {
    const next = [0];
    for (const [at, other] of right.entries()) {
      next.push(one === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });

describe('commonSubsequence', () => {
  it('is a longest one, of equal items, rising on both sides', () => {
    fc.assert(
      fc.property(words, words, (left, right) => {
        const pairs = commonSubsequence(left, right);
        expect(pairs).toHaveLength(longest(left, right));
        pairs.forEach(([one, other], at) => {
          expect(left[one]).toBe(right[other]);
          const before = pairs[at - 1];
          if (before) expect(one > before[0] && other > before[1]).toBe(true);
        });
      }),
    );
  });

  it('stays rising and of equal items where lists differ in thousands of places', () => {
    const left = Array.from({ length: 5_000 }, (_, at) => `left ${at % 7} ${at}`);
    const right = Array.from({ length: 5_000 }, (_, at) =>
      at % 10 === 0 ? (left[at] ?? '') : `right ${at}`,
    );
    const pairs = commonSubsequence(left, right);
    expect(pairs).toHaveLength(500);
    expect(pairs.every(([one, other]) => one === other)).toBe(true);
  });
});

describe('longestRise', () => {
  it('leaves out the one that left its place', () => {
    expect([...longestRise([0, 1, 4, 2, 3])].toSorted()).toEqual([0, 1, 3, 4]);
  });

  it('keeps one of two that changed places', () => {
    expect(longestRise([1, 0]).size).toBe(1);
  });
});

describe('withoutCrossing', () => {
  it('keeps the most pairs that rise', () => {
    expect(
      withoutCrossing([
        [0, 3],
        [1, 0],
        [2, 1],
      ]),
    ).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});
