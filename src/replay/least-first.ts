/**
 * Finds the one that was played least, the first of these, without looking at all of them.
 *
 * @param playsOf how often one was played; may only grow
 */
export function leastFirst<T>(all: readonly T[], playsOf: (each: T) => number): () => T | null {
  /** A heap: none is after its two children, at 2n + 1 and 2n + 2. What it says of plays is the truth or too few. */
  const heap: Place[] = all.map((each, index) => ({ plays: playsOf(each), index }));
  heap.sort(order);

  function replaceFirst(place: Place): void {
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const child = left && right && order(right, left) < 0 ? right : left;
      if (child === undefined || order(place, child) <= 0) break;
      heap[at] = child;
      at = 2 * at + (child === right ? 2 : 1);
    }
    heap[at] = place;
  }

  return () => {
    for (let place = heap[0]; place !== undefined; place = heap[0]) {
      const { index } = place;
      const each = all[index] as T;
      const plays = playsOf(each);
      // The others may have been played more than their places say, but not less.
      if (plays === place.plays) return each;
      replaceFirst({ plays, index });
    }
    return null;
  };
}

interface Place {
  readonly plays: number;
  readonly index: number;
}

function order(a: Place, b: Place): number {
  return a.plays - b.plays || a.index - b.index;
}
