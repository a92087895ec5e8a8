import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateOperations } from '../../../src/diff/noise/latency.js';

/** So many calls, each a millisecond slower than the one before. */
function calls(count: number, from: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

function late(
  baseline: readonly number[],
  candidate: readonly number[],
  others: number = 0,
): ReturnType<typeof lateOperations> {
  const same = { operation: 'POST me Ready', notification: null };
  return lateOperations([
    ...Array.from({ length: others }, () => ({
      ...same,
      baseline: calls(50, 10),
      candidate: calls(50, 10),
    })),
    {
      operation: 'POST me/tweets/{id} Complete',
      notification: '/v2/me/tweets',
      baseline,
      candidate,
    },
  ]);
}

describe('lateOperations', () => {
  it('names what comes later over many calls, with the evidence', () => {
    expect(late(calls(40, 100), calls(30, 200))).toEqual([
      {
        operation: 'POST me/tweets/{id} Complete',
        notification: '/v2/me/tweets',
        baseline: { calls: 40, median: 119.5 },
        candidate: { calls: 30, median: 214.5 },
        p: expect.any(Number),
      },
    ]);
    expect(late(calls(40, 100), calls(30, 200))[0]?.p).toBeLessThan(1e-9);
  });

  it('says nothing of fewer than twenty calls on a side, however late they are', () => {
    expect(late(calls(19, 100), calls(500, 9000))).toEqual([]);
    expect(late(calls(500, 100), calls(19, 9000))).toEqual([]);
    expect(late(calls(20, 100), calls(20, 9000))).toHaveLength(1);
  });

  it('says nothing of what came earlier, or as soon', () => {
    expect(late(calls(100, 300), calls(100, 100))).toEqual([]);
    expect(late(calls(100, 300), calls(100, 300))).toEqual([]);
  });

  it('says nothing of a difference that nobody could notice, however sure it is', () => {
    const [fast, slower] = [new Array(5000).fill(2), new Array(5000).fill(19)];
    expect(late(fast, slower)).toEqual([]);
    // 30 ms more, but of 1000.
    expect(late(calls(500, 1000), calls(500, 1030))).toEqual([]);
  });

  it('says nothing of a few late calls among many', () => {
    const hiccup = [...calls(95, 100), ...new Array(5).fill(30_000)];
    expect(late(calls(100, 100), hiccup)).toEqual([]);
  });

  it('says nothing of what scatters so widely that it may be chance', () => {
    const wide = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 10 : 900));
    expect(late(wide, [...wide.slice(0, 18), 901, 902])).toEqual([]);
  });

  it('asks for more evidence the more operations there are', () => {
    const baseline = calls(20, 40).map((each) => each * 3);
    const candidate = calls(20, 42).map((each) => each * 3.65);
    const p = late(baseline, candidate)[0]?.p ?? 0;
    expect(p).toBeGreaterThan(1e-6);
    expect(late(baseline, candidate, Math.ceil(0.01 / p))).toEqual([]);
  });

  it('leaves out what is no length of time', () => {
    const broken = [Number.NaN, Number.POSITIVE_INFINITY, -5];
    expect(late([...calls(19, 100), ...broken], calls(50, 500))).toEqual([]);
    expect(late([...calls(20, 100), ...broken], calls(50, 500))[0]?.baseline.calls).toBe(20);
  });

  it('says of two recordings with their sides swapped at most one that it is late', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        expect(late(one, other).length + late(other, one).length).toBeLessThanOrEqual(1);
        expect(late(one, one)).toEqual([]);
      }),
    );
  });
});
