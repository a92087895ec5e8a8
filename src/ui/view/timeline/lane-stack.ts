import type { Lane } from './lane.js';
import { laneHeight } from './lane-box.js';

/** The lanes one below the other; thousands of them, so whatever is asked is found by halving. */
export class LaneStack {
  readonly lanes: readonly Lane[];
  readonly #isFolded: (lane: Lane) => boolean;
  /** Where each begins, and at last where all end. */
  readonly #tops: readonly number[];
  readonly #places: ReadonlyMap<Lane, number>;

  constructor(lanes: readonly Lane[], isFolded: (lane: Lane) => boolean) {
    this.lanes = lanes;
    this.#isFolded = isFolded;
    const tops = [0];
    for (const lane of lanes) tops.push((tops.at(-1) as number) + laneHeight(lane, isFolded(lane)));
    this.#tops = tops;
    this.#places = new Map(lanes.map((lane, place) => [lane, place]));
  }

  get height(): number {
    return this.#tops.at(-1) as number;
  }

  isFolded(lane: Lane): boolean {
    return this.#isFolded(lane);
  }

  topOf(lane: Lane): number {
    return this.#tops[this.#places.get(lane) ?? -1] ?? 0;
  }

  heightOf(lane: Lane): number {
    const place = this.#places.get(lane) ?? -1;
    return (this.#tops[place + 1] ?? 0) - (this.#tops[place] ?? 0);
  }

  /** The lanes of which something is between two heights. */
  within(from: number, to: number): readonly Lane[] {
    if (!(to > from) || this.lanes.length === 0) return [];
    return this.lanes.slice(this.#placeAt(from), this.#placeAt(to - 0.001) + 1);
  }

  /** The lane at a height, if there is one. */
  at(y: number): Lane | undefined {
    return y < 0 || y >= this.height ? undefined : this.lanes[this.#placeAt(y)];
  }

  /** The lane that is so many below (or above) another; the last (or first) at the ends. */
  beside(lane: Lane, by: number): Lane | undefined {
    const place = (this.#places.get(lane) ?? 0) + by;
    return this.lanes[Math.min(Math.max(0, place), this.lanes.length - 1)];
  }

  #placeAt(y: number): number {
    let [low, high] = [0, this.lanes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#tops[middle] as number) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
