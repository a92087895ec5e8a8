import type { Piece } from './pieces.js';

/** What stands live for a piece of a recorded value. */
export interface PiecePair {
  readonly recorded: Piece;
  readonly live: Piece;
  readonly sure: boolean;
}

/** Puts the pieces of two values together: the whole with the whole, parts by their place if there are as many, else by what stands before them. */
export function pairPieces(
  recorded: readonly Piece[],
  live: readonly Piece[],
): readonly PiecePair[] {
  const pairs: PiecePair[] = [];
  for (const role of ['whole', 'path'] as const) {
    const one = recorded.find((piece) => piece.role === role);
    const other =
      live.find((piece) => piece.role === role) ?? live.find((piece) => piece.role === 'whole');
    if (one !== undefined && other !== undefined) {
      pairs.push({ recorded: one, live: other, sure: true });
    }
  }
  const ours = recorded.filter(({ role }) => role === 'part');
  const theirs = live.filter(({ role }) => role === 'part');
  if (ours.length === theirs.length) {
    for (const [index, one] of ours.entries()) {
      const other = theirs[index];
      if (other !== undefined) {
        pairs.push({ recorded: one, live: other, sure: one.before === other.before });
      }
    }
    return pairs;
  }
  const byBefore = new Map<string, Piece | null>();
  for (const each of theirs) {
    if (each.before !== null) byBefore.set(each.before, byBefore.has(each.before) ? null : each);
  }
  for (const one of ours) {
    const other = one.before === null ? undefined : byBefore.get(one.before);
    if (other !== undefined && other !== null) {
      pairs.push({ recorded: one, live: other, sure: false });
    }
  }
  const last = ours.at(-1);
  const theirLast = theirs.at(-1) ?? live.find(({ role }) => role === 'whole');
  if (last !== undefined && theirLast !== undefined) {
    pairs.push({ recorded: last, live: theirLast, sure: false });
  }
  return pairs;
}
