import type { Lane } from './lane.js';
import { type Box, dividerOf, type LaneForm, laneHeight, trackBox } from './lane-box.js';
import type { Track } from './track.js';

/** Lanes that leave room free are drawn higher, but not more than that: a bar is to be read, not to be filled. */
const HIGHEST = 1.8;

/** The lanes one below the other; thousands of them, so whatever is asked is found by halving. */
export class LaneStack {
  readonly lanes: readonly Lane[];
  readonly #isFolded: (lane: Lane) => boolean;
  readonly #times: number;
  /** Where each begins, and at last where all end. */
  readonly #tops: readonly number[];
  readonly #places: ReadonlyMap<Lane, number>;

  /** @param room pixels that there are for all of them */
  constructor(lanes: readonly Lane[], isFolded: (lane: Lane) => boolean, room = 0) {
    this.lanes = lanes;
    this.#isFolded = isFolded;
    const needed = topsOf(lanes, isFolded, 1);
    const times = room / Math.max(1, needed.at(-1) as number);
    this.#times = Math.min(HIGHEST, Math.max(1, Number.isFinite(times) ? times : 1));
    this.#tops = this.#times === 1 ? needed : topsOf(lanes, isFolded, this.#times);
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

  /** Where HTTP ends and Bayeux begins. */
  dividerOf(lane: Lane): number {
    return this.topOf(lane) + dividerOf(lane, this.#formOf(lane));
  }

  /** Where a track is drawn, from the top of all lanes. */
  boxOf(track: Track): Box {
    const { lane } = track.strip;
    const { y, height } = trackBox(track, this.#formOf(lane));
    return { y: this.topOf(lane) + y, height };
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

  #formOf(lane: Lane): LaneForm {
    return this.#isFolded(lane) ? 'folded' : this.#times;
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

function topsOf(
  lanes: readonly Lane[],
  isFolded: (lane: Lane) => boolean,
  times: number,
): readonly number[] {
  const tops = [0];
  for (const lane of lanes) {
    const height = laneHeight(lane, isFolded(lane) ? 'folded' : times);
    tops.push((tops.at(-1) as number) + Math.round(height));
  }
  return tops;
}
