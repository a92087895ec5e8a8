import { processUsage } from './process-usage.js';
import type { LoadProcess, Server } from './processes.js';
import type { Contender, Scenario } from './scenarios.js';
import { buildStand } from './stand.js';

/** How long it is measured. */
export interface Effort {
  /** Seconds that each contender is under load, each round. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Requests that warm a contender up, for each second that it is measured later. */
const warmUp = 3_000;

/** One contender under load, once. */
export interface Sample {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
  /** Seconds of CPU of the contender's process, null where the system does not tell. */
  readonly cpu: number | null;
  /** Bytes that its process holds at the end. */
  readonly rss: number | null;
}

/** The samples of each contender, one a round. */
export type Samples = ReadonlyMap<Contender, readonly Sample[]>;

/**
 * Puts the contenders under load in turns, so that what else the machine does falls on all of them; each
 * round begins with another one. All are warmed up first, with the same number of
 * requests, for time would leave the slower one colder.
 *
 * @param folder where recordings may be written
 */
export async function runScenario(
  scenario: Scenario,
  { seconds, rounds }: Effort,
  folder: string,
  load: LoadProcess,
): Promise<Samples> {
  const samples = new Map<Contender, Sample[]>();
  const stand = await buildStand(scenario, folder, load);
  const contenders = [...stand.servers];
  try {
    const { rate: _, ...unpaced } = scenario.load;
    for (const [contender, { url }] of contenders) {
      const name = `warm-up-${contender.replace(':', '')}`;
      const requests = Math.ceil((warmUp * seconds) / unpaced.connections);
      await load.run({ ...unpaced, url, name, requests });
    }
    for (let round = 0; round < rounds; round++) {
      const first = round % contenders.length;
      for (const [contender, server] of [
        ...contenders.slice(first),
        ...contenders.slice(0, first),
      ]) {
        const name = `${scenario.name}-${round}`;
        const taken = await sample(scenario, server, { name, seconds }, load);
        samples.set(contender, [...(samples.get(contender) ?? []), taken]);
      }
    }
  } finally {
    await stand.stop();
  }
  return samples;
}

async function sample(
  scenario: Scenario,
  { url, pid }: Server,
  stretch: { readonly name: string; readonly seconds: number },
  load: LoadProcess,
): Promise<Sample> {
  const before = processUsage(pid);
  const result = await load.run({ ...scenario.load, ...stretch, url });
  const after = processUsage(pid);
  return {
    ...result,
    cpu: before === null || after === null ? null : after.cpu - before.cpu,
    rss: after?.rss ?? null,
  };
}
