import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/diff/difference.js';
import { groupDifferences } from '../../../src/report/diff/group-differences.js';
import { COMPLETE, completed, completing, difference } from './told-diff.js';

function values(count: number, told: (n: number) => Partial<Difference>): Difference[] {
  return Array.from({ length: count }, (_, n) =>
    difference(completing(n), { path: `/a/${n}`, place: '/a/*', ...told(n) }),
  );
}

function groupsOf(differences: readonly Difference[]) {
  return groupDifferences(differences).flatMap(({ groups }) =>
    groups.map((group) => ({
      place: group.place,
      count: group.differences.length,
      values: group.values,
    })),
  );
}

describe('groups of differences', () => {
  it('hold the same values at alike places', () => {
    expect(groupsOf(values(3, () => ({ baseline: 1, candidate: 2 })))).toEqual([
      { place: '/a/*', count: 3, values: 1 },
    ]);
  });

  it('hold different values of one place together', () => {
    expect(groupsOf(values(3, (n) => ({ baseline: n, candidate: -n - 1 })))).toEqual([
      { place: '/a/*', count: 3, values: 3 },
    ]);
  });

  it('tell the values that come often from those that come once', () => {
    const often = values(4, () => ({ baseline: 'x', candidate: 'y' }));
    expect(groupsOf([...often, ...values(3, (n) => ({ baseline: n }))])).toEqual([
      { place: '/a/*', count: 4, values: 1 },
      { place: '/a/*', count: 3, values: 3 },
    ]);
  });

  it('are few at each place, however many values there are', () => {
    const twice = values(200, (n) => ({ baseline: n % 100 }));
    expect(groupsOf(twice)).toHaveLength(5);
    expect(groupsOf(twice).at(-1)).toEqual({ place: '/a/*', count: 192, values: 96 });
  });

  it('tell a value from its absence, and a long one from another', () => {
    const long = 'x'.repeat(1_000);
    const differences = [
      { baseline: null },
      {},
      { baseline: `${long}1` },
      { baseline: `${long}2` },
    ];
    const groups = groupsOf(
      differences.flatMap((told) => [1, 2].map((n) => difference(completing(n), told))),
    );
    expect(groups.map(({ count }) => count)).toEqual([2, 2, 2, 2]);
  });

  it('stand under the operation of the call that caused a notification', () => {
    const groups = groupDifferences([
      difference(completing(1)),
      difference(completed(1), { kind: 'notification-missing' }),
    ]);
    expect(groups.map(({ operation, count }) => [operation, count])).toEqual([[COMPLETE, 2]]);
  });

  it('name the very place of one that is alone', () => {
    expect(groupsOf(values(1, () => ({})))).toEqual([{ place: '/a/0', count: 1, values: 1 }]);
  });
});
