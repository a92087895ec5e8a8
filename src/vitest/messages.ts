import { firstLines, missLines, type ToldMiss, unplayedLine } from '../report/miss-text.js';
import { plural } from '../report/plural.js';

/** The most of each kind that a failure tells one by one. */
const MOST = 20;

const more = (left: number): string => `  and ${left} more`;

/** What was asked in vain, and what was recorded instead. */
export function missesMessage(misses: readonly ToldMiss[]): string {
  return [
    `the stand-in had no answer for ${plural(misses.length, 'request')}:`,
    ...firstLines(misses, MOST, missLines, more),
  ].join('\n');
}

/** What was recorded and not asked; with the misses, which are often why. */
export function unplayedMessage(
  unplayed: readonly Parameters<typeof unplayedLine>[0][],
  misses: readonly ToldMiss[],
): string {
  return [
    `${plural(unplayed.length, 'recorded call was', 'recorded calls were')} never made:`,
    ...firstLines(unplayed, MOST, (call) => [unplayedLine(call)], more),
    ...(misses.length === 0 ? [] : [missesMessage(misses)]),
  ].join('\n');
}
