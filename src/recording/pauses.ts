import { setImmediate } from 'node:timers/promises';
import { RecordingError } from '../errors.js';

/** Called after each row: lets others have their turn now and then, and ends the work at the signal. */
export type Pause = () => Promise<void>;

/** Rows between two looks at the signal, and at whatever else the process does. */
const ROWS_AT_A_TIME = 64;

/**
 * @param output the file that is being made
 * @param work what is stopped by the signal, for instance `scrub`
 * @returns throws RecordingError at the signal
 */
export function pauses(output: string, work: string, signal: AbortSignal | undefined): Pause {
  let rows = 0;
  return async () => {
    rows += 1;
    if (rows % ROWS_AT_A_TIME !== 0) return;
    await setImmediate();
    if (signal?.aborted === true) {
      throw new RecordingError(`${output} was not made: the ${work} was stopped`, output);
    }
  };
}
