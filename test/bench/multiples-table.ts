import type { Comparison } from './comparisons.js';
import { markdownTable, spreadText } from './markdown-table.js';
import type { Samples } from './sample.js';
import { rateRatios, spreadOf } from './summarise.js';

/** How many times as many requests one contender answered as each of some others, the best of them first. */
export function multiplesTable(
  samples: Samples,
  { of, others }: NonNullable<Comparison['multiples']>,
): string {
  const own = samples.get(of) ?? [];
  const rows = others
    .filter((other) => samples.has(other))
    .map((other) => ({ other, times: spreadOf(rateRatios(own, samples.get(other) ?? [])) }))
    .sort((a, b) => a.times.median - b.times.median)
    .map(({ other, times }) => [other, spreadText(times)]);
  return markdownTable([`requests/s of ${of} as a multiple of`, '×'], rows);
}
