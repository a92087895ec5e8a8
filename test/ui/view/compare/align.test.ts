import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../../src/ui/view/compare/align.js';

/** The longest common subsequence, as slowly as it is plain. */
function longest(left: readonly string[], right: readonly string[]): number {
  let row = right.map(() => 0);
  for (const one of left) {
    const next: number[] = [];
    for (const [at, other] of right.entries()) {
      next.push(one === other ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe('align', () => {
  it('finds as much in common as there is, in order', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });
    fc.assert(
      fc.property(list, list, (left, right) => {
        const pairs = align(left, right);
        expect(pairs.every(([one, other]) => left[one] === right[other])).toBe(true);
        for (const [at, [one, other]] of pairs.entries()) {
          const [before, there] = pairs[at - 1] ?? [-1, -1];
          expect(one > before && other > there).toBe(true);
        }
        expect(pairs.length).toBe(longest(left, right));
      }),
    );
  });

  it('gives up on long lists without anything in common, but for their ends', () => {
    const many = (name: string): string[] => Array.from({ length: 20_000 }, (_, at) => name + at);
    const pairs = align(['first', ...many('a'), 'last'], ['first', ...many('b'), 'last']);
    expect(pairs).toEqual([
      [0, 0],
      [20_001, 20_001],
    ]);
  });
});
