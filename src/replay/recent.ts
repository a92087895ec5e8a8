/**
 * Remembers what was used of late, up to a weight. Two generations, so that remembering costs nothing when something is
 * found again: what is found in the old one moves to the young one; when the young one is full it becomes the old
 * one, and what is in that is forgotten.
 */
export class Recent<K, V> {
  readonly #most: number;
  #young = new Map<K, Held<V>>();
  #old = new Map<K, Held<V>>();
  #weight = 0;

  /** @param most weight of all together; a value that weighs more than an eighth of it is not remembered */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young.value;
    const old = this.#old.get(key);
    if (old === undefined) return undefined;
    this.#put(key, old);
    return old.value;
  }

  set(key: K, value: V, weight: number): void {
    const before = this.#young.get(key);
    if (before !== undefined) {
      this.#weight -= before.weight;
      this.#young.delete(key);
    }
    this.#old.delete(key);
    if (weight <= this.#most / 8) this.#put(key, { value, weight });
  }

  #put(key: K, held: Held<V>): void {
    if (this.#weight + held.weight > this.#most / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#young.set(key, held);
    this.#weight += held.weight;
  }
}

interface Held<V> {
  readonly value: V;
  readonly weight: number;
}
