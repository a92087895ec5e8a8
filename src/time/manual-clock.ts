import type { Clock, Instant } from './clock.js';

/** A clock that stands still until it is moved by hand. */
export interface ManualClock extends Clock {
  /** Moves on by so many milliseconds; what is due meanwhile happens, in order, each at its time. */
  advance(ms: number): void;
}

/** @param start what it shows first */
export function manualClock(start: Instant = 0): ManualClock {
  let now = start;
  const timers = new Set<{ readonly at: Instant; readonly callback: () => void }>();
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + Math.max(ms, 0), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        // Among equals the one set first: a Set keeps the order.
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.callback();
      }
      now = end;
    },
  };
}
