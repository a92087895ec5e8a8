import { describe, expect, it } from 'vitest';
import { figuresTable } from './figures-table.js';
import type { Sample, Samples } from './sample.js';
import { median, quantile, summarise } from './summarise.js';

const sample = (requests: number, cpu: number | null = null): Sample => ({
  requests,
  seconds: 1,
  latencies: [1, 2, 3, 40],
  cpu,
  rss: cpu === null ? null : 50e6,
});

describe('summarise', () => {
  it('compares a contender with the yardstick of the same round', () => {
    const samples: Samples = new Map([
      ['http-proxy', [sample(100), sample(10), sample(100)]],
      ['record', [sample(200), sample(30), sample(100)]],
    ]);
    const [yardstick, record] = summarise(samples, 'http-proxy');
    expect(yardstick?.ratio).toEqual({ median: 1, least: 1, most: 1 });
    expect(record?.ratio).toEqual({ median: 2, least: 1, most: 3 });
    expect(record?.requestsPerSecond).toBe(100);
  });

  it('adds up CPU over all rounds, because it is told coarsely', () => {
    const samples: Samples = new Map([
      ['node:http', [sample(1_000, 0.1), sample(1_000, 0.3)]],
      ['replay', [sample(500, 0.4), sample(500, 0.4)]],
    ]);
    const [yardstick, replay] = summarise(samples, 'node:http');
    expect(yardstick?.cpuPer1000).toBeCloseTo(0.2);
    expect(replay?.cpuPer1000).toBeCloseTo(0.8);
    expect(replay?.cpuRatio).toBeCloseTo(4);
  });

  it('says nothing of CPU and memory where the system does not tell', () => {
    const [only] = summarise(new Map([['replay', [sample(10)]]]), 'replay');
    expect(only).toMatchObject({ cpuPer1000: null, cpuRatio: null, rss: null });
  });

  it('takes the middle of an even number of rounds, and quantiles by nearest rank', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4);
  });
});

describe('figuresTable', () => {
  it('is a Markdown table with columns of one width', () => {
    const samples: Samples = new Map([
      ['node:http', [sample(12_000, 1)]],
      ['replay', [sample(6_000, null)]],
    ]);
    const table = figuresTable(
      {
        title: 'replay',
        name: 'replay-safe',
        load: { kind: 'safe', coding: 'identity', connections: 64 },
        contenders: ['node:http', 'replay'],
        yardstick: 'node:http',
      },
      summarise(samples, 'node:http'),
    );
    expect(`\n${table}\n`).toBe(`
| replay                | requests/s |      × node:http | p50 ms | p99 ms | CPU s/1,000 | × node:http | RSS MB |
|-----------------------|-----------:|-----------------:|-------:|-------:|------------:|------------:|-------:|
| node:http (yardstick) |     12,000 | 1.00 (1.00–1.00) |   2.00 |  40.00 |       0.083 |        1.00 |     50 |
| replay                |      6,000 | 0.50 (0.50–0.50) |   2.00 |  40.00 |           – |           – |      – |
`);
  });
});
