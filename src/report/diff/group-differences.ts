import { createHash } from 'node:crypto';
import type { Difference, DifferenceKind } from '../../diff/difference.js';
import { groupBy } from '../../group-by.js';
import { type Sides, sidesOf } from './sides.js';

/** Of one place, the most frequent values that have a group of their own; all others share one. */
const MOST_VALUES = 4;
/** Texts up to this length are told apart by themselves, longer ones by a hash. */
const SHORT = 200;

/** Equal differences at many places, or those of one place whose values are all different. */
export interface DifferenceGroup {
  readonly kind: DifferenceKind;
  /** Where the reader looks for it: the label of the call, or of what differs if no call caused it. */
  readonly operation: string;
  /** Of a notification its label, null if no notification differs. */
  readonly notification: string | null;
  /** `path` of the only one; of several their `place`. */
  readonly place: string | null;
  readonly differences: readonly [Difference, ...Difference[]];
  /** How many different pairs of values they have; the first is that of the first difference. */
  readonly values: number;
}

/** The groups of one operation, in the order in which they were met. */
export interface OperationGroups {
  readonly operation: string;
  readonly count: number;
  readonly groups: readonly DifferenceGroup[];
}

/** Differences by operation, the equal ones in groups; all in the order of their first. */
export function groupDifferences(differences: readonly Difference[]): readonly OperationGroups[] {
  const operations = groupBy(differences, operationOf);
  return [...operations].map(([operation, its]) => ({
    operation,
    count: its.length,
    groups: [...groupBy(its, placeKey).values()].flatMap((alike) => groupsOf(operation, alike)),
  }));
}

/** Under which name people look for a difference. */
export function operationOf({ subject }: Difference): string {
  return subject.operation ?? subject.label;
}

function placeKey({ kind, place, path, subject }: Difference): string {
  return JSON.stringify([kind, subject.kind === 'notification', subject.label, place ?? path]);
}

function groupsOf(operation: string, alike: readonly Difference[]): readonly DifferenceGroup[] {
  const byValue = [...groupBy(alike, (each) => valueKey(sidesOf(each))).values()];
  const repeated = byValue.filter((equal) => equal.length > 1);
  const frequent = new Set(
    byValue.length === 1
      ? byValue
      : repeated.sort((a, b) => b.length - a.length).slice(0, MOST_VALUES),
  );
  const others = byValue.filter((equal) => !frequent.has(equal));
  return [
    ...byValue.filter((equal) => frequent.has(equal)).map((equal) => groupOf(operation, equal, 1)),
    ...(others.length === 0 ? [] : [groupOf(operation, others.flat(), others.length)]),
  ];
}

function groupOf(
  operation: string,
  differences: readonly Difference[],
  values: number,
): DifferenceGroup {
  const [first, ...rest] = differences;
  if (first === undefined) throw new Error('a group has at least one difference');
  const { kind, subject, place, path } = first;
  return {
    kind,
    operation,
    notification: subject.kind === 'notification' ? subject.label : null,
    place: rest.every((each) => each.path === path) ? path : (place ?? path),
    differences: [first, ...rest],
    values,
  };
}

function valueKey({ baseline, candidate }: Sides): string {
  return `${keyOf(baseline)} ${keyOf(candidate)}`;
}

function keyOf(text: string | null): string {
  if (text === null) return '-';
  if (text.length <= SHORT) return JSON.stringify(text);
  return createHash('sha256').update(text).digest('base64');
}
