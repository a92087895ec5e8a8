/** A map that holds so many entries at most; the one that came, or was used, longest ago goes first. */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #limit: number;
  // Kept for good, for a new iterator would walk over all that was deleted before. What it has
  // passed is gone, and what is used again stands ahead of it.
  readonly #oldestFirst: Iterator<K>;

  constructor(limit: number) {
    this.#limit = limit;
    this.#oldestFirst = this.#entries.keys();
  }

  /** Does not count as a use. */
  peek(key: K): V | undefined {
    return this.#entries.get(key);
  }

  /** Counts as a use. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || !this.#entries.delete(key)) return undefined;
    this.#entries.set(key, value);
    return value;
  }

  /** Returns the value that had to go, if one had to. */
  set(key: K, value: V): V | undefined {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return undefined;
    const oldest = this.#oldestFirst.next();
    if (oldest.done) return undefined;
    const gone = this.#entries.get(oldest.value);
    this.#entries.delete(oldest.value);
    return gone;
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The oldest first; entries may be deleted meanwhile. */
  values(): IterableIterator<V> {
    return this.#entries.values();
  }
}
