import type { DifferenceGroup } from '../../report/diff/group-differences.js';
import type { DiffGroup } from '../protocol/diff.js';
import { whyFixed } from './diff-ignoring.js';
import { placeOf } from './diff-place.js';

/** A group of equal differences, and by which rule they are ignored; null if they count. */
export interface BookGroup extends DifferenceGroup {
  readonly rule: string | null;
}

/** Users that are named. */
const MOST_USERS = 5;

/** @param number that of its first place */
export function groupOf(group: BookGroup, id: number, number: number): DiffGroup {
  const { kind, operation, place, differences, values, rule } = group;
  const [first] = differences;
  return {
    id,
    kind,
    operation,
    label: first.subject.label,
    place,
    count: differences.length,
    values,
    users: usersOf(group),
    rule,
    fixed: whyFixed(first),
    first: placeOf(first, number),
  };
}

function usersOf({ differences }: BookGroup): DiffGroup['users'] {
  const counts = new Map<string | null, number>();
  for (const { user } of differences) counts.set(user, (counts.get(user) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST_USERS);
}
