/** The name that was probably meant; null if none is near. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const most = Math.min(3, Math.floor(name.length * 0.4));
  let nearest: string | null = null;
  let least = most + 1;
  for (const each of names) {
    const edits = distance(name.toLowerCase(), each.toLowerCase(), most);
    if (edits >= least) continue;
    nearest = each;
    least = edits;
  }
  return nearest;
}

/** How many letters are to be put in, left out or changed (Levenshtein); `most` + 1 if more than `most`. */
function distance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(left).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? most + 1;
}
