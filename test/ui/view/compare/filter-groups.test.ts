import { describe, expect, it } from 'vitest';
import type { DiffGroup } from '../../../../src/ui/protocol/diff.js';
import { filterGroups, type GroupFilter } from '../../../../src/ui/view/compare/filter-groups.js';

const all: GroupFilter = { kinds: new Set(), text: '', noise: null };

let last = 0;
function group(told: Partial<DiffGroup>): DiffGroup {
  last += 1;
  return {
    id: last,
    kind: 'body',
    operation: 'POST me Ready',
    label: 'POST me Ready',
    place: '/state',
    count: 1,
    values: 1,
    users: [['ambrose', 1]],
    rule: null,
    fixed: null,
    first: {
      number: last,
      path: '/state',
      user: 'ambrose',
      call: 'POST me Ready',
      values: { baseline: '"Ready"', candidate: '"NotReady"' },
      keys: { baseline: null, candidate: null },
      broken: null,
    },
    ...told,
  };
}

const groups = [
  group({ count: 3 }),
  group({ kind: 'status', place: null }),
  group({ operation: 'GET me', label: 'GET me', count: 2, users: [[null, 2]] }),
  group({ rule: 'date', place: '/at', count: 7 }),
  group({ rule: 'noise text at /x in *', place: '/x' }),
];

function told(filter: Partial<GroupFilter>): readonly string[] {
  return filterGroups(groups, { ...all, ...filter }).map(
    ({ operation, rule, count, groups: its }) =>
      `${operation} ${count}, ${its.length}${rule === null ? '' : `, ${rule}`}`,
  );
}

describe('filterGroups', () => {
  it('puts groups under their operation, and counts their places', () => {
    expect(told({})).toEqual(['POST me Ready 4, 2', 'GET me 2, 1']);
  });

  it('shows some kinds, or what has a text somewhere, in any case', () => {
    expect(told({ kinds: new Set(['status']) })).toEqual(['POST me Ready 1, 1']);
    expect(told({ kinds: new Set(['status', 'body']) })).toEqual(told({}));
    expect(told({ text: 'get ME' })).toEqual(['GET me 2, 1']);
    expect(told({ text: '"NOTready"', kinds: new Set(['status']) })).toEqual([
      'POST me Ready 1, 1',
    ]);
    expect(told({ text: 'ambrose' })).toEqual(['POST me Ready 4, 2']);
    expect(told({ text: 'nobody has it' })).toEqual([]);
  });

  it('shows noise besides what counts, or that of one rule alone', () => {
    expect(told({ noise: 'all' })).toEqual([
      'POST me Ready 4, 2',
      'GET me 2, 1',
      'POST me Ready 7, 1, date',
      'POST me Ready 1, 1, noise text at /x in *',
    ]);
    expect(told({ noise: { rule: 'date' } })).toEqual(['POST me Ready 7, 1, date']);
  });
});
