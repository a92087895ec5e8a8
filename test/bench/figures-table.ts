import type { Scenario } from './scenarios.js';
import type { Figures } from './summarise.js';

/** The figures of a scenario as a Markdown table, for a terminal and a document alike. */
export function figuresTable(
  { title, load, yardstick }: Scenario,
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
    Math.round(each.requestsPerSecond).toLocaleString('en'),
    `${two(each.ratio.median)} (${two(each.ratio.least)}–${two(each.ratio.most)})`,
    two(each.p50),
    two(each.p99),
    each.cpuPer1000?.toFixed(3) ?? '–',
    each.cpuRatio === null ? '–' : two(each.cpuRatio),
    each.rss === null ? '–' : Math.round(each.rss / 1e6).toString(),
  ]);
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const two = (value: number): string => value.toFixed(2);
