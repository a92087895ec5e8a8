import type { Clock, Instant } from './clock.js';

/** A clock that stands still until it is moved by hand. */
export interface ManualClock extends Clock {
  /** Moves on by so many milliseconds; what is due meanwhile happens, in order, each at its time. */
  advance(ms: number): void;
}

interface Timer {
  readonly at: Instant;
  /** Among equals the one set first. */
  readonly order: number;
  readonly callback: () => void;
}

/** @param start what it shows first */
export function manualClock(start: Instant = 0): ManualClock {
  let now = start;
  let set = 0;
  /** The next one last. */
  const timers: Timer[] = [];

  /** Where it stands, or would stand: thousands of held connects come and go. */
  function placeOf({ at, order }: Timer): number {
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = timers[middle];
      if (other !== undefined && (other.at > at || (other.at === at && other.order > order))) {
        low = middle + 1;
      } else high = middle;
    }
    return low;
  }

  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + Math.max(ms, 0), order: set++, callback };
      timers.splice(placeOf(timer), 0, timer);
      return () => {
        const place = placeOf(timer);
        if (timers[place] === timer) timers.splice(place, 1);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = timers.at(-1); next !== undefined && next.at <= end; next = timers.at(-1)) {
        timers.pop();
        now = next.at;
        next.callback();
      }
      now = end;
    },
  };
}
