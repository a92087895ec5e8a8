import type { Gap } from '../recording/exchange.js';
import { isoTime } from '../recording/iso-time.js';
import { duration } from './duration.js';
import { printable } from './printable.js';

/** A gap for people: when, how long, why. */
export function gapText({ from, to, reason }: Gap): string {
  return `gap from ${isoTime(from)} to ${isoTime(to)} (${duration(to - from)}): ${printable(reason)}`;
}
