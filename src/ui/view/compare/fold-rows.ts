import type { SideRow } from './side-by-side.js';

/** Rows as they stand, or a stretch of equal ones that can be opened. */
export type Folded = { readonly row: SideRow } | { readonly fold: readonly SideRow[] };

/** Rows that stay in sight before and after what differs. */
const AROUND = 3;
/** A shorter stretch would take as much room folded. */
const SHORTEST = 3;

/** Folds away what is the same, but for a few lines around each difference. */
export function foldRows(rows: readonly SideRow[]): readonly Folded[] {
  const near = new Uint8Array(rows.length);
  for (const [at, { how }] of rows.entries()) {
    if (how !== 'same') near.fill(1, Math.max(0, at - AROUND), at + AROUND + 1);
  }
  const folded: Folded[] = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && near[end] === 0) end++;
    if (end - at >= SHORTEST) {
      folded.push({ fold: rows.slice(at, end) });
      at = end;
    } else {
      folded.push({ row: rows[at] as SideRow });
      at += 1;
    }
  }
  return folded;
}
