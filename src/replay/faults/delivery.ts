import type { Timeline } from '../timeline.js';
import type { FaultRule } from './fault-rule.js';
import { paced } from './paced.js';

/** Lets so many bytes out a piece at a time; `write` says whether there is still somebody to take them. */
export type Pace = (length: number, write: (from: number, to: number) => boolean) => void;

/** How an answer or a frame goes out, if not whole and at once. */
export type Delivery =
  /** Its connection is cut in the middle of it: below 1 after that share of its bytes, else after so many. */
  | { readonly kind: 'cut'; readonly at: number }
  /** Its connection is cut, and nothing goes out. */
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'slow'; readonly pace: Pace };

/** In the middle. */
const usualCut = 0.5;

export const hangUp: Delivery = { kind: 'hang-up' };

/** @param rule of a kind that befalls answers and frames */
export function deliveryOf(rule: FaultRule, time: Timeline): Delivery {
  return rule.kind === 'slow'
    ? { kind: 'slow', pace: paced(time, rule.bytes ?? Number.POSITIVE_INFINITY) }
    : { kind: 'cut', at: rule.at ?? usualCut };
}

/** After how many bytes it is cut: at least one of them never comes. */
export function cutAfter(at: number, length: number): number {
  return Math.max(0, Math.min(at < 1 ? Math.floor(at * length) : at, length - 1));
}
