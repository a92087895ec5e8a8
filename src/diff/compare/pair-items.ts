import type { JsonNode } from '../../json/node.js';
import { commonSubsequence, inOrderOfKeys, type Pair } from '../align/common-subsequence.js';

/** How the items of two lists belong together. */
export interface PairedItems {
  /** Items to be compared with each other. */
  readonly pairs: readonly Pair[];
  /** Indices of what only the baseline's list has. */
  readonly removed: readonly number[];
  /** Indices of what only the candidate's list has. */
  readonly added: readonly number[];
  /** The same items, in another order. */
  readonly reordered?: true;
}

/**
 * Pairs equal items, in a set wherever they stand, else in order; and what is left between them by their likeness.
 *
 * @param ours one text for each item: equal texts are equal items
 */
export function pairItems(
  left: readonly JsonNode[],
  right: readonly JsonNode[],
  ours: readonly string[],
  theirs: readonly string[],
  isSet: boolean,
): PairedItems {
  const equal = isSet ? inOrderOfKeys(ours, theirs) : commonSubsequence(ours, theirs);
  if (!isSet && equal.length < left.length && left.length === right.length) {
    if (inOrderOfKeys(ours, theirs).length === left.length) {
      return { pairs: [], removed: [], added: [], reordered: true };
    }
  }
  const pairs: Pair[] = [...equal];
  const removed: number[] = [];
  const added: number[] = [];
  for (const { ones, others } of isSet ? [rest(equal, left, right)] : between(equal, left, right)) {
    const alike =
      isSet && ones.length !== others.length ? [] : pairAlike(ones, others, left, right);
    const [here, there] = [new Set<number>(), new Set<number>()];
    for (const pair of alike) {
      pairs.push(pair);
      here.add(pair[0]);
      there.add(pair[1]);
    }
    for (const at of ones) if (!here.has(at)) removed.push(at);
    for (const at of others) if (!there.has(at)) added.push(at);
  }
  return { pairs: pairs.toSorted(([a], [b]) => a - b), removed, added };
}

interface Unpaired {
  readonly ones: readonly number[];
  readonly others: readonly number[];
}

function rest(
  equal: readonly Pair[],
  left: readonly unknown[],
  right: readonly unknown[],
): Unpaired {
  const ours = new Set(equal.map(([one]) => one));
  const theirs = new Set(equal.map(([, two]) => two));
  return {
    ones: [...left.keys()].filter((at) => !ours.has(at)),
    others: [...right.keys()].filter((at) => !theirs.has(at)),
  };
}

function between(
  equal: readonly Pair[],
  left: readonly unknown[],
  right: readonly unknown[],
): readonly Unpaired[] {
  const gaps: Unpaired[] = [];
  let [from, start] = [0, 0];
  for (const [to, end] of [...equal, [left.length, right.length] as Pair]) {
    if (to > from || end > start) gaps.push({ ones: range(from, to), others: range(start, end) });
    [from, start] = [to + 1, end + 1];
  }
  return gaps;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

/** Items that are compared each with each; longer stretches are paired in order. */
const MOST_COMPARED = 40;

/** Pairs items in order, so that what belongs together has the most members in common. */
function pairAlike(
  ones: readonly number[],
  others: readonly number[],
  left: readonly JsonNode[],
  right: readonly JsonNode[],
): readonly Pair[] {
  const [n, m] = [ones.length, others.length];
  if (n === m || n > MOST_COMPARED || m > MOST_COMPARED) {
    return range(0, Math.min(n, m)).map((at): Pair => [ones[at] ?? 0, others[at] ?? 0]);
  }
  // As in the classic alignment of sequences: the best that is left to be had from each pair of places on.
  const score = (i: number, j: number): number =>
    1 + likeness(left[ones[i] ?? 0] as JsonNode, right[others[j] ?? 0] as JsonNode);
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const both = (best[i + 1]?.[j + 1] ?? 0) + score(i, j);
      (best[i] as Float64Array)[j] = Math.max(both, best[i + 1]?.[j] ?? 0, best[i]?.[j + 1] ?? 0);
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < n && j < m; ) {
    if ((best[i]?.[j] ?? 0) === (best[i + 1]?.[j + 1] ?? 0) + score(i, j)) {
      pairs.push([ones[i++] ?? 0, others[j++] ?? 0]);
    } else if ((best[i + 1]?.[j] ?? 0) >= (best[i]?.[j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

/** Share of members that are written the same, 0 to 1. */
function likeness(left: JsonNode, right: JsonNode): number {
  if (left.kind !== 'object' || right.kind !== 'object') return left.kind === right.kind ? 0.5 : 0;
  const texts = new Map(right.members.map(({ name, value }) => [name, textIn(value)]));
  const same = left.members.filter(({ name, value }) => texts.get(name) === textIn(value)).length;
  return same / Math.max(left.members.length, right.members.length, 1);
}

function textIn({ source, start, end }: JsonNode): string {
  return source.slice(start, end);
}
