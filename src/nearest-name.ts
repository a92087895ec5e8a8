/** The name that was probably meant by one that is none; null if none is near. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const most = Math.min(3, Math.floor(name.length * 0.4));
  let nearest: string | null = null;
  let least = most + 1;
  for (const each of names) {
    if (Math.abs(name.length - each.length) >= least) continue;
    const edits = editDistance(name.toLowerCase(), each.toLowerCase());
    if (edits >= least) continue;
    nearest = each;
    least = edits;
  }
  return nearest;
}

/** The end of an error about a name that is none: `; did you mean drop?`, or nothing. */
export function meantInstead(name: string, names: Iterable<string>): string {
  const nearest = nearestName(name, names);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}

/** Letters to add, drop, exchange or swap with the next (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
