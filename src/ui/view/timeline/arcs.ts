import type { RowBook } from '../row-book.js';
import type { Item } from './item.js';
import type { Lane } from './lane.js';
import type { Box } from './lane-box.js';
import type { LaneIndex } from './lane-index.js';
import type { LaneStack } from './lane-stack.js';
import { callOf } from './step.js';
import { type TimeScale, xOf } from './time-scale.js';

/** The link from a call to one of its notifications. */
export interface Arc {
  readonly call: Item;
  readonly notification: Item;
}

/** More arcs than that are a tangle: then only those are drawn that are asked for. */
export const MOST_ARCS = 150;

/** The arcs of what a window shows of some lanes; none if there are more than can be told apart. */
export function arcsWithin(
  lanes: readonly Lane[],
  range: { readonly from: number; readonly to: number },
  index: LaneIndex,
  book: RowBook,
): readonly Arc[] {
  const strips = lanes.flatMap((lane) => [lane.strip('notifications'), lane.strip('calls')]);
  let count = 0;
  for (const { tracks } of strips) {
    for (const { items } of tracks) count += items.count(range.from, range.to);
    if (count > 2 * MOST_ARCS) return [];
  }
  const arcs = new Map<string, Arc>();
  for (const { tracks } of strips) {
    for (const track of tracks) {
      for (let place = track.firstShown(range.from); ; place += 1) {
        const item = track.items.get(place);
        if (item === undefined || item.at > range.to) break;
        const own = item.strip === 'calls' ? arcsOf(item, index, book) : arcTo(item, index, book);
        for (const arc of own) arcs.set(arc.notification.key, arc);
        if (arcs.size > MOST_ARCS) return [];
      }
    }
  }
  return [...arcs.values()];
}

/** All arcs of the call that something belongs to: its own, or that of its siblings. */
export function arcsOf(item: Item, index: LaneIndex, book: RowBook): readonly Arc[] {
  const row = callOf(item.row, book);
  const call = row === null ? undefined : index.find(row.key);
  if (row === null || call === undefined) return [];
  return book.answersOf(row.id).flatMap(({ key }) => {
    const notification = index.find(key);
    return notification === undefined ? [] : [{ call, notification }];
  });
}

function arcTo(notification: Item, index: LaneIndex, book: RowBook): readonly Arc[] {
  const row = callOf(notification.row, book);
  const call = row === null ? undefined : index.find(row.key);
  return call === undefined ? [] : [{ call, notification }];
}

/** Where an arc is drawn, in pixels from the corner of all lanes. */
export interface ArcLine {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** From the moment of the call that is nearest to the notification: it may come before the answer has. */
export function arcLine({ call, notification }: Arc, stack: LaneStack, scale: TimeScale): ArcLine {
  const leaves = Math.min(Math.max(notification.at, call.at), call.end);
  const [from, to] = [boxOf(call, stack), boxOf(notification, stack)];
  const isDown = to.y >= from.y;
  return {
    x1: xOf(scale, leaves),
    y1: isDown ? from.y + from.height : from.y,
    x2: xOf(scale, notification.at),
    y2: isDown ? to.y + 1 : to.y + to.height - 1,
  };
}

/** Where the track of an item is drawn, in pixels from the top of all lanes. */
export function boxOf(item: Item, stack: LaneStack): Box {
  return item.track === null ? { y: 0, height: 0 } : stack.boxOf(item.track);
}
