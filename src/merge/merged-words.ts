import type { Rules } from '../rules/rules.js';

/** What is said of the whole where the recordings differ. */
export interface MergedWords {
  /** Names the server's version. */
  readonly label?: string;
  /** Origin of the server. */
  readonly target?: string;
  /** What rules files say, of how calls and notifications are linked. */
  readonly rules?: Rules;
  /** Take what the first says, or all, where they differ and nothing is given; else it is an error. */
  readonly lenient?: boolean;
}
