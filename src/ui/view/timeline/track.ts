import type { Item } from './item.js';
import { BY_WEIGHT, type Look, USUAL } from './look.js';
import { SortedItems } from './sorted-items.js';
import type { Strip } from './strip.js';

/** What is searched for. */
export interface Lit {
  readonly keys: ReadonlySet<string>;
  /** What stays the same while more is found by the same search. */
  readonly search: object;
}

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
  #litFor: Lit | null = null;

  constructor(strip: Strip) {
    this.strip = strip;
  }

  /** Whether it would overlap nothing here. Two that begin at once never share a track: they would be one to the eye. */
  hasRoomFor(item: Item): boolean {
    const { last } = this.items;
    if (last === undefined || last.at < item.at) return last === undefined || last.end <= item.at;
    const before = this.items.before(item.at, Number.POSITIVE_INFINITY);
    if (before !== undefined && (before.end > item.at || before.at === item.at)) return false;
    const next = this.items.after(item.at, Number.POSITIVE_INFINITY);
    return next === undefined || next.at >= item.end;
  }

  add(item: Item): void {
    item.track = this;
    this.items.add(item);
    this.#listOf(item.look)?.add(item);
    if (this.#litFor?.keys.has(item.key) === true) this.#lit?.add(item);
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

  /** The looks that are not the usual one, of which there are some, the most important first. */
  get unusual(): readonly Look[] {
    return BY_WEIGHT.filter((look) => this.of(look).size > 0);
  }

  /** Place of the first that has not ended before a time. */
  firstShown(time: number): number {
    const place = this.items.firstFrom(time);
    const before = this.items.get(place - 1);
    return before !== undefined && before.end >= time ? place - 1 : place;
  }

  /** Those that are searched for; null if nothing is. */
  lit(lit: Lit | null): SortedItems | null {
    if (lit?.search !== this.#litFor?.search) {
      this.#lit = lit === null ? null : new SortedItems();
      if (lit !== null) {
        for (const item of this.items) if (lit.keys.has(item.key)) this.#lit?.add(item);
      }
    }
    this.#litFor = lit;
    return this.#lit;
  }

  /** Looks again whether one is searched for, by the search that it was lit for before. */
  relight(item: Item, lit: Lit): void {
    if (this.#litFor?.search !== lit.search) return;
    this.#lit?.remove(item);
    if (lit.keys.has(item.key)) this.#lit?.add(item);
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
