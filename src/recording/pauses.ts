import { setImmediate } from 'node:timers/promises';
import { RecordingError } from '../errors.js';

/** To be awaited after each row of a long work. */
export type Pause = () => Promise<void>;

/** Rows between two looks at the signal, and at whatever else the process does. */
const ROWS_AT_A_TIME = 64;

/**
 * Lets others have their turn now and then, and ends the work at the signal.
 *
 * @param what is stopped then: `the scrub`
 */
export function pauses(output: string, what: string, signal: AbortSignal | undefined): Pause {
  let rows = 0;
  return async () => {
    rows += 1;
    if (rows % ROWS_AT_A_TIME !== 0) return;
    await setImmediate();
    if (signal?.aborted === true) {
      throw new RecordingError(`${output} was not made: ${what} was stopped`, output);
    }
  };
}
