import type { Row } from '../protocol/row.js';

/** Changes that are remembered, each a message of the server. */
const MOST_LATEST = 128;

/**
 * The rows of a recording as they have come so far, in wire order, with what belongs together. Rows come once in order, and
 * again where they have changed.
 */
export class RowBook {
  readonly #rows: Row[] = [];
  /** Where each key stands in `#rows`. */
  readonly #places = new Map<string, number>();
  /** By id of the call: places of its notifications. */
  readonly #answers = new Map<number, number[]>();
  /** What was taken last, and how often something was before. */
  #latest: (readonly Row[])[] = [];
  #earlier = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** By `seq`. The same list all the time. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** The first and last moment of all rows, in milliseconds since the epoch; null if there are none. */
  get span(): { readonly from: number; readonly to: number } | null {
    return this.#rows.length === 0 ? null : { from: this.#from, to: this.#to };
  }

  /** Rises with each change. */
  get revision(): number {
    return this.#earlier + this.#latest.length;
  }

  /**
   * The rows that are new or have changed since a revision, as they were taken (`find` has them as they are); null if that is not
   * known any more, or if rows have changed their places: then all must be looked at anew.
   */
  changesSince(revision: number): readonly Row[] | null {
    if (revision < this.#earlier) return null;
    const changes = this.#latest.slice(revision - this.#earlier);
    return changes.length === 1 ? (changes[0] ?? []) : changes.flat();
  }

  /** Takes new and changed rows. */
  add(rows: readonly Row[]): void {
    this.#latest.push(rows);
    if (this.#latest.length > MOST_LATEST) this.#forget(MOST_LATEST / 2);
    let sorted = true;
    for (const row of rows) {
      if (row.at < this.#from) this.#from = row.at;
      if ((row.end ?? row.at) > this.#to) this.#to = row.end ?? row.at;
      const place = this.#places.get(row.key);
      if (place === undefined) {
        const last = this.#rows.at(-1);
        if (last !== undefined && last.seq > row.seq) sorted = false;
        this.#places.set(row.key, this.#rows.push(row) - 1);
        this.#link(row, this.#rows.length - 1);
      } else {
        const before = this.#rows[place];
        this.#rows[place] = row;
        if (before?.call !== row.call) {
          if (before !== undefined) this.#unlink(before, place);
          this.#link(row, place);
        }
      }
    }
    if (!sorted) this.#sort();
  }

  clear(): void {
    this.#forget(0);
    this.#earlier += 1;
    this.#rows.length = 0;
    this.#places.clear();
    this.#answers.clear();
    this.#from = Number.POSITIVE_INFINITY;
    this.#to = Number.NEGATIVE_INFINITY;
  }

  find(key: string): Row | null {
    const place = this.#places.get(key);
    return place === undefined ? null : (this.#rows[place] ?? null);
  }

  /** Where a row stands in `rows`; -1 if it is not there. */
  placeOf(key: string): number {
    return this.#places.get(key) ?? -1;
  }

  /** The notifications that are correlated with a call, copies included, by `seq`. */
  answersOf(call: number): readonly Row[] {
    return (this.#answers.get(call) ?? []).flatMap((place) => this.#rows[place] ?? []);
  }

  #link(row: Row, place: number): void {
    if (row.call === null) return;
    const places = this.#answers.get(row.call);
    if (places === undefined) this.#answers.set(row.call, [place]);
    else if (place > (places.at(-1) ?? -1)) places.push(place);
    else {
      places.push(place);
      places.sort((a, b) => a - b);
    }
  }

  #unlink(row: Row, place: number): void {
    if (row.call === null) return;
    const left = (this.#answers.get(row.call) ?? []).filter((each) => each !== place);
    if (left.length === 0) this.#answers.delete(row.call);
    else this.#answers.set(row.call, left);
  }

  /** Keeps only so many of the latest changes. */
  #forget(left: number): void {
    const old = this.#latest.length - left;
    this.#earlier += old;
    this.#latest.splice(0, old);
  }

  /** A row came late: rare, so all is laid anew. */
  #sort(): void {
    this.#forget(0);
    this.#earlier += 1;
    this.#rows.sort((a, b) => a.seq - b.seq);
    this.#places.clear();
    this.#answers.clear();
    for (const [place, row] of this.#rows.entries()) {
      this.#places.set(row.key, place);
      this.#link(row, place);
    }
  }
}
