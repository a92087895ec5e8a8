import type { Asked } from './call-text.js';
import { faultLines } from './fault-lines.js';
import { firstLines, missLines, type ToldMiss, unplayedLines } from './miss-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

/** What a stand-in has to say when it ends; `docs/contract.md` describes it. */
interface ReplayReport {
  readonly played: readonly number[];
  readonly unplayed: readonly (Asked & { readonly call: number })[];
  readonly misses: readonly ToldMiss[];
  /** Misses that are not among these, and how many of all were passed through. */
  readonly untoldMisses?: number;
  readonly passedThrough?: number;
  readonly undelivered: readonly { readonly notification: number; readonly reason: string }[];
  /** What went wrong on purpose, how much more of it there was, and the rules that hit nothing. */
  readonly faults?: readonly { readonly kind: string }[];
  readonly untoldFaults?: number;
  readonly idleFaults?: readonly string[];
}

/** Says for people what was played, what was asked in vain and how it differs from what was recorded. */
export function describeReplay(report: ReplayReport): string {
  const { played, unplayed, misses, undelivered, untoldMisses = 0, passedThrough = 0 } = report;
  const missed = misses.length + untoldMisses;
  const passed = passedThrough === 0 ? '' : ` (${passedThrough} passed through)`;
  return [
    `played ${plural(played.length, 'call')}, ${unplayed.length} never played, ${plural(missed, 'miss', 'misses')}${passed}, ${plural(undelivered.length, 'notification')} undelivered`,
    ...faultLines(report),
    ...section('misses', missLines(misses, more)),
    ...(untoldMisses > 0 ? [`  and ${untoldMisses} more, which were counted only`] : []),
    ...section('never played', unplayedLines(unplayed, more)),
    ...section(
      'undelivered notifications',
      firstLines(
        undelivered,
        ({ notification, reason }) => [`  ${notification}  ${printable(reason)}`],
        more,
      ),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function more(left: number): string {
  return `  and ${left} more; --report FILE has them all`;
}
