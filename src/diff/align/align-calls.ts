import { commonSubsequence, inOrderOfKeys, type Pair } from './common-subsequence.js';

/** What it takes to find the counterpart of a call, or of another act. */
export interface Alignable {
  /** What is alike: method, template of the path, operation. */
  readonly key: string;
  /** The same with the path as it stands. */
  readonly exact: string;
  /** The same with its id named by its place among those of the session. */
  readonly ranked: string;
  /** Id of the resource that the path names; null if it names none. */
  readonly id: string | null;
}

type Key = 'exact' | 'ranked' | 'key';

/**
 * Pairs the acts of two sessions, in the baseline's order; one that only one side has shifts no other. Acts of one kind are
 * told apart by their ids if these are the same on both sides, by which of the session's interactions they are about, or
 * by their order alone: as pairs the most, and among those by what pairs ids with ids most consistently.
 */
export function alignCalls(
  baseline: readonly Alignable[],
  candidate: readonly Alignable[],
): readonly Pair[] {
  const by = (name: Key): readonly Pair[] => {
    const fine = commonSubsequence(
      baseline.map((each) => each[name]),
      candidate.map((each) => each[name]),
    );
    if (name === 'key') return fine;
    return withMoved(filledIn(fine, baseline, candidate), baseline, candidate, name);
  };
  let best: readonly Pair[] = [];
  let merit = -1;
  for (const name of ['exact', 'ranked', 'key'] as const) {
    const pairs = by(name);
    const consistent = consistency(pairs, baseline, candidate);
    // Nothing can be better than all of the same ids.
    const own = pairs.length + consistent / (pairs.length + 1);
    if (own > merit) [best, merit] = [pairs, own];
    if (pairs.length === Math.min(baseline.length, candidate.length) && consistent === pairs.length)
      break;
  }
  return best;
}

/** How many pairs agree with what most pairs of their ids say; those without ids agree. */
function consistency(
  pairs: readonly Pair[],
  baseline: readonly Alignable[],
  candidate: readonly Alignable[],
): number {
  const votes = new Map<string, Map<string, number>>();
  let agreeing = 0;
  for (const [one, two] of pairs) {
    const [ours, theirs] = [baseline[one]?.id ?? null, candidate[two]?.id ?? null];
    if (ours === null || theirs === null) agreeing += ours === theirs ? 1 : 0;
    else {
      const own = votes.get(ours) ?? new Map<string, number>();
      votes.set(ours, own.set(theirs, (own.get(theirs) ?? 0) + 1));
    }
  }
  // Not spread into Math.max: a hostile recording names one thing in more ways than there can be arguments.
  for (const own of votes.values()) agreeing += [...own.values()].reduce((a, b) => Math.max(a, b));
  return agreeing;
}

/** Pairs what lies between two pairs by what is alike. */
function filledIn(
  pairs: readonly Pair[],
  baseline: readonly Alignable[],
  candidate: readonly Alignable[],
): readonly Pair[] {
  const filled: Pair[] = [];
  let [from, start] = [0, 0];
  for (const [to, end] of [...pairs, [baseline.length, candidate.length] as Pair]) {
    if (to > from && end > start) {
      const [offset, other] = [from, start];
      const inner = commonSubsequence(
        baseline.slice(from, to).map(({ key }) => key),
        candidate.slice(start, end).map(({ key }) => key),
      );
      for (const [one, two] of inner) filled.push([one + offset, two + other]);
    }
    if (to < baseline.length && end < candidate.length) filled.push([to, end]);
    [from, start] = [to + 1, end + 1];
  }
  return filled;
}

/** Desktops do some things at once, so the same may come in another order. */
function withMoved(
  pairs: readonly Pair[],
  baseline: readonly Alignable[],
  candidate: readonly Alignable[],
  name: Key,
): readonly Pair[] {
  const [ours, theirs] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, two]) => two))];
  const left = [...baseline.keys()].filter((at) => !ours.has(at));
  const right = [...candidate.keys()].filter((at) => !theirs.has(at));
  if (left.length === 0 || right.length === 0) return pairs;
  const moved = inOrderOfKeys(
    left.map((at) => baseline[at]?.[name] ?? ''),
    right.map((at) => candidate[at]?.[name] ?? ''),
  ).map(([one, two]): Pair => [left[one] ?? 0, right[two] ?? 0]);
  return [...pairs, ...moved].toSorted(([a], [b]) => a - b);
}
