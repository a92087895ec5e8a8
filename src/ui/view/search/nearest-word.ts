/** The word that is meant by one that is none: at most two letters differ; null if none is near. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (word.length > MOST_LETTERS) return null;
  const most = word.length < 4 ? 1 : 2;
  let nearest: string | null = null;
  let least = most + 1;
  for (const each of known) {
    const distance = each.startsWith(word) && word.length > 1 ? 1 : distanceOf(word, each);
    if (distance >= least) continue;
    least = distance;
    nearest = each;
  }
  return nearest;
}

const MOST_LETTERS = 32;

/** Letters to add, drop, exchange or swap with the next (optimal string alignment). */
function distanceOf(a: string, b: string): number {
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
