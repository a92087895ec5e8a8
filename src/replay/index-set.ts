/** A set of small whole numbers, a bit for each: the indices of what a script has. */
export class IndexSet {
  #bits = new Uint8Array(8);

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  add(index: number): void {
    const at = index >> 3;
    if (at >= this.#bits.length) {
      const more = new Uint8Array(Math.max(2 * this.#bits.length, at + 1));
      more.set(this.#bits);
      this.#bits = more;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (index & 7));
  }
}
