/** Names that are counted one by one; all others together. */
export const MAX_NAMES = 1_000;
/** What stands for the others. */
export const OTHERS = '(others)';
/** Characters of a name that tell it from others: what is remembered stays small. */
const MAX_NAME_LENGTH = 200;

/** Something to count for each name, in bounded memory. A name once counted with the others stays there. */
export class NamedCounts<T> {
  readonly #entries = new Map<string | null, T>();
  readonly #make: () => T;

  /** @param make what a name that is new begins with */
  constructor(make: () => T) {
    this.#make = make;
  }

  /** What is counted for that name; null for what has none. */
  of(name: string | null): T {
    const short = name === null ? null : name.slice(0, MAX_NAME_LENGTH);
    const known = this.#entries.get(short);
    if (known !== undefined) return known;
    const key = short === null || this.#entries.size < MAX_NAMES ? short : OTHERS;
    const entry = this.#entries.get(key) ?? this.#make();
    this.#entries.set(key, entry);
    return entry;
  }

  /** In the order in which the names came. */
  entries(): [name: string | null, counted: T][] {
    return [...this.#entries];
  }
}
