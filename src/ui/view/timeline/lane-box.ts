import type { Lane } from './lane.js';
import type { StripName } from './look.js';
import type { Strip } from './strip.js';
import type { Track } from './track.js';

/** Where something is drawn, in pixels from the top of its lane. */
export interface Box {
  readonly y: number;
  readonly height: number;
}

/** The height of a track, and of what is drawn in it. */
const MEASURES: Readonly<Record<StripName, { readonly step: number; readonly drawn: number }>> = {
  calls: { step: 14, drawn: 12 },
  safe: { step: 6, drawn: 4 },
  carriers: { step: 6, drawn: 4 },
  notifications: { step: 12, drawn: 10 },
  messages: { step: 6, drawn: 5 },
};

const PADDING = 6;
/** Between HTTP and Bayeux. */
const BETWEEN = 4;
/** Of the line that counts a crowd. */
const CROWD = 11;
const LOWEST = 52;

/** Of a lane that is folded up. */
export const FOLDED = 26;
const FOLDED_BOXES: Readonly<Record<StripName, Box>> = {
  calls: { y: 4, height: 8 },
  safe: { y: 6, height: 4 },
  carriers: { y: 17, height: 2 },
  notifications: { y: 14, height: 8 },
  messages: { y: 16, height: 4 },
};

export function laneHeight(lane: Lane, isFolded: boolean): number {
  if (isFolded) return FOLDED;
  const strips = lane.strips.reduce((sum, strip) => sum + stripHeight(strip), 0);
  return Math.max(LOWEST, strips + 2 * PADDING + BETWEEN);
}

/** Where HTTP ends and Bayeux begins. */
export function dividerOf(lane: Lane, isFolded: boolean): number {
  if (isFolded) return 13;
  return PADDING + stripHeight(lane.strip('calls')) + stripHeight(lane.strip('safe')) + 1.5;
}

/** Where a track of a lane is drawn; the crowd of a strip stands below its tracks. */
export function trackBox(track: Track, isFolded: boolean): Box {
  const { strip } = track;
  if (isFolded) return FOLDED_BOXES[strip.name];
  const { step, drawn } = MEASURES[strip.name];
  let y = PADDING;
  for (const each of strip.lane.strips) {
    if (each.name === 'carriers') y += BETWEEN;
    if (each === strip) break;
    y += stripHeight(each);
  }
  if (track === strip.crowd) return { y: y + strip.tracks.length * step, height: CROWD - 1 };
  return { y: y + strip.tracks.indexOf(track) * step, height: drawn };
}

function stripHeight(strip: Strip): number {
  const { step } = MEASURES[strip.name];
  // A lane keeps room for what it is there for, so that lanes look alike.
  const least = strip.name === 'calls' || strip.name === 'notifications' ? 1 : 0;
  const crowd = strip.crowd.items.size > 0 ? CROWD : 0;
  return Math.max(least, strip.tracks.length) * step + crowd;
}
