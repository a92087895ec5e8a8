import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { markdownTable, megabytes, two, whole } from '../markdown-table.js';
import { processUsage } from '../process-usage.js';
import { serve, startWorker, type Worker } from '../processes.js';
import type { Scenario } from '../scenario.js';
import { wrongWithSeries } from './check-series.js';
import type { DesktopsQuestion, RecorderQuestion, Seen } from './questions.js';

/** How often it goes on in a new file, and how often its wall clock jumps an hour, forth and back by turns. */
const rotations = 7;
const jumps = 14;
const hour = 3_600_000;
/** More desktops make no other load, but for how much they wait. */
const mostDesktops = 200;
/** Milliseconds between two looks. */
const glance = 200;
/** Exchanges a second that any machine brings about. */
const slowest = 100;
/** Of all exchanges: until then the recorder is warming up. */
const warm = 0.25;

/** What the recorder's process held at some time. */
interface Sample {
  readonly exchanges: number;
  readonly rss: number;
  readonly files: number;
}

/**
 * A week in short: desktops come, work, lose their connections and come again, while the recorder goes on in new files and the
 * wall clock jumps. In the end each exchange that desktops saw stands in one of the files, in order, without a gap; memory and
 * descriptors stay as they were.
 */
export const soak: Scenario = {
  name: 'soak',
  async run({ sizes, folder }) {
    const desktops = Math.min(sizes.desktops, mostDesktops);
    const { exchanges } = sizes;
    const upstream = await serve('soak/upstream-process.js');
    const [recorder, crowd] = [
      startWorker('soak/recorder-process.js'),
      startWorker('soak/desktops-process.js'),
    ];
    const say = <T>(question: RecorderQuestion, seconds = 60): Promise<T> =>
      recorder.ask<T>(question, seconds);
    try {
      const output = path.join(folder, 'soak.db');
      const from = Date.now();
      const planted = process.env.UNDERSTUDY_SOAK_PLANT === 'clock';
      const { url, pid } = await say<{ url: string; pid: number }>({
        step: 'start',
        target: upstream.url,
        output,
        planted,
      });
      const [seen, samples] = await underLoad(crowd, say, pid, { url, desktops, exchanges });
      const summary = await say<Summary>({ step: 'close' });
      const wrong = [
        ...summary.gaps.map((gap) => `a gap: ${JSON.stringify(gap)}`),
        ...(summary.files.length === rotations + 1 ? [] : [`${summary.files.length} files`]),
        // The recorder's clock is not this one.
        ...wrongWithSeries(summary.files, seen, { from: from - 1_000, to: Date.now() + 1_000 }),
      ];
      return [
        table(desktops, seen, summary, samples),
        ...(wrong.length === 0
          ? ['\nNothing is missing, no gap.']
          : wrong.map((each) => `\nBut ${each}.`)),
      ].join('\n');
    } finally {
      await Promise.all([crowd.stop(), recorder.stop()]);
      await upstream.stop();
    }
  },
};

interface Summary {
  readonly files: readonly string[];
  readonly gaps: readonly unknown[];
  readonly exchanges: number;
  readonly wentEarly: number;
}

async function underLoad(
  crowd: Worker,
  say: <T>(question: RecorderQuestion) => Promise<T>,
  pid: number,
  work: DesktopsQuestion,
): Promise<readonly [Seen, readonly Sample[]]> {
  const samples: Sample[] = [];
  let done = false;
  const load = crowd.ask<Seen>(work, work.exchanges / slowest).finally(() => {
    done = true;
  });
  // It is awaited below, whatever happens here.
  load.catch(() => {});
  let [rotated, jumped] = [0, 0];
  while (!done) {
    const { exchanges } = await say<{ exchanges: number }>({ step: 'look' });
    const share = exchanges / work.exchanges;
    const usage = processUsage(pid);
    if (usage !== null) samples.push({ exchanges, rss: usage.rss, files: openFiles(pid) });
    if (rotated < rotations && share > (rotated + 1) / (rotations + 1)) {
      await say({ step: 'rotate' });
      rotated += 1;
    }
    if (jumped < jumps && share > (jumped + 1) / (jumps + 1)) {
      await say({ step: 'jump', ms: jumped % 4 < 2 ? hour : -hour });
      jumped += 1;
    }
    await pause(glance);
  }
  return [await load, samples];
}

function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function table(
  desktops: number,
  seen: Seen,
  { exchanges, files, gaps, wentEarly }: Summary,
  samples: readonly Sample[],
): string {
  const warmed = samples.filter((each) => each.exchanges >= warm * exchanges);
  const half = Math.ceil(warmed.length / 2);
  const row = (name: string, part: readonly Sample[]): readonly string[] => [
    name,
    ...(part.length === 0
      ? ['–', '–', '–']
      : [
          megabytes(mean(part.map(({ rss }) => rss))),
          megabytes(Math.max(...part.map(({ rss }) => rss))),
          `${Math.min(...part.map((each) => each.files))}–${Math.max(...part.map((each) => each.files))}`,
        ]),
  ];
  const head = [
    `soak: ${whole(exchanges)} exchanges of ${desktops} desktops in ${files.length} files`,
    'RSS MB',
    'most MB',
    'descriptors',
  ];
  const words = [
    `${whole(seen.reconnects)} connections given up`,
    `${whole(seen.visits)} log-ins`,
    `${whole(seen.notifications)} notifications`,
    `${jumps} jumps of the wall clock`,
    `${gaps.length} gaps`,
    `${wentEarly} answers let go early`,
    `RSS grows by ${two(growth(warmed) / 1e6)} MB with 100,000 exchanges after warming up`,
  ];
  const rows = [
    row('warming up', samples.slice(0, samples.length - warmed.length)),
    row('first half after it', warmed.slice(0, half)),
    row('second half', warmed.slice(half)),
  ];
  return `${markdownTable(head, rows)}\n\n${words.join('; ')}.`;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Bytes that 100,000 exchanges add, by least squares. */
function growth(samples: readonly Sample[]): number {
  const [at, level] = [
    mean(samples.map((each) => each.exchanges)),
    mean(samples.map((s) => s.rss)),
  ];
  let [shared, spread] = [0, 0];
  for (const { exchanges, rss } of samples) {
    shared += (exchanges - at) * (rss - level);
    spread += (exchanges - at) ** 2;
  }
  return spread === 0 ? 0 : (shared / spread) * 100_000;
}
