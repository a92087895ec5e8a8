/** A pair of places, one in either list, that hold the same. */
export type Same = readonly [left: number, right: number];

/** Steps of the search: what differs in more is told as different, rather than waited for. */
const MOST_STEPS = 600;

/**
 * What two lists have in common, in order, as much of it as can be (E. Myers, An O(ND) Difference Algorithm). Lists that
 * hardly have anything in common are compared at their ends only, so that hostile ones take no longer than others.
 */
export function align(left: readonly string[], right: readonly string[]): readonly Same[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end++;
  }
  const pairs: Same[] = Array.from({ length: start }, (_, at) => [at, at]);
  const middle = search(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  );
  for (const [one, other] of middle) pairs.push([one + start, other + start]);
  for (let at = end; at > 0; at--) pairs.push([left.length - at, right.length - at]);
  return pairs;
}

function search(left: readonly string[], right: readonly string[]): readonly Same[] {
  if (left.length === 0 || right.length === 0) return [];
  const most = Math.min(left.length + right.length, MOST_STEPS);
  const middle = most + 1;
  /** By diagonal: how far into the left list one comes in so many steps. */
  const reach = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  for (let steps = 0; steps <= most; steps++) {
    history.push(reach.slice(middle - steps - 1, middle + steps + 2));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const at = middle + diagonal;
      const down = isDown(diagonal, steps, reach[at - 1] ?? 0, reach[at + 1] ?? 0);
      let x = down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++;
      reach[at] = x;
      if (x >= left.length && x - diagonal >= right.length) {
        return walkBack(history, left.length, right.length);
      }
    }
  }
  return [];
}

function isDown(diagonal: number, steps: number, less: number, more: number): boolean {
  return diagonal === -steps || (diagonal !== steps && less < more);
}

/** Back from the end, step by step: what lies on a diagonal is the same. */
function walkBack(history: readonly Int32Array[], width: number, height: number): readonly Same[] {
  const pairs: Same[] = [];
  let [x, y] = [width, height];
  for (let steps = history.length - 1; steps >= 0 && (x > 0 || y > 0); steps--) {
    // Of this step the history has the diagonals from -steps - 1 on.
    const reach = history[steps] as Int32Array;
    const at = (diagonal: number): number => reach[diagonal + steps + 1] ?? 0;
    const diagonal = x - y;
    const down = isDown(diagonal, steps, at(diagonal - 1), at(diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const beforeX = steps === 0 ? 0 : at(before);
    const beforeY = steps === 0 ? 0 : beforeX - before;
    while (x > beforeX && y > beforeY) pairs.push([--x, --y]);
    [x, y] = [beforeX, beforeY];
  }
  return pairs.reverse();
}
