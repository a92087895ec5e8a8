import type { WhyUnanswered } from '../../correlate/tally/why-unanswered.js';
import type { LatencyCounts } from '../../time/latency-histogram.js';

/** What is told of a recorder at one moment; what is counted is counted since its start. */
export interface StatusSnapshot {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly startedAt: number;
  readonly desktops: number;
  readonly websockets: number;
  readonly counts: {
    readonly calls: number;
    readonly notifications: number;
    readonly correlated: number;
  };
  readonly gaps: number;
  /** Why nothing can be recorded just now, or null. */
  readonly inGap: string | null;
  readonly targetUnreachable: boolean;
  /** The file that is being written, and its place in the series, counted from 1. */
  readonly file: string;
  readonly part: number;
  readonly fileBytes: number;
  readonly queue: { readonly events: number; readonly bytes: number };
  readonly addedLatency: LatencyCounts;
  readonly operations: readonly {
    readonly operation: string | null;
    readonly unanswered: Readonly<Partial<Record<WhyUnanswered, number>>>;
  }[];
}
