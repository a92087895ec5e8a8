import type { Comparison } from './comparisons.js';
import { markdownTable, megabytes, spreadText, two, whole } from './markdown-table.js';
import type { Figures } from './summarise.js';

/** The figures of a comparison. */
export function figuresTable(
  { title, load, yardstick }: Comparison,
  figures: readonly Figures[],
): string {
  const unit = load.kind === 'websocket' ? 'messages' : 'requests';
  const head = [
    title,
    `${unit}/s`,
    `× ${yardstick}`,
    'p50 ms',
    'p99 ms',
    'CPU s/1,000',
    `× ${yardstick}`,
    'RSS MB',
  ];
  const rows = figures.map((each) => [
    each.contender === yardstick ? `${each.contender} (yardstick)` : each.contender,
    whole(each.requestsPerSecond),
    spreadText(each.ratio),
    two(each.p50),
    two(each.p99),
    each.cpuPer1000?.toFixed(3) ?? '–',
    each.cpuRatio === null ? '–' : two(each.cpuRatio),
    megabytes(each.rss),
  ]);
  return markdownTable(head, rows);
}
