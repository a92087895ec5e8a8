import { BAR_GROUP, MARK_GROUP } from './draw-track.js';
import type { Item } from './item.js';
import type { LaneStack } from './lane-stack.js';
import { BY_WEIGHT, DRAWN } from './look.js';
import { perPixel, type TimeScale, timeAt } from './time-scale.js';
import type { Track } from './track.js';

/** What is under the pointer. */
export interface Hit {
  /** Of many the most important. */
  readonly item: Item;
  /** How many fall on this spot. */
  readonly count: number;
}

/** How far beside something the pointer still means it, in pixels. */
const REACH = 3;

/** What is drawn at a place, in pixels from the corner of all lanes; null if nothing is. */
export function hitTest(stack: LaneStack, scale: TimeScale, x: number, y: number): Hit | null {
  const lane = stack.at(y);
  if (lane === undefined) return null;
  const tracks = DRAWN.toReversed().flatMap((name) => lane.strip(name).all);
  for (const track of tracks) {
    const box = stack.boxOf(track);
    if (y < box.y - 1 || y > box.y + box.height + 1) continue;
    const hit = hitTrack(track, scale, x);
    if (hit !== null) return hit;
  }
  return null;
}

function hitTrack(track: Track, scale: TimeScale, x: number): Hit | null {
  const { strip, items } = track;
  const isCrowd = track === strip.crowd;
  const reach = strip.name === 'notifications' ? MARK_GROUP / 2 + 1 : REACH;
  const pixel = perPixel(scale);
  const time = timeAt(scale, x);
  const [from, to] = [time - reach * pixel, time + reach * pixel];
  if (!isCrowd) {
    const under = items.get(track.firstShown(time));
    const isLong = under !== undefined && under.end - under.at > BAR_GROUP * pixel;
    if (isLong && under.at <= time) return { item: under, count: 1 };
  }
  const first = track.firstShown(from);
  const last = items.firstFrom(to);
  const count = isCrowd ? strip.crowdWithin(from, to) : last - first;
  if (count <= 0) return null;
  const item = notableWithin(track, from, to) ?? nearest(track, first, last, time);
  return item === undefined ? null : { item, count };
}

function notableWithin(track: Track, from: number, to: number): Item | undefined {
  for (const look of BY_WEIGHT) {
    const list = track.of(look);
    const item = list.get(list.firstFrom(from));
    if (item !== undefined && item.at < to) return item;
  }
  return undefined;
}

/** Of those at some places the one whose beginning is nearest. */
function nearest(track: Track, first: number, last: number, time: number): Item | undefined {
  const { items } = track;
  const after = Math.min(Math.max(items.firstFrom(time), first), Math.max(first, last - 1));
  const [before, next] = [items.get(Math.max(first, after - 1)), items.get(after)];
  if (before === undefined || next === undefined) return before ?? next;
  return time - before.at < next.at - time ? before : next;
}
