import type { Row } from '../../protocol/row.js';
import type { RowBook } from '../row-book.js';

/** Which rows of a book match, kept as rows come: each is looked at when it is new or has changed. */
export class MatchingRows {
  readonly #keys = new Set<string>();
  readonly #matches: (row: Row) => boolean;
  readonly #book: RowBook;
  #revision = -1;

  constructor(book: RowBook, matches: (row: Row) => boolean) {
    this.#book = book;
    this.#matches = matches;
  }

  /** Takes what has changed in the book, and gives the keys: a set of its own each time, though it shares what is in it. */
  update(): ReadonlySet<string> {
    const changes = this.#book.changesSince(this.#revision);
    if (changes === null) {
      this.#keys.clear();
      for (const row of this.#book.rows) if (this.#matches(row)) this.#keys.add(row.key);
    } else {
      for (const { key } of changes) this.#look(key);
    }
    this.#revision = this.#book.revision;
    return new SharedSet(this.#keys);
  }

  #look(key: string): void {
    const row = this.#book.find(key);
    if (row !== null && this.#matches(row)) this.#keys.add(key);
    else this.#keys.delete(key);
  }
}

/** The same set under another identity, so that whoever waits for another one is told, and 100,000 keys are not copied. */
class SharedSet<T> implements ReadonlySet<T> {
  readonly #set: ReadonlySet<T>;

  constructor(set: ReadonlySet<T>) {
    this.#set = set;
  }

  get size(): number {
    return this.#set.size;
  }

  has(value: T): boolean {
    return this.#set.has(value);
  }

  forEach(take: (value: T, key: T, set: ReadonlySet<T>) => void): void {
    for (const value of this.#set) take(value, value, this);
  }

  entries(): SetIterator<[T, T]> {
    return this.#set.entries();
  }

  keys(): SetIterator<T> {
    return this.#set.keys();
  }

  values(): SetIterator<T> {
    return this.#set.values();
  }

  [Symbol.iterator](): SetIterator<T> {
    return this.#set.values();
  }
}
