import type { DifferenceGroup } from '../../report/diff/group-differences.js';
import type { DiffGroup } from '../protocol/diff.js';
import { whyFixed } from './diff-ignoring.js';
import { named, placeOf } from './diff-place.js';

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
    operation: named(operation),
    label: named(first.subject.label),
    place: place === null ? null : named(place),
    count: differences.length,
    values,
    users: usersOf(group),
    rule: rule === null ? null : named(rule),
    fixed: whyFixed(first),
    first: placeOf(first, number),
  };
}

function usersOf({ differences }: BookGroup): DiffGroup['users'] {
  const counts = new Map<string | null, number>();
  for (const { user } of differences) counts.set(user, (counts.get(user) ?? 0) + 1);
  const most = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST_USERS);
  return most.map(([user, count]) => [user === null ? null : named(user), count]);
}
