import type { DiffResult } from './diff/difference.js';
import type { Rules } from './rules/rules.js';

/** What is compared, and by what. */
export interface DiffOptions {
  /** Recordings of the baseline's version, from which is learned what varies by itself. */
  readonly noise?: readonly string[];
  readonly rules?: Rules;
  /** Keep what was ignored. */
  readonly showIgnored?: boolean;
  /** Tell notifications that come late. */
  readonly latency?: boolean;
  /** Keep what happened around each difference. */
  readonly timelines?: boolean;
}

/**
 * Compares what the servers of two recordings said.
 *
 * @throws RecordingError if a file is absent or can't be read
 */
export function diff(_baseline: string, _candidate: string, _options: DiffOptions): DiffResult {
  throw new Error('the comparison is not there yet');
}
