type Cells = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A growing list of numbers that takes no more memory than they need: millions of objects would. */
export class Column {
  readonly #make: (length: number) => Cells;
  #cells: Cells;
  #length = 0;

  /** @param make for instance `(length) => new Float64Array(length)` */
  constructor(make: (length: number) => Cells) {
    this.#make = make;
    this.#cells = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const larger = this.#make(2 * this.#length);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#cells[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#cells[index] = value;
  }

  /** Forgets all from there on. */
  cutTo(length: number): void {
    this.#length = length;
  }
}

export const float64 = (length: number): Float64Array<ArrayBuffer> => new Float64Array(length);
export const uint32 = (length: number): Uint32Array<ArrayBuffer> => new Uint32Array(length);
export const uint8 = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);
