import type { MatcherResult } from 'vitest';
import type { StandIn } from '../replay/start-replay.js';
import { missesMessage, unplayedMessage } from './messages.js';

/** Matchers for a stand-in. */
export interface StandInMatchers<T> {
  /** Each recorded call was made at least once, by whichever desktop. */
  toHaveReplayedAll(): T extends StandIn ? void : never;
  /** The recording had an answer for each request so far. */
  toHaveNoMisses(): T extends StandIn ? void : never;
}
