import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/ui/protocol/row.js';
import { callRate } from '../../../../src/ui/view/plots/call-rate.js';
import { figuresOf } from '../../../../src/ui/view/plots/figures.js';
import { binsFor, countsIn, edgesOf } from '../../../../src/ui/view/plots/log-histogram.js';
import { operationSamples } from '../../../../src/ui/view/plots/operation-samples.js';
import { overTime } from '../../../../src/ui/view/plots/over-time.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import { call, notification, row } from '../rows.js';

function bookOf(...rows: readonly Row[]): RowBook {
  const book = new RowBook();
  book.add(rows);
  return book;
}

describe('figures', () => {
  it('tells percentiles that are among the lengths', () => {
    const lengths = Array.from({ length: 200 }, (_, at) => 200 - at);
    expect(figuresOf(lengths)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
    expect(figuresOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
    expect(figuresOf([])).toBeNull();
  });
});

describe('samples of operations', () => {
  it('gathers latency, and the delay of the first notification at the caller itself', () => {
    const book = bookOf(
      call(1, { answers: 2 }),
      // A copy at another desktop, which came first.
      notification(2, { call: 1, copy: true, session: 2, at: 11 }),
      notification(3, { call: 1, at: 30 }),
      notification(4, { call: 1, at: 80 }),
      call(5, { operation: 'Accept', status: 500 }),
      call(6, { operation: 'Accept', end: null, status: null, outcome: 'open' }),
      call(7, { operation: null }),
      call(8, { operation: 'Accept' }),
      row('safe', 9),
    );
    const samples = operationSamples(book, null);
    expect(samples.map(({ operation, calls, failed }) => [operation, calls, failed])).toEqual([
      ['Accept', 3, 1],
      ['Complete', 1, 0],
      [null, 1, 0],
    ]);
    expect(samples[1]?.latency).toEqual({ at: [10], length: [5], key: ['e1'] });
    expect(samples[1]?.delay).toEqual({ at: [10], length: [20], key: ['e1'] });
    expect(samples[0]?.latency.key).toEqual(['e5', 'e8']);
    expect(operationSamples(book, new Set(['e7', 'm3'])).map(({ calls }) => calls)).toEqual([1]);
  });

  it('leaves out times that can not be', () => {
    const book = bookOf(call(1, { end: Number.NaN }), call(2, { at: 50, end: 20 }));
    expect(operationSamples(book, null)[0]).toMatchObject({ calls: 2, latency: { at: [] } });
  });
});

describe('histograms', () => {
  it('counts lengths in bars of equal factors, from one power of ten to another', () => {
    const bins = binsFor(3, 250);
    expect(bins).toEqual({ first: 0, count: 24 });
    expect(
      countsIn([1, 1.1, 3, 250, 999], bins).flatMap((count, at) => (count ? [[at, count]] : [])),
    ).toEqual([
      [0, 2],
      [3, 1],
      [19, 1],
      [23, 1],
    ]);
    expect(edgesOf(bins, 8)).toEqual([10, 10 ** (9 / 8)]);
  });

  it('counts each length once, and where it belongs', () => {
    const length = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(length, { minLength: 1 }), (lengths) => {
        const bins = binsFor(Math.min(...lengths), Math.max(...lengths));
        const counts = countsIn(lengths, bins);
        expect(counts.reduce((sum, each) => sum + each, 0)).toBe(lengths.length);
        const naive = counts.map((_, at) => {
          const [from, to] = edgesOf(bins, at);
          return lengths.filter((each) => {
            const seen = Math.max(0.1, each);
            return seen >= from * (1 - 1e-6) && seen < to * (1 + 1e-6);
          }).length;
        });
        for (const [at, count] of counts.entries())
          expect(count).toBeLessThanOrEqual(naive[at] ?? 0);
      }),
    );
  });
});

describe('lengths over time', () => {
  it('shows each point where there are few', () => {
    const samples = { at: [10, 20], length: [5, 6], key: ['e1', 'e2'] };
    expect(overTime(samples, { from: 0, to: 100 })).toEqual({
      at: [10, 20],
      point: [5, 6],
      p50: [null, null],
      p95: [null, null],
      key: ['e1', 'e2'],
    });
  });

  it('shows a bounded number of many, with the longest among them and percentiles between', () => {
    const all = Array.from({ length: 96_000 }, (_, at) => at);
    const samples = {
      at: all,
      length: all.map((at) => (at === 54_326 ? 9_999 : at % 10)),
      key: all.map((at) => `e${at}`),
    };
    const shown = overTime(samples, { from: 0, to: 96_000 });
    expect(shown.at.length).toBeLessThan(1_000);
    expect(shown.key[shown.point.indexOf(9_999)]).toBe('e54326');
    expect(shown.p50.filter((each) => each !== null)).toEqual(new Array(48).fill(4));
    expect([...shown.at].sort((a, b) => a - b)).toEqual(shown.at);
  });
});

describe('calls a second', () => {
  it('counts calls in stretches of a round width, those that failed apart', () => {
    const at = 1_000_000;
    const book = bookOf(
      call(1, { at, end: at }),
      call(2, { at: at + 400, end: at + 600, status: 500 }),
      call(3, { at: at + 119_000, end: at + 120_000 }),
      row('safe', 4, { at: at + 1_000 }),
    );
    const rate = callRate(book, null, { from: at, to: at + 120_000 });
    expect(rate).toMatchObject({ width: 0.5 });
    expect(rate?.at[0]).toBe(1_000_250);
    expect(rate?.calls.slice(0, 3)).toEqual([4, 0, 0]);
    expect(rate?.failed.slice(0, 3)).toEqual([2, 0, 0]);
    expect(rate?.calls.filter((each) => each > 0)).toEqual([4, 2]);
    expect(callRate(book, new Set(), { from: at, to: at + 120_000 })).toBeNull();
  });

  it('holds however long the time, and whatever it is', () => {
    const book = bookOf(call(1, { at: 0 }), call(2, { at: 1e14, end: 1e14 }));
    expect(callRate(book, null, { from: 0, to: 1e14 })?.at.length).toBeLessThan(300);
    expect(callRate(book, null, { from: Number.NaN, to: 0 })).toBeNull();
    expect(callRate(book, null, { from: 5, to: 5 })?.at).toHaveLength(1);
  });
});
