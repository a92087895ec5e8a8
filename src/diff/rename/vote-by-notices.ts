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
  const [ours, theirs] = [baseline.map(whatIsSaid), candidate.map(whatIsSaid)];
  const [times, otherTimes] = [timesOf(ours), timesOf(theirs)];
  for (const [one, other] of commonSubsequence(ours, theirs)) {
    const notice = baseline[one];
    const [id, otherId] = [notice?.id ?? null, candidate[other]?.id ?? null];
    if (notice === undefined || id === null || otherId === null) continue;
    // What has one name on both sides is the same, wherever it stands.
    if (id !== otherId && (theirIds?.has(id) || ourIds?.has(otherId))) continue;
    // Order is a hint: what stands at the same place of something weighs more. If one is told of once more, it is half of one.
    const said = ours[one] ?? '';
    const hint = times.get(said) === otherTimes.get(said) ? HINT : HINT / 2;
    renaming.vote([id, otherId], `${notice.channel} ${notice.messageType}`, hint);
  }
}

/** Of a vote. */
const HINT = 0.5;

function timesOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}

function whatIsSaid({ channel, messageType, notificationType, state }: Notice): string {
  return JSON.stringify([channel, messageType, notificationType, state]);
}
