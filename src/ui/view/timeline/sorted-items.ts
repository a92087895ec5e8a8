import type { Item } from './item.js';

/**
 * Items by time, found by halving. What comes in order is added at the end; what comes late is put in its place, which
 * costs the moving of what follows.
 */
export class SortedItems {
  readonly #items: Item[] = [];
  /** The times alone: a search that touches nothing else is several times as fast. */
  readonly #times: number[] = [];
  readonly #by: 'at' | 'end';

  constructor(by: 'at' | 'end' = 'at') {
    this.#by = by;
  }

  get size(): number {
    return this.#items.length;
  }

  get last(): Item | undefined {
    return this.#items[this.#items.length - 1];
  }

  get(place: number): Item | undefined {
    return this.#items[place];
  }

  add(item: Item): void {
    const time = item[this.#by];
    const { last } = this;
    if (last === undefined || isInOrder(last[this.#by], last.row.seq, time, item.row.seq)) {
      this.#items.push(item);
      this.#times.push(time);
      return;
    }
    const place = this.#placeAfter(time, item.row.seq);
    this.#items.splice(place, 0, item);
    this.#times.splice(place, 0, time);
  }

  /** Must be called before the time of the item changes. */
  remove(item: Item): void {
    let place = this.#placeFrom(item[this.#by], item.row.seq);
    while (place < this.#items.length && this.#items[place] !== item) place += 1;
    if (place === this.#items.length) return;
    this.#items.splice(place, 1);
    this.#times.splice(place, 1);
  }

  /**
   * Place of the first at this time or later; `size` if there is none.
   *
   * @param near a place that is not behind it: what is close to that is found at once
   */
  firstFrom(time: number, near = 0): number {
    const times = this.#times;
    let low = near;
    let step = 1;
    while (low + step <= times.length && (times[low + step - 1] as number) < time) {
      low += step;
      step *= 2;
    }
    let high = Math.min(times.length, low + step - 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] as number) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many are in `[from, to)`. */
  count(from: number, to: number): number {
    const first = this.firstFrom(from);
    return this.firstFrom(to, first) - first;
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
    return this.#place(time, (each) => each < seq);
  }

  #placeAfter(time: number, seq: number): number {
    return this.#place(time, (each) => each <= seq);
  }

  /** Place of the first at a time of which this no longer holds, or of the first after it. */
  #place(time: number, isBefore: (seq: number) => boolean): number {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const here = this.#times[middle] as number;
      const holds = here === time ? isBefore((this.#items[middle] as Item).row.seq) : here < time;
      if (holds) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isInOrder(time: number, seq: number, next: number, nextSeq: number): boolean {
  return time === next ? seq <= nextSeq : time < next;
}
