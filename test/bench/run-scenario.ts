import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
 * round begins with another one. A first round warms them up and does not count.
 */
export async function runScenario(
  scenario: Scenario,
  { seconds, rounds }: Effort,
  load: LoadProcess,
): Promise<Samples> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-bench-'));
  const samples = new Map<Contender, Sample[]>();
  try {
    const stand = await buildStand(scenario, folder, load);
    const contenders = [...stand.servers];
    try {
      for (let round = 0; round <= rounds; round++) {
        const turn = round % contenders.length;
        for (const [contender, server] of [
          ...contenders.slice(turn),
          ...contenders.slice(0, turn),
        ]) {
          const name = `${scenario.name}-${round}`;
          const taken = await sample(scenario, server, { name, seconds }, load);
          if (round > 0) samples.set(contender, [...(samples.get(contender) ?? []), taken]);
        }
      }
    } finally {
      await stand.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
