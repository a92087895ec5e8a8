import path from 'node:path';
import { mostDesktops } from './held-polls.js';
import { inTurns } from './in-turns.js';
import { markdownTable, megabytes, spreadText, two, whole } from './markdown-table.js';
import { officeRecording } from './office-recording.js';
import { processUsage } from './process-usage.js';
import { startWorker, type Worker } from './processes.js';
import type { Scenario } from './scenario.js';
import { median, spreadOf } from './summarise.js';

/** What the process of the desktops is asked. */
export type HeldQuestion =
  /** All log in, shake hands, subscribe, and send the connect that is held. */
  | {
      readonly step: 'arrive';
      readonly url: string;
      readonly desktops: number;
      /** They are so many different ones. */
      readonly users: number;
    }
  /** Answered when the last desktop has its notification. */
  | { readonly step: 'heard' }
  | { readonly step: 'poll again' }
  | { readonly step: 'leave' };

/** What the process of the server is asked. */
export type ServerQuestion =
  /** Answered with its `url` and its `pid`. */
  | { readonly step: 'start'; readonly what: Contender; readonly file: string }
  /** Answered when it holds so many connects. */
  | { readonly step: 'hold'; readonly desktops: number }
  | { readonly step: 'publish'; readonly data: object }
  | { readonly step: 'forget' };

type Contender = (typeof contenders)[number];

/** When something happened: milliseconds on the clock that all processes of a machine share. */
interface Moment {
  readonly at: number;
}

interface Holding {
  readonly server: Worker;
  readonly crowd: Worker;
  readonly setUp: number;
  /** Bytes of the server's process before the desktops came, and when all were held. */
  readonly rss: readonly [before: number, held: number] | null;
}

const contenders = ['cometd-nodejs-server', 'replay'] as const;
const users = 100;
/** Seconds for a step with a desktop. */
const patience = 0.02;

/** Desktops on held connects, and one notification to all of them: the stand-in against a real Bayeux server. */
export const replayHeld: Scenario = {
  name: 'replay-held',
  async run({ sizes, effort, folder }) {
    const desktops = Math.min(sizes.desktops, mostDesktops());
    const file = path.join(folder, 'office.db');
    await officeRecording(file, { sessions: users, calls: 1, bodySize: 200 });
    const workers: Worker[] = [];
    const begin = (program: string): Worker => {
      workers.push(startWorker(program));
      return workers.at(-1) as Worker;
    };
    const holding = new Map<Contender, Holding>();
    const fanOuts = new Map<Contender, number[]>();
    try {
      for (const what of contenders) {
        const server = begin('held-server-process.js');
        const started = await server.ask<{ url: string; pid: number }>(
          { step: 'start', what, file } satisfies ServerQuestion,
          0,
        );
        const crowd = begin('held-desktops-process.js');
        holding.set(what, await hold(server, crowd, started, desktops));
      }
      // The first is to warm all up.
      for (let round = -1; round < effort.rounds; round += 1) {
        for (const [what, each] of inTurns([...holding], Math.max(0, round))) {
          const took = await publish(each, desktops);
          if (round >= 0) fanOuts.set(what, [...(fanOuts.get(what) ?? []), took]);
        }
      }
    } finally {
      for (const worker of workers.reverse()) await worker.stop();
    }
    const note =
      desktops === sizes.desktops
        ? ''
        : `\n\nNo more than ${desktops} desktops, for a process may not open more files here.`;
    return table(desktops, holding, fanOuts) + note;
  },
};

async function hold(
  server: Worker,
  crowd: Worker,
  { url, pid }: { readonly url: string; readonly pid: number },
  desktops: number,
): Promise<Holding> {
  const arrive = async (many: number): Promise<void> => {
    await crowd.ask({ step: 'arrive', url, desktops: many, users }, many * patience);
    await server.ask({ step: 'hold', desktops: many }, many * patience);
  };
  await arrive(Math.ceil(desktops / 20));
  await crowd.ask({ step: 'leave' }, desktops * patience);
  await server.ask({ step: 'forget' }, 0);
  const before = processUsage(pid);
  const start = performance.now();
  await arrive(desktops);
  const setUp = performance.now() - start;
  const held = processUsage(pid);
  return { server, crowd, setUp, rss: before && held && [before.rss, held.rss] };
}

/** Milliseconds from publishing to the last desktop's having it; then all are held again. */
async function publish({ server, crowd }: Holding, desktops: number): Promise<number> {
  const limit = desktops * patience;
  const heard = crowd.ask<Moment>({ step: 'heard' }, limit);
  const published = await server.ask<Moment>(
    { step: 'publish', data: { pushed: 'pushed', padding: 'x'.repeat(200) } },
    limit,
  );
  const took = (await heard).at - published.at;
  await crowd.ask({ step: 'poll again' }, limit);
  await server.ask({ step: 'hold', desktops }, limit);
  return took;
}

function table(
  desktops: number,
  holding: ReadonlyMap<Contender, Holding>,
  fanOuts: ReadonlyMap<Contender, readonly number[]>,
): string {
  const yardstick = 'cometd-nodejs-server';
  const measure = fanOuts.get(yardstick) ?? [];
  const setUp = holding.get(yardstick)?.setUp ?? Number.NaN;
  const rows = [...holding].map(([what, each]) => {
    const [before, held] = each.rss ?? [null, null];
    const own = fanOuts.get(what) ?? [];
    return [
      what,
      megabytes(held),
      before === null ? '–' : two((held - before) / desktops / 1_000),
      whole(each.setUp),
      two(each.setUp / setUp),
      whole(median(own)),
      spreadText(spreadOf(own.map((took, n) => took / (measure[n] ?? Number.NaN)))),
    ];
  });
  const head = [
    `replay-held: ${desktops} desktops, each with a connect held`,
    'RSS MB',
    'kB each',
    'set-up ms',
    `× ${yardstick}`,
    'one notification to all ms',
    `× ${yardstick}`,
  ];
  return markdownTable(head, rows);
}
