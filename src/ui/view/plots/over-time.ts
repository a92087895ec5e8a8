import { percentileOf } from './figures.js';
import type { Samples } from './operation-samples.js';

/** At most so many single points are drawn. */
const MOST_POINTS = 800;
/** Stretches of time that percentiles are told of. */
const STRETCHES = 48;
/** With fewer the points say it better. */
const LEAST_FOR_LINES = 60;

/** Lengths over time: lists of one length, null where there is nothing. */
export interface OverTime {
  /** Milliseconds since the epoch, ascending. */
  readonly at: readonly number[];
  /** Milliseconds. */
  readonly point: readonly (number | null)[];
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  /** Key of the call of each point. */
  readonly key: readonly (string | null)[];
}

interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

interface Entry {
  readonly at: number;
  readonly point: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly key: string | null;
}

/** The lengths as points, of which the longest are never left out, and percentiles of stretches of the time. */
export function overTime(samples: Samples, span: TimeSpan): OverTime {
  const entries = [...points(samples, span), ...lines(samples, span)].sort((a, b) => a.at - b.at);
  return {
    at: entries.map(({ at }) => at),
    point: entries.map(({ point }) => point),
    p50: entries.map(({ p50 }) => p50),
    p95: entries.map(({ p95 }) => p95),
    key: entries.map(({ key }) => key),
  };
}

function points(samples: Samples, span: TimeSpan): readonly Entry[] {
  return chosen(samples, span).map((each) => ({
    at: samples.at[each] ?? 0,
    point: samples.length[each] ?? 0,
    p50: null,
    p95: null,
    key: samples.key[each] ?? null,
  }));
}

/** Of each narrow stretch the longest and one that stands for the others. */
function chosen({ at, length }: Samples, span: TimeSpan): readonly number[] {
  if (at.length <= MOST_POINTS) return at.map((_, each) => each);
  const longest = new Map<number, number>();
  const other = new Map<number, number>();
  for (let each = 0; each < at.length; each += 1) {
    const stretch = stretchOf(at[each] ?? 0, span, MOST_POINTS / 2);
    const before = longest.get(stretch);
    if (before === undefined) longest.set(stretch, each);
    else if ((length[each] ?? 0) > (length[before] ?? 0)) {
      longest.set(stretch, each);
      other.set(stretch, before);
    } else if (!other.has(stretch)) other.set(stretch, each);
  }
  return [...longest.values(), ...other.values()];
}

function lines({ at, length }: Samples, span: TimeSpan): readonly Entry[] {
  if (at.length < LEAST_FOR_LINES) return [];
  const stretches: number[][] = Array.from({ length: STRETCHES }, () => []);
  for (let each = 0; each < at.length; each += 1) {
    stretches[stretchOf(at[each] ?? 0, span, STRETCHES)]?.push(length[each] ?? 0);
  }
  return stretches.flatMap((lengths, stretch) => {
    if (lengths.length === 0) return [];
    const sorted = Float64Array.from(lengths).sort();
    const middle = span.from + ((stretch + 0.5) / STRETCHES) * (span.to - span.from);
    const [p50, p95] = [percentileOf(sorted, 50), percentileOf(sorted, 95)];
    return [{ at: middle, point: null, p50, p95, key: null }];
  });
}

function stretchOf(at: number, { from, to }: TimeSpan, stretches: number): number {
  const part = to > from ? (at - from) / (to - from) : 0;
  return Math.min(stretches - 1, Math.max(0, Math.floor(part * stretches)));
}
