import path from 'node:path';
import { type Contender, startContender } from './contenders.js';
import { inTurns } from './in-turns.js';
import { markdownTable, megabytes, spreadText, two, whole } from './markdown-table.js';
import { processUsage } from './process-usage.js';
import { type Server, serve, startWorker, type Worker } from './processes.js';
import type { Scenario } from './scenario.js';
import { stopAll } from './stand.js';
import { median, spreadOf } from './summarise.js';

/** What the process of the desktops is asked, in this order. */
export type PollQuestion =
  /** All connect, shake hands and poll; answered when the server holds all polls. */
  | {
      readonly step: 'hold';
      readonly url: string;
      readonly upstream: string;
      readonly desktops: number;
      /** No two have the same: cookies are named after it. */
      readonly name: string;
    }
  /** The server notifies all; answered when the last desktop has its notification. */
  | { readonly step: 'notify'; readonly upstream: string }
  /** All close their connections. */
  | { readonly step: 'leave' };

export interface PollAnswer {
  readonly seconds: number;
}

interface Round {
  readonly setUp: number;
  readonly fanOut: number;
  /** Bytes that the process held before the desktops came, and while all polled. */
  readonly rss: readonly [before: number, held: number] | null;
}

const contenders = ['http-proxy', 'record'] as const;
/** Files that a proxy has open for each desktop, and beside them. */
const [filesOfADesktop, otherFiles] = [2, 100];
/** Seconds for a step with a desktop. */
const patience = 0.02;

/** Desktops that hold polls in one process: its memory, their set-up, and a notification to all of them. */
export const heldPolls: Scenario = {
  name: 'held-polls',
  async run({ sizes, effort, folder, load }) {
    const desktops = Math.min(sizes.desktops, mostDesktops());
    const upstream = await serve('poll-upstream.js');
    const crowd = startWorker('poll-process.js');
    const servers = new Map<Contender, Server>();
    const rounds = new Map<Contender, Round[]>();
    try {
      for (const contender of contenders) {
        const place = path.join(folder, 'held-polls');
        const coding = 'identity';
        const server = await startContender(contender, { upstream, place, load, coding });
        servers.set(contender, server);
        await takeRound(crowd, server, upstream, Math.ceil(desktops / 20), `warm-up-${contender}`);
      }
      for (let round = 0; round < effort.rounds; round += 1) {
        for (const [contender, server] of inTurns([...servers], round)) {
          const taken = await takeRound(crowd, server, upstream, desktops, `${contender}-${round}`);
          rounds.set(contender, [...(rounds.get(contender) ?? []), taken]);
        }
      }
    } finally {
      await crowd.stop();
      await stopAll([...servers.values(), upstream]);
    }
    const note =
      desktops === sizes.desktops
        ? ''
        : `\n\nNo more than ${desktops} desktops, for a process may not open more files here.`;
    return table(desktops, rounds) + note;
  },
};

/** As many as a process may have files for. Node raises the limit to the highest that the system allows by itself. */
export function mostDesktops(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    readonly userLimits?: { readonly open_files: { readonly hard: number | 'unlimited' } };
  };
  const files = userLimits?.open_files.hard ?? 'unlimited';
  return files === 'unlimited' ? Infinity : Math.floor((files - otherFiles) / filesOfADesktop);
}

async function takeRound(
  crowd: Worker,
  { url, pid }: Server,
  upstream: Server,
  desktops: number,
  name: string,
): Promise<Round> {
  const ask = async (question: PollQuestion): Promise<number> =>
    (await crowd.ask<PollAnswer>(question, desktops * patience)).seconds;
  const before = processUsage(pid);
  const setUp = await ask({ step: 'hold', url, upstream: upstream.url, desktops, name });
  const held = processUsage(pid);
  const fanOut = await ask({ step: 'notify', upstream: upstream.url });
  await ask({ step: 'leave' });
  return { setUp, fanOut, rss: before && held && [before.rss, held.rss] };
}

function table(desktops: number, rounds: ReadonlyMap<Contender, readonly Round[]>): string {
  const measure = rounds.get('http-proxy') ?? [];
  const times = (of: (round: Round) => number, own: readonly Round[]): readonly string[] => [
    whole(median(own.map(of)) * 1_000),
    spreadText(spreadOf(own.map((round, n) => of(round) / of(measure[n] as Round)))),
  ];
  const rows = [...rounds].map(([contender, own]) => {
    // Later rounds find memory that an earlier one left.
    const [first] = own;
    const [before, held] = first?.rss ?? [null, null];
    return [
      contender,
      megabytes(held),
      before === null ? '–' : two((held - before) / desktops / 1_000),
      ...times(({ setUp }) => setUp, own),
      ...times(({ fanOut }) => fanOut, own),
    ];
  });
  const head = [
    `held-polls: ${desktops} desktops, each with a poll held`,
    'RSS MB',
    'kB each',
    'set-up ms',
    '× http-proxy',
    'one notification to all ms',
    '× http-proxy',
  ];
  return markdownTable(head, rows);
}
