import type { Part } from '../../acts/act.js';
import { inOrderOfKeys } from './common-subsequence.js';

/** Two sessions that are compared; one side may have none. */
export interface SessionPair {
  readonly baseline: Part | null;
  readonly candidate: Part | null;
}

/**
 * Pairs sessions by user, then order: a user's first with the first. Users that only one side knows, for instance since a test
 * installation has others, are paired in order.
 */
export function alignSessions(
  baseline: readonly Part[],
  candidate: readonly Part[],
): readonly SessionPair[] {
  const userOf = ({ user }: Part): string => JSON.stringify(user);
  const partner = new Map(inOrderOfKeys(baseline.map(userOf), candidate.map(userOf)));
  const [ours, theirs] = [new Set(baseline.map(userOf)), new Set(candidate.map(userOf))];
  const others = [...candidate.keys()].filter((at) => !ours.has(userOf(candidate[at] as Part)));
  const pairs = baseline.map((part, at): SessionPair => {
    const other = partner.get(at) ?? (theirs.has(userOf(part)) ? undefined : others.shift());
    if (other !== undefined) partner.set(at, other);
    return { baseline: part, candidate: candidate[other ?? -1] ?? null };
  });
  const taken = new Set(partner.values());
  const left = candidate.filter((_, at) => !taken.has(at));
  return [...pairs, ...left.map((part) => ({ baseline: null, candidate: part }))];
}
