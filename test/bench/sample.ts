import type { Contender } from './contenders.js';

/** One contender under load, once. */
export interface Sample {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
  /** Seconds of CPU of the contender's process, null where the system does not tell. */
  readonly cpu: number | null;
  /** Bytes that its process holds at the end. */
  readonly rss: number | null;
}

/** The samples of each contender, one a round. */
export type Samples = ReadonlyMap<Contender, readonly Sample[]>;
