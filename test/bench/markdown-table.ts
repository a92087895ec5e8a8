import type { Spread } from './summarise.js';

/** A Markdown table with columns of one width, for a terminal and a document alike; all but the first are numbers. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export const two = (value: number): string => value.toFixed(2);

/** Median, and between what it lies. */
export const spreadText = ({ median, least, most }: Spread): string =>
  `${two(median)} (${two(least)}–${two(most)})`;

/** A whole number with its thousands apart. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Bytes as MB; a dash where the system does not tell. */
export const megabytes = (bytes: number | null): string =>
  bytes === null ? '–' : whole(bytes / 1e6);
