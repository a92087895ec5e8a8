import { commonSubsequence } from '../align/common-subsequence.js';
import type { Notice } from '../notice.js';
import type { Renaming } from './renaming.js';

/**
 * Says which id of the candidate stands for which of the baseline, by the notifications of two sessions that say the same in
 * the same order: before anything else does, for a desktop may look at what it never calls about, and lists may be in
 * another order.
 */
export function voteByNotices(
  renaming: Renaming,
  baseline: readonly Notice[],
  candidate: readonly Notice[],
): void {
  const [ourIds, theirIds] = [baseline, candidate].map((list) => new Set(list.map(({ id }) => id)));
  const pairs = commonSubsequence(baseline.map(whatIsSaid), candidate.map(whatIsSaid));
  for (const [one, other] of pairs) {
    const notice = baseline[one];
    const [ours, theirs] = [notice?.id ?? null, candidate[other]?.id ?? null];
    if (notice === undefined || ours === null || theirs === null) continue;
    // What has one name on both sides is the same, wherever it stands.
    if (ours !== theirs && (theirIds?.has(ours) || ourIds?.has(theirs))) continue;
    // Order is a hint: what stands at the same place of something weighs more.
    renaming.vote([ours, theirs], `${notice.channel} ${notice.messageType}`, HINT);
  }
}

/** Of a vote. */
const HINT = 0.5;

function whatIsSaid({ channel, messageType, notificationType, state }: Notice): string {
  return JSON.stringify([channel, messageType, notificationType, state]);
}
