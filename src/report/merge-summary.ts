import type { RowCounts } from '../recording/row-counts.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { rowCountsText } from './row-counts-text.js';

/** What a merge has to say when it is done. */
interface MergeSummary extends RowCounts {
  readonly files: readonly string[];
  readonly output: string;
  readonly joinedSessions: number;
}

/** Says for people what a merged recording is made of, and holds. */
export function describeMerge(merged: MergeSummary): string {
  const { files, output, joinedSessions } = merged;
  const joined =
    joinedSessions === 0
      ? []
      : [`  ${plural(joinedSessions, 'session')} went on in another recording`];
  return [
    `merged ${plural(files.length, 'recording')} into ${printable(output)}`,
    rowCountsText(merged),
    ...joined,
  ].join('\n');
}
