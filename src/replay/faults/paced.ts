import type { Timeline } from '../timeline.js';
import type { Pace } from './delivery.js';

/** Milliseconds between two pieces, unless one byte takes longer. */
const usualPause = 100;
const second = 1000;

/**
 * Lets bytes out at so many a second, the first of them after the first pause. It goes by the timeline's clock, also where
 * nothing else waits; what is flushed, or still to come when the stand-in closes, goes out at once.
 */
export function paced(time: Timeline, bytesPerSecond: number): Pace {
  return (length, write) => {
    const sequence = time.sequence();
    const pause = Math.max(usualPause, second / bytesPerSecond);
    const most = Math.max(1, Math.floor((bytesPerSecond * pause) / second));
    const goOn = (from: number): void => {
      const to = Math.min(from + most, length);
      sequence.add(
        time.now() + pause,
        () => {
          if (write(from, to) && to < length) goOn(to);
        },
        true,
      );
    };
    goOn(0);
  };
}
