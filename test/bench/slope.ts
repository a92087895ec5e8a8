/** The exponent by which one grows with the other: 1 if linearly; by least squares over the logarithms of both. */
export function slope(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, each) => sum + each[at], 0) / logs.length;
  const [middle, level] = [mean(0), mean(1)];
  let [shared, spread] = [0, 0];
  for (const [size, cost] of logs) {
    shared += (size - middle) * (cost - level);
    spread += (size - middle) ** 2;
  }
  return shared / spread;
}
