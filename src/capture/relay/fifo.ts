/** Taken items that may stay in front before the rest is moved up. */
const MANY = 1_024;

/** A queue of which each item costs the same to take out, however long it is: `shift` moves all of a long array. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #taken = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  /** The oldest item; undefined if there is none. */
  get first(): Item | undefined {
    return this.#items[this.#taken];
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Takes the oldest item out. */
  drop(): void {
    if (this.length === 0) return;
    this.#items[this.#taken] = undefined;
    this.#taken += 1;
    if (this.#taken < MANY || 2 * this.#taken < this.#items.length) return;
    this.#items = this.#items.slice(this.#taken);
    this.#taken = 0;
  }
}
