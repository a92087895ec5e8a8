/**
 * How likely it is that the second sample ranks so high above the first if both are drawn from one distribution: the
 * one-sided test of Mann and Whitney (1947), by its normal approximation, corrected for ties and for continuity.
 *
 * @param one ascending, about 20 values or more
 * @param other likewise
 */
export function likelihoodOfGreater(one: Float64Array, other: Float64Array): number {
  const [n, m] = [one.length, other.length];
  const total = n + m;
  const { ranks, ties } = ranksOf(one, other);
  const greater = ranks - (m * (m + 1)) / 2;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  // All values are one.
  if (!(variance > 0)) return 1;
  return upperTail((greater - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}

/** The sum of the ranks of the second sample, equal values sharing theirs; and the sum of t³ − t over groups of t equal ones. */
function ranksOf(one: Float64Array, other: Float64Array): { ranks: number; ties: number } {
  let [at, otherAt, ranks, ties] = [0, 0, 0, 0];
  while (at < one.length || otherAt < other.length) {
    const value = Math.min(one[at] ?? Infinity, other[otherAt] ?? Infinity);
    const [start, otherStart] = [at, otherAt];
    while (one[at] === value) at++;
    while (other[otherAt] === value) otherAt++;
    const equal = at - start + (otherAt - otherStart);
    ranks += (otherAt - otherStart) * (start + otherStart + (equal + 1) / 2);
    ties += equal ** 3 - equal;
  }
  return { ranks, ties };
}

/**
 * The share of the standard normal distribution above `z`: erfc(z / √2) / 2, with the rational approximation of erfc by
 * Press et al., Numerical Recipes §6.2, whose relative error is below 1.2e-7 everywhere.
 */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const polynomial = ERFC.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = (t * Math.exp(-x * x + polynomial)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** From the constant upwards. */
const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
