import { missLines, type ToldMiss, unplayedLines } from '../report/miss-text.js';
import { plural } from '../report/plural.js';

/** What was asked in vain, and what was recorded instead. */
export function missesMessage(misses: readonly ToldMiss[]): string {
  return [
    `the stand-in had no answer for ${plural(misses.length, 'request')}:`,
    ...missLines(misses, more),
  ].join('\n');
}

/** What was recorded and not asked; with the misses, which are often why. */
export function unplayedMessage(
  unplayed: Parameters<typeof unplayedLines>[0],
  misses: readonly ToldMiss[],
): string {
  return [
    `${plural(unplayed.length, 'recorded call was', 'recorded calls were')} never made:`,
    ...unplayedLines(unplayed, more),
    ...(misses.length === 0 ? [] : [missesMessage(misses)]),
  ].join('\n');
}

function more(left: number): string {
  return `  and ${left} more`;
}
