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

/** One copy of each text that comes again and again; of no more than a few thousand. */
export class Interned {
  readonly #known = new Map<string, string>();

  of<T extends string | null>(text: T): T {
    if (text === null) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known as T;
    const own = ownText(text);
    if (this.#known.size < MOST_INTERNED) this.#known.set(own, own);
    return own as T;
  }
}

const MOST_INTERNED = 10_000;
