/** Two places that belong together: an index on each side. */
export type Pair = readonly [baseline: number, candidate: number];

/** Edits that are looked for one by one; beyond them the exact answer would take quadratic time. */
const MOST_EDITS = 1_000;

/**
 * A longest common subsequence of two lists, as pairs of indices in rising order (Myers 1986, "An O(ND) Difference
 * Algorithm"). Lists that differ at more than a thousand places are paired key by key in order, without
 * what crosses: not always the longest, but in linear time.
 */
export function commonSubsequence(
  baseline: readonly string[],
  candidate: readonly string[],
): readonly Pair[] {
  let start = 0;
  const shorter = Math.min(baseline.length, candidate.length);
  while (start < shorter && baseline[start] === candidate[start]) start++;
  let [ends, other] = [baseline.length, candidate.length];
  while (ends > start && other > start && baseline[ends - 1] === candidate[other - 1]) {
    ends--;
    other--;
  }
  const [left, right] = [baseline.slice(start, ends), candidate.slice(start, other)];
  const middle = left.length === 0 || right.length === 0 ? [] : within(left, right);
  const pairs: Pair[] = [];
  for (let at = 0; at < start; at++) pairs.push([at, at]);
  for (const [one, two] of middle) pairs.push([one + start, two + start]);
  for (let at = ends; at < baseline.length; at++) pairs.push([at, at - ends + other]);
  return pairs;
}

function within(left: readonly string[], right: readonly string[]): readonly Pair[] {
  return shortestEdit(left, right) ?? withoutCrossing(inOrderOfKeys(left, right));
}

/** Null if it takes too many edits. */
function shortestEdit(left: readonly string[], right: readonly string[]): readonly Pair[] | null {
  const [n, m] = [left.length, right.length];
  const most = Math.min(n + m, MOST_EDITS);
  /** How far each diagonal came, after so many edits. */
  const rounds: Int32Array[] = [];
  let reach = new Int32Array(2 * most + 3);
  for (let edits = 0; edits <= most; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const at = k + most + 1;
      const [below, above] = [reach[at - 1] ?? 0, reach[at + 1] ?? 0];
      let x = edits === 0 ? 0 : k === -edits || (k !== edits && below < above) ? above : below + 1;
      while (x < n && x - k < m && left[x] === right[x - k]) x++;
      reach[at] = x;
      if (x >= n && x - k >= m) {
        rounds.push(reach.slice(most + 1 - edits, most + 2 + edits));
        return traced(rounds, n, m);
      }
    }
    rounds.push(reach.slice(most + 1 - edits, most + 2 + edits));
    reach = reach.slice();
  }
  return null;
}

/** Walks back from the end; each round holds the diagonals from -edits to edits. */
function traced(rounds: readonly Int32Array[], n: number, m: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let [x, y] = [n, m];
  for (let edits = rounds.length - 1; edits > 0; edits--) {
    const before = rounds[edits - 1] as Int32Array;
    const at = (k: number): number => before[k + edits - 1] ?? 0;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const from = down ? k + 1 : k - 1;
    const [fromX, fromY] = [at(from), at(from) - from];
    const startX = down ? fromX : fromX + 1;
    while (x > startX) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  while (x > 0) pairs.push([--x, --y]);
  return pairs.reverse();
}

/** The n-th of a key with the n-th of the same key. */
export function inOrderOfKeys(
  baseline: readonly string[],
  candidate: readonly string[],
): readonly Pair[] {
  const waiting = new Map<string, { readonly places: number[]; next: number }>();
  candidate.forEach((key, at) => {
    const known = waiting.get(key);
    if (known) known.places.push(at);
    else waiting.set(key, { places: [at], next: 0 });
  });
  return baseline.flatMap((key, at): Pair[] => {
    const known = waiting.get(key);
    const place = known?.places[known.next++];
    return place === undefined ? [] : [[at, place]];
  });
}

/** The most pairs that rise on both sides. @param pairs rising on the baseline's side */
export function withoutCrossing(pairs: readonly Pair[]): readonly Pair[] {
  const kept = longestRise(pairs.map(([, candidate]) => candidate));
  return pairs.filter((_, at) => kept.has(at));
}

/** Indices of a longest rising subsequence; the values are distinct. */
export function longestRise(values: readonly number[]): ReadonlySet<number> {
  /** Index of the smallest value that ends a rise of each length. */
  const ends: number[] = [];
  const before: number[] = [];
  values.forEach((value, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = at;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}
