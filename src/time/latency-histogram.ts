/** Upper bounds of the buckets in milliseconds, each a fifth larger than the one before; the last is open. */
export const LATENCY_BOUNDS: readonly number[] = Array.from({ length: 85 }, (_, at) =>
  Number((0.01 * 1.2 ** at).toPrecision(4)),
);

/** Latencies counted since the beginning, as plain data. */
export interface LatencyCounts {
  /** How many lie in each bucket of `LATENCY_BOUNDS`, and last those beyond. */
  readonly buckets: readonly number[];
  /** Milliseconds, all together. */
  readonly sum: number;
}

/** Latencies of a stretch of time in milliseconds; a bucket's upper bound stands for what lies in it. */
export interface LatencySummary {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Counts latencies in a few buckets, so that its size never grows. */
export class LatencyHistogram {
  readonly #buckets = new Array<number>(LATENCY_BOUNDS.length + 1).fill(0);
  #sum = 0;

  /** @param ms milliseconds; what is below 0 counts as 0 */
  add(ms: number): void {
    const found = LATENCY_BOUNDS.findIndex((bound) => ms <= bound);
    const at = found < 0 ? LATENCY_BOUNDS.length : found;
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
    this.#sum += Math.max(ms, 0);
  }

  get counts(): LatencyCounts {
    return { buckets: [...this.#buckets], sum: this.#sum };
  }
}

/** No latencies at all. */
export const NO_LATENCIES: LatencyCounts = new LatencyHistogram().counts;

/** What was counted between two moments; all zero if nothing was. */
export function latencyBetween(before: LatencyCounts, after: LatencyCounts): LatencySummary {
  const counts = after.buckets.map((count, at) => count - (before.buckets[at] ?? 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    p50: quantile(counts, total * 0.5),
    p99: quantile(counts, total * 0.99),
    max: quantile(counts, total),
  };
}

/** The upper bound of the bucket in which the n-th smallest lies. */
function quantile(counts: readonly number[], nth: number): number {
  if (nth <= 0) return 0;
  let passed = 0;
  const at = counts.findIndex((count) => {
    passed += count;
    return passed >= nth;
  });
  return LATENCY_BOUNDS[at] ?? LATENCY_BOUNDS.at(-1) ?? 0;
}
