import type { Item } from './item.js';
import { STRIPS, type StripName } from './look.js';
import { Strip } from './strip.js';
import type { Track } from './track.js';

/** What one desktop did and was told: HTTP above, Bayeux below. */
export class Lane {
  /** Null holds what belongs to no desktop. */
  readonly session: number | null;
  readonly strips: readonly Strip[];
  readonly #byName: ReadonlyMap<StripName, Strip>;

  constructor(session: number | null) {
    this.session = session;
    this.strips = STRIPS.map((name) => new Strip(this, name));
    this.#byName = new Map(this.strips.map((strip) => [strip.name, strip]));
  }

  strip(name: StripName): Strip {
    return this.#byName.get(name) as Strip;
  }

  get tracks(): readonly Track[] {
    return this.strips.flatMap(({ all }) => all);
  }

  get size(): number {
    return this.strips.reduce((sum, { size }) => sum + size, 0);
  }

  add(item: Item): void {
    this.strip(item.strip).add(item);
  }

  /** Must be called before time or look of the item change. */
  remove(item: Item): void {
    this.strip(item.strip).remove(item);
  }
}
