import type { Gap } from '../recording/exchange.js';
import { duration } from './duration.js';
import { isoTime } from './iso-time.js';
import { printable } from './printable.js';

/** One line for each gap: when, how long, why. */
export function gapLines(gaps: readonly Gap[]): readonly string[] {
  return gaps.map((gap) => {
    const length = duration(gap.to - gap.from);
    return `gap from ${isoTime(gap.from)} to ${isoTime(gap.to)} (${length}): ${printable(gap.reason)}`;
  });
}
