import type { Clock, Instant } from './clock.js';

/**
 * The clock of the program around: what `setTimeout` and `performance.now` are at that moment. Where a test has installed
 * fake timers, these move it; without, it is the machine's. It goes on from where it was when they come or go, and a timer
 * that went off proves that its time has passed, whichever of the two functions is fake.
 */
export function ambientClock(): Clock {
  let read = reading();
  let offset = Date.now() - read();
  let latest: Instant = Number.NEGATIVE_INFINITY;

  function now(): Instant {
    const current = reading();
    if (current.source !== read.source) {
      offset = latest - current();
      read = current;
    }
    latest = Math.max(latest, current() + offset);
    return latest;
  }
  now();

  return {
    now,
    after(ms, callback) {
      const due = now() + ms;
      // A fake timer must not be cleared by the real function, nor the other way round.
      const { setTimeout: set, clearTimeout: clear } = globalThis;
      const timer = set(() => {
        offset += Math.max(due - now(), 0);
        callback();
      }, ms);
      return () => clear(timer);
    },
  };
}

/** Reads milliseconds; `source` tells one function from another. */
function reading(): (() => number) & { readonly source: unknown } {
  const { performance } = globalThis;
  const { now } = performance;
  return Object.assign(() => now.call(performance), { source: now });
}
