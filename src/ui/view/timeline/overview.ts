import { BY_WEIGHT, type Look } from './look.js';
import type { SortedItems } from './sorted-items.js';
import { type TimeScale, timeAt } from './time-scale.js';
import type { Totals } from './totals.js';

/** A column of the overview. */
export interface OverviewColumn {
  readonly calls: number;
  readonly notifications: number;
  readonly rest: number;
  /** The most important that somebody would look for. */
  readonly notable: Look | null;
}

/** How much there is in each column, so many pixels wide; it looks at no more than columns. */
export function overviewColumns(
  totals: Totals,
  scale: TimeScale,
  wide: number,
): readonly OverviewColumn[] {
  const columns = Math.max(0, Math.ceil(scale.width / wide));
  const places = (list: SortedItems): number[] => {
    let place = 0;
    return Array.from({ length: columns + 1 }, (_, at) => {
      place = list.firstFrom(timeAt(scale, at * wide), place);
      return place;
    });
  };
  const lists = [totals.calls, totals.notifications, totals.rest].map(places);
  const notable = BY_WEIGHT.flatMap((look) => {
    const list = totals.notable.get(look);
    return list === undefined || list.size === 0 ? [] : [{ look, places: places(list) }];
  });
  return Array.from({ length: columns }, (_, at) => {
    const [calls = 0, notifications = 0, rest = 0] = lists.map((each) => within(each, at));
    const found = notable.find((each) => within(each.places, at) > 0);
    return { calls, notifications, rest, notable: found?.look ?? null };
  });
}

function within(places: readonly number[], at: number): number {
  return (places[at + 1] ?? 0) - (places[at] ?? 0);
}
