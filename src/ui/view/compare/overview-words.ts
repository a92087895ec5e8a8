import type { DiffOverview, DiffRecording } from '../../protocol/diff.js';

/** `1 call`, `2,000 calls`. */
export function plural(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}

/** `same`, or `17 differences in 3 operations`. */
export function verdictWords({ same, count, operations }: DiffOverview): string {
  if (same) return 'The same';
  return `${plural(count, 'difference')} in ${plural(operations, 'operation')}`;
}

/** What is told of a recording besides its name. */
export function recordingWords({ label, target, calls, notifications }: DiffRecording): string {
  return [label, target, plural(calls, 'call'), plural(notifications, 'notification')]
    .filter((each) => each !== null)
    .join(' · ');
}

export function comparedWords({
  sessions,
  calls,
  safe,
  notifications,
}: DiffOverview['compared']): string {
  return [
    plural(sessions, 'session'),
    plural(calls, 'call'),
    plural(safe, 'safe exchange'),
    plural(notifications, 'notification'),
  ].join(', ');
}

/** How much was ignored, and what was learned first. */
export function ignoredWords({ ignored, learned }: DiffOverview): string {
  const count = ignored.reduce((sum, each) => sum + each.count, 0);
  const from =
    learned.recordings === 0
      ? ''
      : `; ${plural(learned.rules, 'rule')} learned from ${plural(learned.recordings, 'more recording')}`;
  if (count === 0) return `nothing${from}`;
  return `${plural(count, 'place')} by ${plural(ignored.length, 'rule')}${from}`;
}
