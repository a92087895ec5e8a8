/** Bytes put together from pieces, however small those are: a list of them could outgrow the bytes. */
export class GrowingBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room for so many more bytes, to be filled in at once. */
  extend(count: number): Buffer {
    const length = this.#length + count;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const room = this.#bytes.subarray(this.#length, length);
    this.#length = length;
    return room;
  }

  /** All of them; shared with this buffer. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
