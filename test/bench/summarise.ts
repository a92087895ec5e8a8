import type { Contender } from './contenders.js';
import type { Sample, Samples } from './sample.js';

/** What is said of a contender: medians over the rounds. */
export interface Figures {
  readonly contender: Contender;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Seconds of CPU for 1,000 requests. */
  readonly cpuPer1000: number | null;
  /** Bytes held at the end of the last round. */
  readonly rss: number | null;
  /** Requests a second as a multiple of the yardstick's in the same round: median, least and most. */
  readonly ratio: Spread;
  /** CPU for 1,000 requests as a multiple of the yardstick's over all rounds. */
  readonly cpuRatio: number | null;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function summarise(samples: Samples, yardstick: Contender): readonly Figures[] {
  const measure = samples.get(yardstick) ?? [];
  return [...samples].map(([contender, rounds]) => {
    const ratios = rateRatios(rounds, measure);
    const [cpu, cpuOfMeasure] = [cpuPer1000(rounds), cpuPer1000(measure)];
    return {
      contender,
      requestsPerSecond: median(rounds.map(rate)),
      p50: median(rounds.map(({ latencies }) => quantile(latencies, 0.5))),
      p99: median(rounds.map(({ latencies }) => quantile(latencies, 0.99))),
      cpuPer1000: cpu,
      rss: rounds.at(-1)?.rss ?? null,
      ratio: spreadOf(ratios),
      cpuRatio: cpu === null || cpuOfMeasure === null ? null : cpu / cpuOfMeasure,
    };
  });
}

/** Requests a second as a multiple of another contender's, round by round. */
export function rateRatios(rounds: readonly Sample[], measure: readonly Sample[]): number[] {
  return rounds.map((each, round) => rate(each) / rate(measure[round] as Sample));
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

const rate = ({ requests, seconds }: Sample): number => requests / seconds;

/** Over all rounds, because CPU is told in hundredths of a second. */
function cpuPer1000(rounds: readonly Sample[]): number | null {
  let [cpu, requests] = [0, 0];
  for (const each of rounds) {
    if (each.cpu === null) return null;
    cpu += each.cpu;
    requests += each.requests;
  }
  return (cpu / requests) * 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The smallest value that this share of them does not exceed (nearest rank). */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
