/**
 * Finds the latest act before a place in wire order that both sides have: as an index into their pairs, -1 if there is none.
 *
 * @param paired indices of the acts that have a counterpart, in the order of the pairs
 */
export function anchors(
  steps: readonly { readonly seq: number }[],
  paired: readonly number[],
): (seq: number) => number {
  const inOrder = paired
    .map((at, pair) => ({ seq: steps[at]?.seq ?? 0, pair }))
    .toSorted((a, b) => a.seq - b.seq);
  return (seq) => {
    let [low, high] = [0, inOrder.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((inOrder[middle]?.seq ?? seq) < seq) low = middle + 1;
      else high = middle;
    }
    return inOrder[low - 1]?.pair ?? -1;
  };
}
