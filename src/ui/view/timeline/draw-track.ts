import { Groups } from './groups.js';
import type { Item } from './item.js';
import type { Box } from './lane-box.js';
import type { Painter, Place } from './painter.js';
import { perPixel, type TimeScale, xOf } from './time-scale.js';
import type { Lit, Track } from './track.js';

/** Pixels that a group takes: narrower than that nothing is told from what is beside it. */
export const BAR_GROUP = 2;
export const MARK_GROUP = 8;

/** What is common to all that is drawn at a time. */
export interface Drawing {
  readonly scale: TimeScale;
  /** The latest that is known: where what is still open is drawn to. */
  readonly now: number;
  /** What is searched for; null if nothing is. */
  readonly lit: Lit | null;
  readonly painter: Painter;
}

/**
 * Draws what a window shows of a track. However many there are, it looks at no more than there are pixels: what falls
 * on one spot is found, counted and drawn as one.
 *
 * @returns how many places it has looked at
 */
export function drawTrack(track: Track, box: Box, drawing: Drawing): number {
  const { scale, now, lit, painter } = drawing;
  const { name } = track.strip;
  const isMark = name === 'notifications' || name === 'messages';
  const size = name === 'notifications' ? MARK_GROUP : BAR_GROUP;
  const stretch = perPixel(scale) * size;
  const groups = new Groups(track, track.lit(lit));
  const { items } = track;
  // A mark reaches out on both sides of its moment.
  const margin = isMark ? stretch : 0;
  let visits = 0;
  let place = track.firstShown(scale.from - margin);
  for (let item = items.get(place); item !== undefined; item = items.get(place)) {
    if (item.at > scale.to + margin) break;
    visits += 1;
    const next = nextPlace(track, place, item, stretch, isMark ? 0 : perPixel(scale) * BAR_GROUP);
    if (next === place + 1) {
      const isDim = lit !== null && !lit.keys.has(item.key);
      if (isMark) painter.mark(markPlace(scale, item.at, box, size), item, isDim);
      else painter.bar(barPlace(scale, now, item, box), item, isDim);
    } else {
      // Groups begin at fixed times, so that they stand still while the window moves.
      const from = Math.floor(item.at / stretch) * stretch;
      const x = xOf(scale, from);
      painter.group(
        { x, y: box.y, width: isMark ? size - 1 : size, height: box.height },
        groups.of(item.at, items.get(next)?.at ?? Number.POSITIVE_INFINITY, next - place),
      );
    }
    place = next;
  }
  return visits;
}

/** Place of the first that does not fall on the same spot. */
function nextPlace(track: Track, place: number, item: Item, stretch: number, wide: number): number {
  if (item.end - item.at > wide) return place + 1;
  const { items } = track;
  const next = Math.max(
    place + 1,
    items.firstFrom((Math.floor(item.at / stretch) + 1) * stretch, place + 1),
  );
  // The last one may begin here and be long: then it is a bar of its own.
  const last = items.get(next - 1);
  return next > place + 1 && last !== undefined && last.end - last.at > wide ? next - 1 : next;
}

/** Where something that lasts is drawn. */
export function barPlace(scale: TimeScale, now: number, { at, end }: Item, box: Box): Place {
  const x = xOf(scale, at);
  const until = end === Number.POSITIVE_INFINITY ? Math.max(now, at) : end;
  const width = Math.max(BAR_GROUP, xOf(scale, until) - x);
  return { x, y: box.y, width, height: box.height };
}

/** Where the mark of a moment is drawn. */
export function markPlace(scale: TimeScale, time: number, box: Box, size: number): Place {
  return { x: xOf(scale, time) - size / 2, y: box.y, width: size, height: box.height };
}
