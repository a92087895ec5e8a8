import { addedLatencyTable } from './added-latency-table.js';
import type { Comparison } from './comparisons.js';
import type { Contender } from './contenders.js';
import { figuresTable } from './figures-table.js';
import { inTurns } from './in-turns.js';
import { multiplesTable } from './multiples-table.js';
import { processUsage } from './process-usage.js';
import type { LoadProcess, Server } from './processes.js';
import type { Sample, Samples } from './sample.js';
import type { Bench, Scenario } from './scenario.js';
import { buildStand } from './stand.js';
import { summarise } from './summarise.js';

/** Requests that warm a contender up, for each second that it is measured later. */
const warmUp = 3_000;

/** A comparison as a scenario: its tables, and what could not be had. */
export function comparing(comparison: Comparison): Scenario {
  return {
    name: comparison.name,
    async run(bench) {
      const { samples, notes } = await runComparison(comparison, bench);
      const { multiples, yardstick } = comparison;
      const parts = [figuresTable(comparison, summarise(samples, yardstick)), ...notes];
      if (comparison.load.rate !== undefined) parts.push(addedLatencyTable(samples));
      if (multiples !== undefined) parts.push(multiplesTable(samples, multiples));
      return parts.join('\n\n');
    },
  };
}

/**
 * Puts the contenders under load in turns, so that what else the machine does falls on all of them; each
 * round begins with another one. All are warmed up first, with the same number of
 * requests, for time would leave the slower one colder.
 */
async function runComparison(
  comparison: Comparison,
  { effort, folder, load }: Bench,
): Promise<{ samples: Samples; notes: readonly string[] }> {
  const samples = new Map<Contender, Sample[]>();
  const stand = await buildStand(comparison, folder, load);
  const contenders = [...stand.servers];
  const seconds = effort.seconds * (comparison.longer ?? 1);
  try {
    const { rate: _, ...unpaced } = comparison.load;
    for (const [contender, { url }] of contenders) {
      const name = `warm-up-${contender.replace(/\W/gu, '')}`;
      const requests = Math.ceil((warmUp * effort.seconds) / unpaced.connections);
      const long = comparison.warmUp?.[contender];
      const until = long === undefined ? { requests } : { seconds: long * Math.min(1, seconds) };
      await load.run({ ...unpaced, url, name, ...until });
    }
    for (let round = 0; round < effort.rounds; round++) {
      for (const [contender, server] of inTurns(contenders, round)) {
        const name = `${comparison.name}-${round}`;
        const taken = await sample(comparison, server, { name, seconds }, load);
        samples.set(contender, [...(samples.get(contender) ?? []), taken]);
      }
    }
  } finally {
    await stand.stop();
  }
  return { samples, notes: stand.notes };
}

async function sample(
  comparison: Comparison,
  { url, pid }: Server,
  stretch: { readonly name: string; readonly seconds: number },
  load: LoadProcess,
): Promise<Sample> {
  const before = processUsage(pid);
  const result = await load.run({ ...comparison.load, ...stretch, url });
  const after = processUsage(pid);
  return {
    ...result,
    cpu: before === null || after === null ? null : after.cpu - before.cpu,
    rss: after?.rss ?? null,
  };
}
