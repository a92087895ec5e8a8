import { likelihoodOfGreater } from './rank-sum.js';

/** How long something took, call by call, in both recordings; in milliseconds after the request. */
export interface LatencySamples {
  /** `POST me/tweets/{id} Complete`. */
  readonly operation: string;
  /** `/v2/me/tweets TwitterStateChangeMessage StatusChange`; null for the answers. */
  readonly notification: string | null;
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** Something that comes later in the candidate, over many calls. */
export interface Late {
  readonly operation: string;
  readonly notification: string | null;
  readonly baseline: LatencyFigures;
  readonly candidate: LatencyFigures;
  /**
   * How likely samples so far apart are if both servers take as long (Mann–Whitney, one-sided), times the
   * number of comparisons that were made (Bonferroni); 1 at most.
   */
  readonly p: number;
}

export interface LatencyFigures {
  readonly calls: number;
  /** In milliseconds. */
  readonly median: number;
}

/** Fewer calls on a side say nothing; the normal approximation of the test needs as many too. */
const FEWEST_CALLS = 20;
/** What a person at a desktop could notice, and no jitter of one machine. */
const LEAST_DIFFERENCE = 20;
const LEAST_RATIO = 1.25;
const UNLIKELY = 0.01;

/**
 * What comes later in the candidate; nothing that too few calls show, that chance could have made, or that is too little to
 * matter. In the order of the samples.
 */
export function lateOperations(samples: readonly LatencySamples[]): readonly Late[] {
  const tested = samples.map(measured).filter(({ enough }) => enough);
  return tested.flatMap(({ operation, notification, ours, theirs }) => {
    const baseline = figures(ours);
    const candidate = figures(theirs);
    if (candidate.median - baseline.median < LEAST_DIFFERENCE) return [];
    if (candidate.median < baseline.median * LEAST_RATIO) return [];
    const p = Math.min(1, likelihoodOfGreater(ours, theirs) * tested.length);
    return p < UNLIKELY ? [{ operation, notification, baseline, candidate, p }] : [];
  });
}

function measured({ operation, notification, baseline, candidate }: LatencySamples) {
  const [ours, theirs] = [ascending(baseline), ascending(candidate)];
  const enough = Math.min(ours.length, theirs.length) >= FEWEST_CALLS;
  return { operation, notification, ours, theirs, enough };
}

/** A clock that was set may have made one that is no length of time. */
function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values.filter((each) => Number.isFinite(each) && each >= 0)).sort();
}

function figures(values: Float64Array): LatencyFigures {
  const half = values.length / 2;
  const [low = 0, high = 0] = [values[Math.ceil(half) - 1], values[Math.floor(half)]];
  return { calls: values.length, median: low + (high - low) / 2 };
}
