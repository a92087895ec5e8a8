import type { Item } from './item.js';
import { type Look, USUAL } from './look.js';
import { SortedItems } from './sorted-items.js';
import type { Strip } from './strip.js';

const NONE = new SortedItems();

/**
 * A row of a strip, in which nothing overlaps: so both beginnings and ends are in order, and whatever a window shows is
 * found by halving, what began long before it too. What looks unlike the rest is listed apart, to be found where many
 * fall on one pixel.
 */
export class Track {
  readonly strip: Strip;
  readonly items = new SortedItems();
  /** Those that a comparison has marked. */
  readonly marked = new SortedItems();
  readonly #unusual = new Map<Look, SortedItems>();
  #lit: SortedItems | null = null;
  #litFor: ReadonlySet<string> | null = null;

  constructor(strip: Strip) {
    this.strip = strip;
  }

  /** Whether it would overlap nothing here. Two that begin at once never share a track: they would be one to the eye. */
  hasRoomFor(item: Item): boolean {
    const before = this.items.before(item.at, Number.POSITIVE_INFINITY);
    if (before !== undefined && (before.end > item.at || before.at === item.at)) return false;
    const next = this.items.after(item.at, Number.POSITIVE_INFINITY);
    return next === undefined || next.at >= item.end;
  }

  add(item: Item): void {
    item.track = this;
    this.items.add(item);
    this.#listOf(item.look)?.add(item);
    if (this.#litFor?.has(item.key) === true) this.#lit?.add(item);
  }

  /** Must be called before time or look of the item change. */
  remove(item: Item): void {
    item.track = null;
    this.items.remove(item);
    this.#listOf(item.look)?.remove(item);
    this.marked.remove(item);
    this.#lit?.remove(item);
  }

  /** Those of a look that is not the usual one of the strip. */
  of(look: Look): SortedItems {
    return this.#unusual.get(look) ?? NONE;
  }

  /** Place of the first that has not ended before a time. */
  firstShown(time: number): number {
    const place = this.items.firstFrom(time);
    const before = this.items.get(place - 1);
    return before !== undefined && before.end >= time ? place - 1 : place;
  }

  /** Those that are searched for; null if nothing is. */
  lit(keys: ReadonlySet<string> | null): SortedItems | null {
    if (keys !== this.#litFor) {
      this.#litFor = keys;
      this.#lit = keys === null ? null : new SortedItems();
      if (keys !== null) {
        for (const item of this.items) if (keys.has(item.key)) this.#lit?.add(item);
      }
    }
    return this.#lit;
  }

  #listOf(look: Look): SortedItems | null {
    if (look === USUAL[this.strip.name]) return null;
    const list = this.#unusual.get(look);
    if (list !== undefined) return list;
    const made = new SortedItems();
    this.#unusual.set(look, made);
    return made;
  }
}
