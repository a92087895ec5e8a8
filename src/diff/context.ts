import type { Pair } from './align/common-subsequence.js';
import type { CallPairs } from './call-pairs.js';
import type { Comparison } from './comparison.js';
import type { Identifiers } from './identifiers.js';
import type { Latencies } from './latencies.js';
import type { Ledger } from './ledger.js';
import type { Interned } from './own-text.js';
import type { KeptView, SessionView } from './session-view.js';
import type { Side } from './side.js';

/** What all parts of a comparison share. */
export interface Context {
  readonly baseline: Side;
  readonly candidate: Side;
  readonly ledger: Ledger;
  readonly identifiers: Identifiers;
  readonly comparison: Comparison;
  readonly calls: CallPairs;
  /** Labels, and what else comes again and again. */
  readonly names: Interned;
  /** Null unless they are asked for. */
  readonly latencies: Latencies | null;
  readonly counts: { sessions: number; calls: number; safe: number; notifications: number };
}

/** Two sessions whose acts are put together; one side may have none. */
export interface Aligned<View extends KeptView = SessionView> {
  /** Which pair of sessions it is. */
  readonly session: number;
  readonly user: string | null;
  readonly baseline: View | null;
  readonly candidate: View | null;
  /** Acts of both sides, by index, in the baseline's order. */
  readonly steps: readonly Pair[];
}

/** The same of which only the notifications are still to be compared. */
export type KeptAligned = Aligned<KeptView>;
