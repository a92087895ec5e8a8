import type { Part } from '../../acts/act.js';
import { inOrderOfKeys } from './common-subsequence.js';

/** Two sessions that are compared; one side may have none. */
export interface SessionPair {
  readonly baseline: Part | null;
  readonly candidate: Part | null;
}

/**
 * Pairs sessions by user, then order: a user's first with the first. Those left over, for instance since a test
 * installation has other users, are paired in order.
 */
export function alignSessions(
  baseline: readonly Part[],
  candidate: readonly Part[],
): readonly SessionPair[] {
  const userOf = ({ user }: Part): string => JSON.stringify(user);
  const partner = new Map(inOrderOfKeys(baseline.map(userOf), candidate.map(userOf)));
  const taken = new Set(partner.values());
  const left = [...candidate.keys()].filter((at) => !taken.has(at));
  const pairs = baseline.map((part, at): SessionPair => {
    const other = partner.get(at) ?? left.shift();
    return { baseline: part, candidate: candidate[other ?? -1] ?? null };
  });
  return [...pairs, ...left.map((at) => ({ baseline: null, candidate: candidate[at] ?? null }))];
}
