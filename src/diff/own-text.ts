/**
 * The same text, which keeps no longer text alive: a slice of a string holds on to the whole, so that a few remembered ids
 * would keep all bodies of a recording in memory.
 */
export function ownText<T extends string | null>(text: T): T {
  // Shorter slices are copied by V8 itself.
  if (text === null || text.length < SLICED) return text;
  return Buffer.from(text, 'utf16le').toString('utf16le') as T;
}

const SLICED = 13;
