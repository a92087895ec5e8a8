import { type Drawing, drawTrack } from './draw-track.js';
import { Groups } from './groups.js';
import type { Lane } from './lane.js';
import type { Box } from './lane-box.js';
import type { LaneStack } from './lane-stack.js';
import { DRAWN } from './look.js';
import type { Strip } from './strip.js';
import { perPixel, xOf } from './time-scale.js';

/** Pixels of the line of a crowd that are counted together. */
const CROWD_STEP = 4;

/**
 * Draws what a window shows of a lane.
 *
 * @param scroll how far the lanes are scrolled down
 * @returns how many places it has looked at
 */
export function drawLane(lane: Lane, stack: LaneStack, scroll: number, drawing: Drawing): number {
  let visits = 0;
  for (const name of DRAWN) {
    const strip = lane.strip(name);
    for (const track of strip.tracks) {
      visits += drawTrack(track, moved(stack.boxOf(track), scroll), drawing);
    }
    if (strip.crowd.items.size > 0) {
      visits += drawCrowd(strip, moved(stack.boxOf(strip.crowd), scroll), drawing);
    }
  }
  return visits;
}

/** Draws how many there are at each time, for those that found no track. */
function drawCrowd(strip: Strip, box: Box, { scale, painter }: Drawing): number {
  const stretch = perPixel(scale) * CROWD_STEP;
  const groups = new Groups(strip.crowd, null);
  let visits = 0;
  let begun = Math.floor(scale.from / stretch) * stretch;
  let before = 0;
  const draw = (until: number): void => {
    if (before === 0) return;
    const x = xOf(scale, begun);
    const { looks } = groups.of(begun, until, before);
    painter.crowd({ x, width: xOf(scale, until) - x, ...box }, before, looks);
  };
  const most = Math.ceil(scale.width / CROWD_STEP) + 1;
  const first = begun;
  for (let at = 0; at <= most; at += 1) {
    const from = first + at * stretch;
    visits += 1;
    const count = at === most ? 0 : strip.crowdWithin(from, from + stretch);
    if (count === before) continue;
    draw(from);
    begun = from;
    before = count;
  }
  return visits;
}

function moved({ y, height }: Box, scroll: number): Box {
  return { y: y - scroll, height };
}
