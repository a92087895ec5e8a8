import type { Difference } from '../../diff/difference.js';
import type { Sided } from '../protocol/diff.js';
import { keysOf } from './diff-place.js';

/** Keys of the rows that differ, each once, in the order in which they were met. */
export function marksOf(differences: readonly Difference[]): Sided<readonly string[]> {
  const marks = { baseline: new Set<string>(), candidate: new Set<string>() };
  for (const { subject } of differences) {
    for (const side of ['baseline', 'candidate'] as const) {
      const keys = keysOf(subject[side]);
      const key = keys?.message ?? keys?.exchange ?? null;
      if (key !== null) marks[side].add(key);
    }
  }
  return { baseline: [...marks.baseline], candidate: [...marks.candidate] };
}
