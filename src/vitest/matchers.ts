import type { StandIn } from '../replay/start-replay.js';
import { missesMessage, unplayedMessage } from './messages.js';

/** What each version of vitest takes from a matcher. */
interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for a stand-in. */
export interface StandInMatchers<R = unknown> {
  /** Each recorded call was made at least once, by whichever desktop. */
  toHaveReplayedAll(): R;
  /** The recording had an answer for each request so far. */
  toHaveNoMisses(): R;
}

export const standInMatchers = {
  toHaveReplayedAll(received: unknown): Verdict {
    const { played, unplayed, misses } = standInOf(received, 'toHaveReplayedAll').report();
    return unplayed.length === 0
      ? {
          pass: true,
          message: () =>
            `each of the ${played.length} recorded calls was made, and some were expected to be left`,
        }
      : { pass: false, message: () => unplayedMessage(unplayed, misses) };
  },

  toHaveNoMisses(received: unknown): Verdict {
    const { misses } = standInOf(received, 'toHaveNoMisses').report();
    return misses.length === 0
      ? {
          pass: true,
          message: () => 'the stand-in had an answer for each request, and a miss was expected',
        }
      : { pass: false, message: () => missesMessage(misses) };
  },
};

/** @throws TypeError if it is no stand-in */
function standInOf(received: unknown, matcher: string): StandIn {
  const standIn = received as Partial<StandIn> | null | undefined;
  if (typeof standIn?.report === 'function') return standIn as StandIn;
  throw new TypeError(`${matcher} is for what replay() returned or the fixture standIn`);
}
