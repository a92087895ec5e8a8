import type { Gap } from './exchange.js';

/** What is left to be done with a file that nothing more is written into. */
export interface FinishOrders {
  readonly file: string;
  /** When it ended, in milliseconds since the epoch, in case that it does not say so yet; null if it is known to. */
  readonly endedAt: number | null;
  /** Gaps that it may not tell of yet. */
  readonly gaps: readonly Gap[];
}
