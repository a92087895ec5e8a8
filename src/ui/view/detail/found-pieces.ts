/** A stretch of a text; `found` if it is what was searched for. */
export interface FoundPiece {
  readonly text: string;
  readonly found: boolean;
}

/** A text taken apart where one of these texts occurs, in whatever case. */
export function foundPieces(text: string, wanted: RegExp | null): readonly FoundPiece[] {
  if (wanted === null) return [{ text, found: false }];
  const pieces: FoundPiece[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(wanted)) {
    if (index > at) pieces.push({ text: text.slice(at, index), found: false });
    pieces.push({ text: found, found: true });
    at = index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false });
  return pieces;
}

/** What finds these texts; null if there are none. Only literals, so it takes linear time. */
export function finding(texts: readonly string[]): RegExp | null {
  const wanted = texts.filter((text) => text !== '').slice(0, 20);
  if (wanted.length === 0) return null;
  const literals = wanted.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  return new RegExp(literals.join('|'), 'giu');
}
