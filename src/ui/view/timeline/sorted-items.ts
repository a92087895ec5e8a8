import type { Item } from './item.js';

/**
 * Items by time, found by halving. What comes in order is added at the end; what comes late is put in its place, which
 * costs the moving of what follows.
 */
export class SortedItems {
  readonly #items: Item[] = [];
  readonly #by: 'at' | 'end';

  constructor(by: 'at' | 'end' = 'at') {
    this.#by = by;
  }

  get size(): number {
    return this.#items.length;
  }

  get(place: number): Item | undefined {
    return this.#items[place];
  }

  add(item: Item): void {
    const last = this.#items.at(-1);
    if (last === undefined || this.#compare(last, item[this.#by], item.row.seq) <= 0) {
      this.#items.push(item);
    } else {
      this.#items.splice(this.#placeAfter(item[this.#by], item.row.seq), 0, item);
    }
  }

  /** Must be called before the time of the item changes. */
  remove(item: Item): void {
    let place = this.#placeFrom(item[this.#by], item.row.seq);
    while (place < this.#items.length && this.#items[place] !== item) place += 1;
    if (place < this.#items.length) this.#items.splice(place, 1);
  }

  /** Place of the first at this time or later; `size` if there is none. */
  firstFrom(time: number): number {
    return this.#halve((item) => item[this.#by] < time);
  }

  /** How many are in `[from, to)`. */
  count(from: number, to: number): number {
    return Math.max(0, this.firstFrom(to) - this.firstFrom(from));
  }

  /** The first that is neither before nor at this moment of the wire. */
  after(time: number, seq: number): Item | undefined {
    return this.#items[this.#placeAfter(time, seq)];
  }

  /** The last that is before this moment of the wire. */
  before(time: number, seq: number): Item | undefined {
    return this.#items[this.#placeFrom(time, seq) - 1];
  }

  *[Symbol.iterator](): Iterator<Item> {
    yield* this.#items;
  }

  #placeFrom(time: number, seq: number): number {
    return this.#halve((item) => this.#compare(item, time, seq) < 0);
  }

  #placeAfter(time: number, seq: number): number {
    return this.#halve((item) => this.#compare(item, time, seq) <= 0);
  }

  /** Place of the first of which this no longer holds. */
  #halve(isBefore: (item: Item) => boolean): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#items[middle] as Item)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(item: Item, time: number, seq: number): number {
    const here = item[this.#by];
    return here < time ? -1 : here > time ? 1 : item.row.seq - seq;
  }
}
