import type { Difference, DifferenceKind } from '../../diff/difference.js';
import type { DiffMark, Sided } from '../protocol/diff.js';
import { keysOf } from './diff-place.js';

type Marks = readonly (readonly [key: string, mark: DiffMark])[];

/** The stronger mark of a row counts. */
const STRENGTH: readonly DiffMark[] = ['noise', 'moved', 'changed', 'only-here'];

/** How each row differs, in the order in which they were met. */
export function marksOf(
  differences: readonly Difference[],
  ignored: readonly Difference[],
): Sided<Marks> {
  const marks = { baseline: new Map<string, DiffMark>(), candidate: new Map<string, DiffMark>() };
  const mark = ({ subject, kind }: Difference, isNoise: boolean): void => {
    for (const side of ['baseline', 'candidate'] as const) {
      const keys = keysOf(subject[side]);
      const key = keys?.message ?? keys?.exchange ?? null;
      if (key === null) continue;
      // Of a notification that one side lacks, the call that should have brought it is marked there.
      const isThere = keys?.message !== null || subject.kind !== 'notification';
      const now = isNoise ? 'noise' : isThere ? markOf(kind) : 'changed';
      const before = marks[side].get(key) ?? 'noise';
      marks[side].set(key, STRENGTH.indexOf(now) > STRENGTH.indexOf(before) ? now : before);
    }
  };
  for (const each of differences) mark(each, false);
  for (const each of ignored) mark(each, true);
  return { baseline: [...marks.baseline], candidate: [...marks.candidate] };
}

function markOf(kind: DifferenceKind): DiffMark {
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
