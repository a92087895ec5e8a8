/** Bars to each factor of ten. */
const STEPS = 8;
/** In milliseconds; what is shorter is counted with it. */
const SHORTEST = 0.1;

/** Which lengths the bars of several histograms stand for, so that they can be compared. */
export interface LogBins {
  /** Of the first bar, in steps from a millisecond. */
  readonly first: number;
  readonly count: number;
}

/** Bins for all lengths between two, in milliseconds; whole powers of ten at either end. */
export function binsFor(shortest: number, longest: number): LogBins {
  const first = Math.floor(Math.log10(Math.max(SHORTEST, shortest))) * STEPS;
  const last = Math.ceil(Math.log10(Math.max(SHORTEST, longest) * 1.000_001)) * STEPS;
  return { first, count: Math.max(STEPS, last - first) };
}

/** How many lengths fall into each bin. */
export function countsIn(lengths: readonly number[], { first, count }: LogBins): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const length of lengths) {
    const bin = Math.floor(Math.log10(Math.max(SHORTEST, length)) * STEPS + 1e-9) - first;
    const at = Math.min(count - 1, Math.max(0, bin));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The decimal logarithms of the middles of bins, of milliseconds. */
export function middlesOf({ first, count }: LogBins): number[] {
  return Array.from({ length: count }, (_, at) => (first + at + 0.5) / STEPS);
}

/** From and to of a bin, in milliseconds. */
export function edgesOf({ first }: LogBins, at: number): readonly [from: number, to: number] {
  return [10 ** ((first + at) / STEPS), 10 ** ((first + at + 1) / STEPS)];
}
