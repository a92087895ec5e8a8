import { UsageError } from '../errors.js';

/**
 * When things happen: `instant`, only the order counts and nothing waits; `recorded`, each answer and notification as
 * long after its cause as it was recorded; a number, so many times as fast as recorded (2: half the delay); `manual`, as
 * recorded by a clock that stands still until the test moves it on.
 */
export type Timing = 'instant' | 'recorded' | 'manual' | number;

/**
 * How many times as fast as recorded; `Infinity` if nothing waits.
 *
 * @throws UsageError if it is no positive number
 */
export function speedOf(timing: Timing): number {
  if (timing === 'instant') return Number.POSITIVE_INFINITY;
  if (timing === 'recorded' || timing === 'manual') return 1;
  if (Number.isFinite(timing) && timing > 0) return timing;
  throw new UsageError(
    `'${timing}' is no timing; give instant, recorded, manual, or how many times as fast as recorded, like 2 or 0.5`,
  );
}
