import type { RowBook } from '../row-book.js';
import type { SearchContext } from '../search/search-context.js';
import { type GroupCounts, groupOf, ROW_GROUPS, type RowGroup } from './row-group.js';
import { compareValues, type Sorting, sortValueOf, WIRE_ORDER } from './sort-key.js';

/** What the table shows. */
export interface TableList {
  /** Places in the book's rows, in the order of the table. */
  readonly places: readonly number[];
  /** Of all that the search finds, shown or not. */
  readonly counts: GroupCounts;
}

/** What the table is asked to show. */
export interface TableWish {
  readonly groups: ReadonlySet<RowGroup>;
  readonly sorting: Sorting;
  readonly context: SearchContext;
}

/** The rows of the table in their order, kept as rows come: in wire order at the cost of what is new. */
export class TableRows {
  readonly #book: RowBook;
  readonly #wish: TableWish;
  #places: number[] = [];
  readonly #values: (number | string | null)[] = [];
  /** By place: which group it is counted in, if the search finds it. */
  readonly #counted: (RowGroup | undefined)[] = [];
  readonly #counts: Record<RowGroup, number> = { calls: 0, safe: 0, notifications: 0, bayeux: 0 };
  #revision = -1;
  #matching: ReadonlySet<string> | null = null;

  constructor(book: RowBook, wish: TableWish) {
    this.#book = book;
    this.#wish = wish;
  }

  /**
   * Takes what has changed.
   *
   * @param matching keys of what the search finds; null finds all. What has not changed in the book must be as before
   */
  update(matching: ReadonlySet<string> | null): TableList {
    this.#matching = matching;
    const changes = this.#book.changesSince(this.#revision);
    this.#revision = this.#book.revision;
    if (changes === null) this.#lay();
    else if (changes.length > 0) {
      this.#mend(new Set(changes.map(({ key }) => this.#book.placeOf(key))));
    }
    return { places: this.#places, counts: { ...this.#counts } };
  }

  /** Where a place stands in the table; -1 if it does not. */
  static indexOf(list: TableList, place: number, isWireOrder: boolean): number {
    if (!isWireOrder) return list.places.indexOf(place);
    const at = firstNotBelow(list.places, (each) => each - place);
    return list.places[at] === place ? at : -1;
  }

  #lay(): void {
    for (const group of ROW_GROUPS) this.#counts[group] = 0;
    this.#counted.length = 0;
    this.#values.length = 0;
    this.#places = [];
    for (let place = 0; place < this.#book.rows.length; place += 1) {
      if (this.#take(place)) this.#places.push(place);
    }
    if (!this.#isWireOrder) this.#places.sort(this.#compare);
  }

  #mend(changed: ReadonlySet<number>): void {
    const fitting: number[] = [];
    let least = Number.POSITIVE_INFINITY;
    const isNew = [...changed].every((place) => place >= this.#counted.length);
    for (const place of changed) {
      if (this.#take(place)) {
        fitting.push(place);
        least = Math.min(least, place);
      }
    }
    fitting.sort(this.#compare);
    if (this.#isWireOrder && isNew && least > (this.#places.at(-1) ?? -1)) {
      this.#places = appended(this.#places, fitting);
    } else {
      const rest = isNew ? this.#places : this.#places.filter((place) => !changed.has(place));
      this.#places = merged(rest, fitting, this.#compare);
    }
  }

  /** Counts a row and keeps what it is sorted by; whether it is shown. */
  #take(place: number): boolean {
    const row = this.#book.rows[place];
    const before = this.#counted[place];
    if (before !== undefined) this.#counts[before] -= 1;
    const found = row !== undefined && (this.#matching === null || this.#matching.has(row.key));
    const group = found ? groupOf(row.kind) : undefined;
    this.#counted[place] = group;
    if (group === undefined || row === undefined) return false;
    this.#counts[group] += 1;
    if (!this.#wish.groups.has(group)) return false;
    if (!this.#isWireOrder) {
      this.#values[place] = sortValueOf(this.#wish.sorting.by, row, this.#wish.context);
    }
    return true;
  }

  get #isWireOrder(): boolean {
    const { by, descends } = this.#wish.sorting;
    return by === WIRE_ORDER.by && descends === WIRE_ORDER.descends;
  }

  readonly #compare = (a: number, b: number): number => {
    if (this.#isWireOrder) return a - b;
    const { descends } = this.#wish.sorting;
    return compareValues(this.#values[a] ?? null, this.#values[b] ?? null, descends) || a - b;
  };
}

/** A list of its own, so that whoever waits for another one is told. */
function appended(list: readonly number[], more: readonly number[]): number[] {
  const all = list.slice();
  for (const each of more) all.push(each);
  return all;
}

function merged(
  a: readonly number[],
  b: readonly number[],
  compare: (a: number, b: number) => number,
): number[] {
  const all: number[] = [];
  let at = 0;
  for (const each of b) {
    for (let next = a[at]; next !== undefined && compare(next, each) < 0; next = a[at]) {
      all.push(next);
      at += 1;
    }
    all.push(each);
  }
  for (; at < a.length; at += 1) all.push(a[at] ?? 0);
  return all;
}

/** The first index that `compare` does not call below, by halving. */
function firstNotBelow(list: readonly number[], compare: (each: number) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(list[middle] ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
