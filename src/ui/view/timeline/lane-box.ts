import type { Lane } from './lane.js';
import type { StripName } from './look.js';
import type { Strip } from './strip.js';
import type { Track } from './track.js';

/** Where something is drawn, in pixels. */
export interface Box {
  readonly y: number;
  readonly height: number;
}

/** How lanes are drawn: folded up, or so many times as high as they need to be. */
export type LaneForm = 'folded' | number;

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
const FOLDED = 26;
const FOLDED_DIVIDER = 13;
const FOLDED_BOXES: Readonly<Record<StripName, Box>> = {
  calls: { y: 3, height: 8 },
  safe: { y: 5, height: 4 },
  carriers: { y: 18, height: 2 },
  notifications: { y: 15, height: 8 },
  messages: { y: 17, height: 4 },
};

export function laneHeight(lane: Lane, form: LaneForm): number {
  if (form === 'folded') return FOLDED;
  const strips = lane.strips.reduce((sum, strip) => sum + stripHeight(strip, form), 0);
  return Math.max(LOWEST, strips + 2 * PADDING + BETWEEN);
}

/** Where HTTP ends and Bayeux begins, from the top of the lane. */
export function dividerOf(lane: Lane, form: LaneForm): number {
  if (form === 'folded') return FOLDED_DIVIDER;
  const above = stripHeight(lane.strip('calls'), form) + stripHeight(lane.strip('safe'), form);
  return Math.round(PADDING + above + BETWEEN / 2 - 1);
}

/** Where a track is drawn, from the top of its lane; the crowd of a strip stands below its tracks. */
export function trackBox(track: Track, form: LaneForm): Box {
  const { strip } = track;
  if (form === 'folded') return FOLDED_BOXES[strip.name];
  const { step, drawn } = MEASURES[strip.name];
  let y = PADDING;
  for (const each of strip.lane.strips) {
    if (each.name === 'carriers') y += BETWEEN;
    if (each === strip) break;
    y += stripHeight(each, form);
  }
  if (track === strip.crowd) {
    return { y: Math.round(y + strip.tracks.length * step * form), height: CROWD - 1 };
  }
  return {
    y: Math.round(y + strip.tracks.indexOf(track) * step * form),
    height: Math.round(drawn * form),
  };
}

function stripHeight(strip: Strip, times: number): number {
  const { step } = MEASURES[strip.name];
  // A lane keeps room for what it is there for, so that lanes look alike.
  const least = strip.name === 'calls' || strip.name === 'notifications' ? 1 : 0;
  const crowd = strip.crowd.items.size > 0 ? CROWD : 0;
  return Math.max(least, strip.tracks.length) * step * times + crowd;
}
