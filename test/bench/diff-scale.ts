import path from 'node:path';
import type { DiffCost, DiffQuestion } from './diff-process.js';
import { markdownTable, megabytes, two, whole } from './markdown-table.js';
import { officeRecording } from './office-recording.js';
import { startWorker } from './processes.js';
import type { Scenario } from './scenario.js';
import { slope } from './slope.js';
import { median } from './summarise.js';

const agents = 100;
/** What part of the largest each size is. */
const shares = [100, 10, 1] as const;
/** Bytes of a body. */
const bodySize = 200;
/** Calls that the other server answers differently. */
const planted = 20;
/** Seconds, past which it is stuck. */
const patience = 600;
/** The largest takes long enough to be measured fewer times. */
const mostRounds = 3;

/** How the cost of comparing two recordings grows with them, beside only reading both. */
export const diffScale: Scenario = {
  name: 'diff-scale',
  async run({ sizes, effort, folder }) {
    const largest = Math.max(agents * shares[0], sizes.exchanges / 2);
    const rounds = Math.min(mostRounds, effort.rounds);
    const rows: string[][] = [];
    const points: [number, number][] = [];
    for (const share of shares) {
      const calls = Math.max(1, Math.round(largest / share / agents));
      const [baseline, candidate] = ['baseline', 'candidate'].map((name) =>
        path.join(folder, `${name}-${share}.db`),
      ) as [string, string];
      const office = { sessions: agents, calls, bodySize };
      await officeRecording(baseline, office);
      await officeRecording(candidate, { ...office, other: { planted } });
      const [compared, read]: [DiffCost[], DiffCost[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        read.push(await inNewProcess({ what: 'read', baseline, candidate }));
        compared.push(await inNewProcess({ what: 'diff', baseline, candidate }));
      }
      const took = median(compared.map((each) => each.took));
      points.push([agents * calls, took]);
      rows.push([
        whole(agents * calls),
        two(took),
        two(median(compared.map((each, n) => each.took / (read[n]?.took ?? Number.NaN)))),
        two(median(compared.map(({ cpu }) => cpu))),
        megabytes(Math.max(...compared.map(({ mostRss }) => mostRss))),
        megabytes(Math.max(...read.map(({ mostRss }) => mostRss))),
        `${compared[0]?.found} of ${planted}`,
      ]);
    }
    const head = ['s', '× only reading', 'CPU s', 'most MB', 'only reading: most MB', 'found'];
    return [
      markdownTable(['diff-scale: calls a side', ...head], rows),
      `Slope of log time over log calls: ${two(slope(points))}.`,
    ].join('\n\n');
  },
};

async function inNewProcess(question: DiffQuestion): Promise<DiffCost> {
  const worker = startWorker('diff-process.js');
  try {
    return await worker.ask<DiffCost>(question, patience);
  } finally {
    await worker.stop();
  }
}
