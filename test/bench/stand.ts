import path from 'node:path';
import { callsOfAVisit } from './load.js';
import type { Coding } from './payloads.js';
import { type LoadProcess, type Server, serve } from './processes.js';
import type { Contender, Scenario } from './scenarios.js';

/** The servers of a scenario. */
export interface Stand {
  readonly servers: ReadonlyMap<Contender, Server>;
  stop(): Promise<void>;
}

/** Starts the servers of a scenario, and what stands behind them. */
export async function buildStand(
  scenario: Scenario,
  folder: string,
  load: LoadProcess,
): Promise<Stand> {
  const { coding } = scenario.load;
  const upstream = await serve('upstream.js', coding);
  const servers = new Map<Contender, Server>();
  try {
    const file = path.join(folder, `${scenario.name}.db`);
    for (const contender of scenario.contenders) {
      servers.set(contender, await startContender(contender, upstream, file, load, coding));
    }
  } catch (error) {
    await stopAll([...servers.values(), upstream]);
    throw error;
  }
  return { servers, stop: () => stopAll([...new Set([...servers.values(), upstream])]) };
}

async function startContender(
  contender: Contender,
  upstream: Server,
  file: string,
  load: LoadProcess,
  coding: Coding,
): Promise<Server> {
  switch (contender) {
    case 'upstream':
    case 'node:http':
      return upstream;
    case 'http-proxy':
      return serve('bare-http-proxy.js', upstream.url);
    case 'record':
      return startRecorder(upstream, file);
    case 'replay':
      await recordVisit(upstream, file, load, coding);
      return serve('dist/cli/main.js', 'replay', file, '--listen', '127.0.0.1:0');
  }
}

function startRecorder({ url }: Server, file: string): Promise<Server> {
  const flags = ['--target', url, '--output', file, '--listen', '127.0.0.1:0'];
  return serve('dist/cli/main.js', 'record', ...flags);
}

/** One session: a safe request and a visit of calls, all with one cookie. */
async function recordVisit(
  upstream: Server,
  file: string,
  load: LoadProcess,
  coding: Coding,
): Promise<void> {
  const recorder = await startRecorder(upstream, file);
  const visitor = { url: recorder.url, coding, connections: 1, name: 'recorded' };
  try {
    await load.run({ ...visitor, kind: 'safe', requests: 1 });
    await load.run({ ...visitor, kind: 'visits', requests: callsOfAVisit });
  } finally {
    await recorder.stop();
  }
}

async function stopAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) await server.stop();
}
