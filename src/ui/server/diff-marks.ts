import type { Difference, DifferenceKind } from '../../diff/difference.js';
import type { DiffMark, DiffMarkedRow, Sided } from '../protocol/diff.js';
import type { BookGroup } from './diff-group.js';
import { keysOf } from './diff-place.js';

/** The stronger mark of a row counts. */
const STRENGTH: readonly DiffMark[] = ['noise', 'moved', 'changed', 'only-here'];

/** How each row differs, by the groups that tell of it. */
export function marksOf(groups: readonly BookGroup[]): Sided<readonly DiffMarkedRow[]> {
  const marks = {
    baseline: new Map<string, DiffMarkedRow>(),
    candidate: new Map<string, DiffMarkedRow>(),
  };
  for (const [group, { differences, rule }] of groups.entries()) {
    for (const [index, difference] of differences.entries()) {
      for (const side of ['baseline', 'candidate'] as const) {
        const found = markOf(difference, side, rule !== null);
        if (found === null) continue;
        const before = marks[side].get(found.key);
        if (before === undefined) marks[side].set(found.key, { ...found, group, index });
        else if (STRENGTH.indexOf(found.mark) > STRENGTH.indexOf(before.mark)) {
          marks[side].set(found.key, { ...before, mark: found.mark });
        }
      }
    }
  }
  return { baseline: [...marks.baseline.values()], candidate: [...marks.candidate.values()] };
}

function markOf(
  { subject, kind }: Difference,
  side: 'baseline' | 'candidate',
  isNoise: boolean,
): Pick<DiffMarkedRow, 'key' | 'mark'> | null {
  const keys = keysOf(subject[side]);
  const key = keys?.message ?? keys?.exchange ?? null;
  if (key === null) return null;
  if (isNoise) return { key, mark: 'noise' };
  // Of a notification that one side lacks, the call that should have brought it is marked there.
  const isThere = keys?.message !== null || subject.kind !== 'notification';
  return { key, mark: isThere ? byKind(kind) : 'changed' };
}

function byKind(kind: DifferenceKind): DiffMark {
  switch (kind) {
    case 'call-missing':
    case 'call-extra':
    case 'notification-missing':
    case 'notification-extra':
      return 'only-here';
    case 'notification-order':
      return 'moved';
    default:
      return 'changed';
  }
}
