import type { FaultRule } from './fault-rule.js';

/** What goes wrong on purpose. */
export interface FaultOptions {
  /** By default nothing does. */
  readonly faults?: readonly FaultRule[];
  /** What decides which places are hit; by default `seed`. */
  readonly faultSeed?: number;
  /** What went wrong in the recording goes wrong again: outages, cut answers, expired sessions. Default false. */
  readonly actOutages?: boolean;
}
