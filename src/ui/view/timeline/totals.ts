import type { Item } from './item.js';
import { isNotable, type Look } from './look.js';
import { SortedItems } from './sorted-items.js';

/** All lanes as one: what the overview draws and the summary counts. */
export class Totals {
  readonly calls = new SortedItems();
  readonly notifications = new SortedItems();
  /** Everything else. */
  readonly rest = new SortedItems();
  /** Failed, uncorrelated, unsolicited, missed, by look. */
  readonly notable: ReadonlyMap<Look, SortedItems> = new Map(
    (['failed', 'undelivered', 'miss', 'uncorrelated', 'unsolicited'] as const).map((look) => [
      look,
      new SortedItems(),
    ]),
  );

  add(item: Item): void {
    this.#listOf(item).add(item);
    if (isNotable(item.look)) this.notable.get(item.look)?.add(item);
  }

  /** Must be called before time or look of the item change. */
  remove(item: Item): void {
    this.#listOf(item).remove(item);
    if (isNotable(item.look)) this.notable.get(item.look)?.remove(item);
  }

  #listOf({ strip }: Item): SortedItems {
    if (strip === 'calls') return this.calls;
    return strip === 'notifications' ? this.notifications : this.rest;
  }
}
