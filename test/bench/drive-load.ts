import { rmSync } from 'node:fs';
import path from 'node:path';
import type { DriveLoadCost, DriveLoadQuestion } from './drive-load-process.js';
import { mostDesktops } from './held-polls.js';
import { inTurns } from './in-turns.js';
import { markdownTable, megabytes, spreadText, two, whole } from './markdown-table.js';
import { officeRecording } from './office-recording.js';
import { processUsage } from './process-usage.js';
import { startWorker } from './processes.js';
import type { ServerQuestion } from './replay-held.js';
import type { Scenario } from './scenario.js';
import { median, spreadOf } from './summarise.js';

type Contender = DriveLoadQuestion['what'];

interface Taken extends DriveLoadCost {
  /** Seconds of CPU that the server took meanwhile; null where the system does not tell. */
  readonly serverCpu: number | null;
}

const contenders = ['drive', 'loop', 'recorded loop'] as const;
const names: Readonly<Record<Contender, string>> = {
  drive: 'drive',
  loop: 'official client in a loop',
  'recorded loop': 'the same through record',
};
/** Kept busy from one process. */
const most = 500;
/** Of each desktop. */
const calls = 10;
/** Bytes of a call's body. */
const bodySize = 200;
/** All of it should take two minutes. */
const mostRounds = 3;
/** Seconds, past which it is stuck. */
const patience = 300;

/** Many desktops driven from one process, beside a plain loop of the official client that makes the same calls. */
export const driveLoad: Scenario = {
  name: 'drive-load',
  async run({ sizes, effort, folder }) {
    const desktops = Math.min(most, sizes.desktops, mostDesktops());
    const file = path.join(folder, 'office.db');
    await officeRecording(file, { sessions: desktops, calls, bodySize });
    const taken = new Map<Contender, Taken[]>();
    const output = path.join(folder, 'driven.db');
    for (let round = 0; round < Math.min(mostRounds, effort.rounds); round += 1) {
      for (const what of inTurns(contenders, round)) {
        const cost = await take({ what, file, output, desktops, calls, bodySize });
        taken.set(what, [...(taken.get(what) ?? []), cost]);
        for (const end of ['', '-wal', '-shm']) rmSync(`${output}${end}`, { force: true });
      }
    }
    return table(desktops, taken);
  },
};

/** With a stand-in that nobody has talked to, and a process that has done nothing yet. */
async function take(question: Omit<DriveLoadQuestion, 'target'>): Promise<Taken> {
  const server = startWorker('held-server-process.js');
  try {
    const start: ServerQuestion = { step: 'start', what: 'replay', file: question.file };
    const { url, pid } = await server.ask<{ url: string; pid: number }>(start, patience);
    const before = processUsage(pid);
    const worker = startWorker('drive-load-process.js');
    try {
      const cost = await worker.ask<DriveLoadCost>({ ...question, target: url }, patience);
      const after = processUsage(pid);
      return { ...cost, serverCpu: before && after && after.cpu - before.cpu };
    } finally {
      await worker.stop();
    }
  } finally {
    await server.stop();
  }
}

function table(desktops: number, taken: ReadonlyMap<Contender, readonly Taken[]>): string {
  const of = (what: Contender): readonly Taken[] => taken.get(what) ?? [];
  const asMultiple = (own: readonly Taken[], other: Contender): string =>
    spreadText(spreadOf(own.map(({ took }, n) => took / (of(other)[n]?.took ?? Number.NaN))));
  const rows = contenders.map((what) => {
    const own = of(what);
    const took = median(own.map((each) => each.took));
    return [
      names[what],
      two(took),
      asMultiple(own, 'loop'),
      asMultiple(own, 'recorded loop'),
      whole((desktops * calls) / took),
      two(median(own.map(({ cpu }) => cpu))),
      serverCpuText(own),
      megabytes(Math.max(...own.map(({ mostRss }) => mostRss))),
      two(median(own.map(({ startUp }) => startUp))),
      whole(Math.min(...own.map(({ notifications }) => notifications))),
      whole(Math.max(...own.map(({ failedWaits }) => failedWaits))),
    ];
  });
  const head = [
    `drive-load: ${desktops} desktops, ${calls} calls each`,
    's',
    '× loop',
    '× loop through record',
    'calls/s',
    'CPU s',
    'server CPU s',
    'most MB',
    'start-up s',
    'notifications',
    'failed waits',
  ];
  return markdownTable(head, rows);
}

function serverCpuText(own: readonly Taken[]): string {
  const told = own.flatMap(({ serverCpu }) => (serverCpu === null ? [] : [serverCpu]));
  return told.length === 0 ? '–' : two(median(told));
}
