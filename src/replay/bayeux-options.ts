import type { ServerEra } from '../bayeux/errors.js';
import { UsageError } from '../errors.js';

/** How the stand-in is a Bayeux server, where the recording does not say. */
export interface BayeuxOptions {
  /** In whose words it tells errors that the recorded server never told: CometD 2.9 to 3.1, 4, or 5 and later; default 5. */
  readonly bayeuxErrors?: 3 | 4 | 5;
  /**
   * Milliseconds after which a Bayeux session that does not connect again is unknown (402), as servers have it in `maxInterval`. By
   * default never: a test that is stopped in a debugger must not lose its session.
   */
  readonly expireAfter?: number;
}

/** The same, complete and checked. */
export interface BayeuxManner {
  readonly era: ServerEra;
  readonly expireAfter: number | null;
}

/** Longest time that a timer can wait. */
const mostMs = 2 ** 31 - 1;

/** @throws UsageError if an option is out of range */
export function bayeuxManner({ bayeuxErrors = 5, expireAfter }: BayeuxOptions): BayeuxManner {
  const era = eras.find((each) => each === String(bayeuxErrors));
  if (era === undefined) {
    throw new UsageError(`'${bayeuxErrors}' are no Bayeux errors; give 3, 4 or 5`);
  }
  if (expireAfter !== undefined && !(expireAfter > 0 && expireAfter <= mostMs)) {
    throw new UsageError(`a session can't expire after ${expireAfter} ms; give 1 to ${mostMs}`);
  }
  return { era, expireAfter: expireAfter ?? null };
}

const eras = ['3', '4', '5'] as const;
