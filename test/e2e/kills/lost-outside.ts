import { openRecording } from '../../../src/recording/open-recording.js';
import type { Sightings } from './sightings.js';

/** Times as `verify --json` tells them. */
interface GapTimes {
  readonly from: string;
  readonly to: string;
}

/** Milliseconds: times in a file are rounded, and the recorder's clock is another. */
const TOLERANCE = 50;

/** Of the answers that desktops had: how many are not recorded, and which of them no gap explains. */
export function lostOutside(
  file: string,
  seen: Sightings,
  gaps: readonly GapTimes[],
): { readonly all: number; readonly outside: readonly string[] } {
  using recording = openRecording(file);
  const recorded = new Set<string>();
  for (const exchange of recording.exchanges()) {
    const id = exchange.requestHeaders.find(([name]) => name === 'X-Id')?.[1];
    if (id !== undefined && exchange.outcome === 'complete') recorded.add(id);
  }
  const lost = seen.answers.filter(({ id }) => !recorded.has(id));
  const unexplained = lost.filter(
    ({ from, to }) =>
      !gaps.some(
        (gap) => to >= Date.parse(gap.from) - TOLERANCE && from <= Date.parse(gap.to) + TOLERANCE,
      ),
  );
  return { all: lost.length, outside: unexplained.map(({ id }) => id) };
}
