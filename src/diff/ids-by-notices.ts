import { commonSubsequence } from './align/common-subsequence.js';
import type { Notice } from './notice.js';

/**
 * Which id of the candidate stands for which of the baseline, by the notifications of two sessions that say the same in the
 * same order: a desktop may have asked for what it never called about.
 */
export function idsByNotices(
  baseline: readonly Notice[],
  candidate: readonly Notice[],
): ReadonlyMap<string, string> {
  const theirIds = new Set(candidate.map(({ id }) => id));
  const votes = new Map<string, Map<string, number>>();
  for (const [one, other] of commonSubsequence(
    baseline.map(whatIsSaid),
    candidate.map(whatIsSaid),
  )) {
    const [ours, theirs] = [baseline[one]?.id ?? null, candidate[other]?.id ?? null];
    // What has the same name on both sides is the same.
    if (ours === null || theirs === null || theirIds.has(ours)) continue;
    const own = votes.get(ours) ?? new Map<string, number>();
    votes.set(ours, own.set(theirs, (own.get(theirs) ?? 0) + 1));
  }
  return new Map(
    [...votes].flatMap(([ours, own]) => {
      const [best] = [...own].toSorted(([, a], [, b]) => b - a);
      return best === undefined ? [] : [[ours, best[0]] as const];
    }),
  );
}

function whatIsSaid({ channel, messageType, notificationType, state }: Notice): string {
  return JSON.stringify([channel, messageType, notificationType, state]);
}
