import { Column, float64, uint32 } from './column.js';
import type { Slice } from './slices.js';

/** Where the entries of a file stand, and of which server they are. */
export class EntryTable {
  readonly #offset = new Column(float64);
  readonly #length = new Column(float64);
  readonly #holeOffset = new Column(float64);
  readonly #holeLength = new Column(float64);
  readonly #origin = new Column(uint32);

  get size(): number {
    return this.#offset.length;
  }

  add({ offset, length, hole }: Slice, origin: number): void {
    this.#offset.push(offset);
    this.#length.push(length);
    this.#holeOffset.push(hole?.offset ?? 0);
    this.#holeLength.push(hole?.length ?? 0);
    this.#origin.push(origin);
  }

  originOf(entry: number): number {
    return this.#origin.at(entry);
  }

  /** Whether it has a list of frames, an empty one included. */
  hasFrames(entry: number): boolean {
    return this.#holeLength.at(entry) > 0;
  }

  /** Places of its text in the file: two where frames are left out between them. */
  partsOf(entry: number): readonly { readonly offset: number; readonly length: number }[] {
    const offset = this.#offset.at(entry);
    const length = this.#length.at(entry);
    const holeOffset = this.#holeOffset.at(entry);
    const holeEnd = holeOffset + this.#holeLength.at(entry);
    if (holeOffset === 0) return [{ offset, length }];
    return [
      { offset, length: holeOffset - offset },
      { offset: holeEnd, length: offset + length - holeEnd },
    ];
  }
}
