/** Remembers texts up to a number of characters; beyond it the oldest are forgotten. */
export class BoundedTexts {
  readonly #most: number;
  readonly #forget: Map<number, { readonly length: number; readonly forget: () => void }> =
    new Map();
  #length = 0;
  #next = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @param forget called when its turn has come */
  add(length: number, forget: () => void): void {
    this.#forget.set(this.#next++, { length, forget });
    this.#length += length;
    for (const [key, oldest] of this.#forget) {
      if (this.#length <= this.#most) return;
      this.#forget.delete(key);
      this.#length -= oldest.length;
      oldest.forget();
    }
  }
}
