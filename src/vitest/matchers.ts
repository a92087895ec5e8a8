import type { NotificationFilter, WaitOptions } from '../replay/observe/wanted.js';
import type { StandIn } from '../replay/stand-in.js';
import { behavesLike, type LikenessOptions, type RecordingOrFile } from './behaves-like.js';
import { missesMessage, unplayedMessage } from './messages.js';
import { hasReceived } from './received-matcher.js';
import type { Verdict } from './verdict.js';

/** Matchers for a stand-in, and for recordings. */
export interface StandInMatchers {
  /** Each recorded call was made at least once, by whichever desktop. It reads all of the recording. */
  toHaveReplayedAll(): void;
  /** The recording had an answer for each request so far. */
  toHaveNoMisses(): void;
  /**
   * A live desktop has received such a notification, or does so in time: `await` it. After `not` it looks at once, for what has
   * been received by now.
   *
   * @param wait by default 5 seconds, of real time
   */
  toHaveReceived(filter: NotificationFilter, wait?: WaitOptions): Promise<void>;
  /**
   * The server of this recording said what the server of the baseline said, as `diff` compares them. Both are files, or have
   * one: what `drive` and `record` give.
   *
   * @param options `noise`: files of recordings of the baseline's version; `rules`: from `loadRules`
   */
  toBehaveLike(baseline: RecordingOrFile, options?: LikenessOptions): void;
}

export const standInMatchers = {
  toHaveReplayedAll(received: unknown): Verdict {
    const { unplayed, misses } = standInOf(received, 'toHaveReplayedAll');
    return unplayed.length === 0
      ? {
          pass: true,
          message: () => 'each recorded call was made, and one was expected to be left',
        }
      : { pass: false, message: () => unplayedMessage(unplayed, misses) };
  },

  toHaveNoMisses(received: unknown): Verdict {
    const { misses } = standInOf(received, 'toHaveNoMisses');
    return misses.length === 0
      ? {
          pass: true,
          message: () => 'the stand-in had an answer for each request, and a miss was expected',
        }
      : { pass: false, message: () => missesMessage(misses) };
  },

  toHaveReceived(
    this: { readonly isNot?: boolean },
    received: unknown,
    filter: NotificationFilter,
    wait: WaitOptions = {},
  ): Promise<Verdict> {
    const standIn = standInOf(received, 'toHaveReceived');
    return hasReceived(standIn, filter, this.isNot === true ? { timeout: 0 } : wait);
  },

  toBehaveLike(received: unknown, baseline: unknown, options: LikenessOptions = {}): Verdict {
    return behavesLike(received, baseline, options);
  },
};

/** @throws TypeError if it is no stand-in */
function standInOf(received: unknown, matcher: string): StandIn {
  const standIn = received as Partial<StandIn> | null | undefined;
  if (typeof standIn?.waitFor === 'function') return standIn as StandIn;
  throw new TypeError(`${matcher} is for what replay() returns, or the fixture standIn`);
}
