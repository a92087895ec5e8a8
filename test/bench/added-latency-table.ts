import type { Contender } from './contenders.js';
import { markdownTable, two, whole } from './markdown-table.js';
import type { Sample, Samples } from './sample.js';
import { median, quantile } from './summarise.js';

/** What latencies are compared with. */
const bases = ['upstream', 'http-proxy'] as const;

/**
 * What each contender adds to a call. The p50 is the median over the rounds of the difference within a round;
 * the p99, which needs more calls than a round has, is taken of the calls of all rounds.
 */
export function addedLatencyTable(samples: Samples): string {
  const measured = bases.filter((base) => samples.has(base));
  const head = [
    'latency of calls, in ms',
    'calls',
    ...measured.flatMap((base) => [`p50 above ${base}`, `p99 above ${base}`]),
  ];
  const rows = [...samples].map(([contender, rounds]) => [
    contender,
    whole(pooled(rounds).length),
    ...measured.flatMap((base) => added(contender, base, samples)),
  ]);
  return markdownTable(head, rows);
}

function added(contender: Contender, base: Contender, samples: Samples): readonly string[] {
  const [rounds, measure] = [samples.get(contender) ?? [], samples.get(base) ?? []];
  if (contender === base) return ['–', '–'];
  const differences = rounds.map(
    ({ latencies }, round) =>
      quantile(latencies, 0.5) - quantile(measure[round]?.latencies ?? [], 0.5),
  );
  const p99 = quantile(pooled(rounds), 0.99) - quantile(pooled(measure), 0.99);
  return [two(median(differences)), two(p99)];
}

const pooled = (rounds: readonly Sample[]): readonly number[] =>
  rounds.flatMap(({ latencies }) => latencies).sort((a, b) => a - b);
