import type { Asked } from './call-text.js';
import { firstLines, missLines, type ToldMiss, unplayedLine } from './miss-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

/** The most of each kind that are told one by one; the report file has them all. */
const MOST = 20;

/** What a stand-in has to say when it ends; `docs/contract.md` describes it. */
interface ReplayReport {
  readonly played: readonly number[];
  readonly unplayed: readonly (Asked & { readonly call: number })[];
  readonly misses: readonly ToldMiss[];
  readonly undelivered: readonly { readonly notification: number; readonly reason: string }[];
}

/** Says for people what was played, what was asked in vain and how it differs from what was recorded. */
export function describeReplay(report: ReplayReport): string {
  const { played, unplayed, misses, undelivered } = report;
  return [
    `played ${plural(played.length, 'call')}, ${unplayed.length} never played, ${plural(misses.length, 'miss', 'misses')}, ${plural(undelivered.length, 'notification')} undelivered`,
    ...section('misses', misses, missLines),
    ...section('never played', unplayed, (call) => [unplayedLine(call)]),
    ...section('undelivered notifications', undelivered, ({ notification, reason }) => [
      `  ${notification}  ${printable(reason)}`,
    ]),
  ].join('\n');
}

function section<T>(
  title: string,
  rows: readonly T[],
  linesOf: (row: T) => readonly string[],
): readonly string[] {
  if (rows.length === 0) return [];
  const more = (left: number): string => `  and ${left} more; --report FILE has them all`;
  return [`${title}:`, ...firstLines(rows, MOST, linesOf, more)];
}
