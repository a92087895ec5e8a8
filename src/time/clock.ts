import { performance } from 'node:perf_hooks';
import { clearTimeout, setTimeout } from 'node:timers';

/** A moment: milliseconds since the Unix epoch, with a fraction. */
export type Instant = number;

/** Reads time and waits for it. Handed in wherever time matters, so that a test owns it. */
export interface Clock {
  /** The moment now; never goes backwards. */
  now(): Instant;
  /** Calls back once, `ms` milliseconds from now; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void;
}

/** Fake timers put another function there; this is the machine's. */
const machineNow = performance.now.bind(performance);

/**
 * The machine's clock: one wall-clock anchor, read at the call, plus the monotonic clock, so that a
 * stepped wall clock never reorders what was recorded. Fake timers that a test installs don't move it.
 */
export function systemClock(): Clock {
  const anchor = Date.now() - machineNow();
  return {
    now: () => anchor + machineNow(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}
