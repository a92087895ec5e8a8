import type { Item } from './item.js';
import type { Lane } from './lane.js';
import type { StripName } from './look.js';
import { SortedItems } from './sorted-items.js';
import { Track } from './track.js';

/** The most tracks that a strip has. */
const MOST: Readonly<Record<StripName, number>> = {
  calls: 8,
  safe: 3,
  carriers: 4,
  notifications: 3,
  messages: 1,
};

/** A part of a lane: what is alike, laid into as many tracks as overlap. */
export class Strip {
  readonly lane: Lane;
  readonly name: StripName;
  readonly tracks: Track[] = [];
  /** What overlaps more than there are tracks: counted, not laid. */
  readonly crowd: Track;
  /** The crowd by when it ends: with its beginnings that tells how many there are at a time. */
  readonly #ends = new SortedItems('end');

  constructor(lane: Lane, name: StripName) {
    this.lane = lane;
    this.name = name;
    this.crowd = new Track(this);
  }

  get size(): number {
    return this.tracks.reduce((sum, { items }) => sum + items.size, this.crowd.items.size);
  }

  add(item: Item): void {
    const free = this.tracks.find((track) => track.hasRoomFor(item));
    if (free !== undefined) free.add(item);
    else if (this.tracks.length < MOST[this.name]) {
      const track = new Track(this);
      this.tracks.push(track);
      track.add(item);
    } else if (this.#isOfMarks) {
      // An instant overlaps nothing but its like, and a mark tells how many there are.
      this.tracks.at(-1)?.add(item);
    } else {
      this.crowd.add(item);
      this.#ends.add(item);
    }
  }

  /** Must be called before time or look of the item change. */
  remove(item: Item): void {
    if (item.track === this.crowd) this.#ends.remove(item);
    item.track?.remove(item);
  }

  /** How many of the crowd there are in `[from, to)`, those that began before it too. */
  crowdWithin(from: number, to: number): number {
    return Math.max(0, this.crowd.items.firstFrom(to) - this.#ends.firstFrom(from));
  }

  /** All tracks, and the crowd if there is one. */
  get all(): readonly Track[] {
    return this.crowd.items.size === 0 ? this.tracks : [...this.tracks, this.crowd];
  }

  get #isOfMarks(): boolean {
    return this.name === 'notifications' || this.name === 'messages';
  }
}
