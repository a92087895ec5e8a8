import path from 'node:path';
import type { Comparison } from './comparisons.js';
import { type Contender, startContender } from './contenders.js';
import { NotHad } from './not-had.js';
import { type LoadProcess, type Server, serve } from './processes.js';

/** The servers of a comparison. */
export interface Stand {
  readonly servers: ReadonlyMap<Contender, Server>;
  /** Sentences: what could not be had, and why. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

/** Starts the servers of a comparison, and what stands behind them. */
export async function buildStand(
  comparison: Comparison,
  folder: string,
  load: LoadProcess,
): Promise<Stand> {
  const { coding } = comparison.load;
  const upstream = await serve('upstream.js', coding);
  const servers = new Map<Contender, Server>();
  const notes: string[] = [];
  const place = path.join(folder, comparison.name);
  const stop = (): Promise<void> => stopAll([...new Set([...servers.values(), upstream])]);
  try {
    for (const contender of comparison.contenders) {
      try {
        servers.set(contender, await startContender(contender, { upstream, place, load, coding }));
      } catch (error) {
        if (!(error instanceof NotHad)) throw error;
        notes.push(`Without ${contender}: ${error.message}.`);
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers, notes, stop };
}

export async function stopAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) await server.stop();
}
