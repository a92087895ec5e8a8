import { statSync } from 'node:fs';
import path from 'node:path';
import { startContender } from './contenders.js';
import type { Load, LoadResult } from './load.js';
import { markdownTable, megabytes, two, whole } from './markdown-table.js';
import { type LoadProcess, type Server, serve, startLoadProcess } from './processes.js';
import type { Bench, Scenario } from './scenario.js';
import { quantile } from './summarise.js';

type Burden = Pick<Load, 'connections' | 'rate'>;

/** Milliseconds between two looks at the log. */
const glance = 100;
/** Calls a second of the probe. */
const probes = 100;

/** As much load as is answered: nothing grows faster than the log then. */
export const nonstop: Scenario = {
  name: 'nonstop',
  run: (bench) => runNonstop({ connections: 64 }, 'calls over 64 connections', bench),
};

/** As much as both can bear, so that a stall is one, and no queue. */
export const nonstopPaced: Scenario = {
  name: 'nonstop-paced',
  run: (bench) => runNonstop({ connections: 64, rate: 500 }, '500 calls a second', bench),
};

/**
 * Loads the recorder without a pause, and the yardstick for as long before it. A probe, a desktop of its own with a
 * process of its own, makes a call each 10 ms meanwhile: its slowest call is the longest stall that was felt.
 */
async function runNonstop(
  burden: Burden,
  title: string,
  { sizes: { minutes }, folder, load }: Bench,
): Promise<string> {
  const upstream = await serve('upstream.js', 'identity');
  const probe = startLoadProcess();
  const place = path.join(folder, 'nonstop');
  try {
    const rows = [];
    for (const contender of ['http-proxy', 'record'] as const) {
      const coding = 'identity';
      const server = await startContender(contender, { upstream, place, load, coding });
      try {
        const log = contender === 'record' ? `${place}.db-wal` : null;
        rows.push([
          contender,
          ...(await putUnderLoad(server, burden, minutes * 60, log, load, probe)),
        ]);
      } finally {
        await server.stop();
      }
    }
    return table(`${title} for ${minutes} min`, rows);
  } finally {
    await probe.stop();
    await upstream.stop();
  }
}

/** One row of the table. */
async function putUnderLoad(
  { url }: Server,
  burden: Burden,
  seconds: number,
  log: string | null,
  load: LoadProcess,
  probe: LoadProcess,
): Promise<readonly string[]> {
  const what = { url, kind: 'calls', coding: 'identity', seconds } as const;
  let longestLog = 0;
  const watch = setInterval(() => {
    if (log !== null) longestLog = Math.max(longestLog, sizeOf(log));
  }, glance);
  let felt: LoadResult;
  let done: LoadResult;
  try {
    [done, felt] = await Promise.all([
      load.run({ ...what, ...burden, name: 'nonstop' }),
      probe.run({ ...what, name: 'probe', connections: 1, rate: probes }),
    ]);
  } finally {
    clearInterval(watch);
  }
  return [
    whole(done.requests / done.seconds),
    ...[0.5, 0.99, 0.999, 1].map((share) => two(quantile(felt.latencies, share))),
    two(done.longestGap),
    log === null ? '–' : megabytes(longestLog),
  ];
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  const head = [
    `nonstop: ${title}, and a probe that calls each 10 ms`,
    'requests/s',
    'probe p50 ms',
    'p99 ms',
    'p99.9 ms',
    'longest ms',
    'no answer for ms',
    'longest log MB',
  ];
  return markdownTable(head, rows);
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
