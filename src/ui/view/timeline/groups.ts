import { type Look, USUAL } from './look.js';
import type { Group } from './painter.js';
import type { SortedItems } from './sorted-items.js';
import type { Track } from './track.js';

/** Tells of stretches of a track what is in them. They are asked for from left to right, so nothing is searched twice. */
export class Groups {
  readonly #usual: readonly [Look];
  readonly #looks: readonly { readonly look: Look; readonly counter: Counter }[];
  readonly #marked: Counter;
  readonly #lit: Counter | null;

  /** @param lit those that are searched for; null if nothing is */
  constructor(track: Track, lit: SortedItems | null) {
    this.#usual = [USUAL[track.strip.name]];
    this.#looks = track.unusual.map((look) => ({ look, counter: new Counter(track.of(look)) }));
    this.#marked = new Counter(track.marked);
    this.#lit = lit === null ? null : new Counter(lit);
  }

  /** What so many in `[from, to)` have in common, and what not. */
  of(from: number, to: number, count: number): Group {
    let looks: Look[] | null = null;
    let usual = count;
    for (const { look, counter } of this.#looks) {
      const some = counter.within(from, to);
      if (some === 0) continue;
      usual -= some;
      if (looks === null) looks = [look];
      else looks.push(look);
    }
    if (usual > 0) looks?.push(this.#usual[0]);
    return {
      count,
      looks: looks ?? this.#usual,
      isMarked: this.#marked.within(from, to) > 0,
      isDim: this.#lit !== null && this.#lit.within(from, to) === 0,
    };
  }
}

/** Counts a list in stretches, each after the one before. */
class Counter {
  readonly #list: SortedItems;
  #place = 0;

  constructor(list: SortedItems) {
    this.#list = list;
  }

  within(from: number, to: number): number {
    const first = this.#list.firstFrom(from, this.#place);
    this.#place = this.#list.firstFrom(to, first);
    return this.#place - first;
  }
}
