import { describe, expect, it } from 'vitest';
import {
  LATENCY_BOUNDS,
  LatencyHistogram,
  latencyBetween,
  NO_LATENCIES,
} from '../../src/time/latency-histogram.js';

describe('the latencies between two moments', () => {
  it('are all zero if there were none', () => {
    const { counts } = new LatencyHistogram();
    expect(latencyBetween(NO_LATENCIES, counts)).toEqual({ p50: 0, p99: 0, max: 0 });
  });

  it('are told within a fifth', () => {
    const histogram = new LatencyHistogram();
    for (let ms = 1; ms <= 1_000; ms++) histogram.add(ms);
    const told = latencyBetween(NO_LATENCIES, histogram.counts);
    for (const [ms, is] of [
      [500, told.p50],
      [990, told.p99],
      [1_000, told.max],
    ] as const) {
      expect(is).toBeGreaterThanOrEqual(ms);
      expect(is).toBeLessThan(ms * 1.2 * 1.0001);
    }
    expect(histogram.counts.sum).toBe(500_500);
  });

  it('leave out what was counted before', () => {
    const histogram = new LatencyHistogram();
    for (let at = 0; at < 99; at++) histogram.add(5_000);
    const before = histogram.counts;
    histogram.add(0.5);
    const { p50, max } = latencyBetween(before, histogram.counts);
    expect(p50).toBe(max);
    expect(max).toBeLessThan(0.7);
  });

  it('put each bound into its own bucket', () => {
    LATENCY_BOUNDS.forEach((bound, at) => {
      const histogram = new LatencyHistogram();
      histogram.add(bound);
      expect(histogram.counts.buckets.indexOf(1)).toBe(at);
    });
  });

  it('hold what is too short and what is too long', () => {
    const histogram = new LatencyHistogram();
    histogram.add(-1);
    histogram.add(0);
    histogram.add(1e9);
    const { buckets, sum } = histogram.counts;
    expect([buckets.at(0), buckets.at(-1), sum]).toEqual([2, 1, 1e9]);
    expect(buckets).toHaveLength(LATENCY_BOUNDS.length + 1);
  });
});
