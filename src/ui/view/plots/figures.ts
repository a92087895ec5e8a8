/** What many lengths of time come to, in milliseconds. */
export interface Figures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Null if there are none. A percentile is one of the lengths: the least that so many percent do not exceed (nearest rank). */
export function figuresOf(lengths: readonly number[]): Figures | null {
  if (lengths.length === 0) return null;
  const sorted = Float64Array.from(lengths).sort();
  return {
    count: sorted.length,
    p50: percentileOf(sorted, 50),
    p95: percentileOf(sorted, 95),
    p99: percentileOf(sorted, 99),
    max: percentileOf(sorted, 100),
  };
}

/** @param sorted not empty */
export function percentileOf(sorted: ArrayLike<number>, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}
