import type {
  ComparedCounts,
  ComparedRecording,
  DifferenceKind,
  DiffResult,
  RecordingLacks,
} from '../../diff/difference.js';
import { DIFFERENCE_KINDS } from '../../diff/difference.js';
import { isoTime } from '../../recording/iso-time.js';
import { plural } from '../plural.js';
import { operationOf } from './group-differences.js';

/** How many differences there are, by kind and by operation. */
export interface Overview {
  readonly kinds: readonly (readonly [kind: DifferenceKind, count: number])[];
  readonly operations: readonly OperationOverview[];
}

export interface OperationOverview {
  readonly operation: string;
  readonly count: number;
  readonly kinds: Overview['kinds'];
}

/** Kinds in the order of the contract; operations in the order in which they were met. */
export function overviewOf({ differences }: Pick<DiffResult, 'differences'>): Overview {
  const all = new Map<DifferenceKind, number>();
  const operations = new Map<string, Map<DifferenceKind, number>>();
  for (const difference of differences) {
    const operation = operationOf(difference);
    const its = operations.get(operation) ?? new Map<DifferenceKind, number>();
    operations.set(operation, its);
    for (const counts of [all, its]) {
      counts.set(difference.kind, (counts.get(difference.kind) ?? 0) + 1);
    }
  }
  return {
    kinds: inOrder(all),
    operations: [...operations].map(([operation, its]) => ({
      operation,
      count: [...its.values()].reduce((sum, count) => sum + count, 0),
      kinds: inOrder(its),
    })),
  };
}

/** `same`, or `17 differences in 3 operations`. */
export function verdictWords({ same, differences }: DiffResult): string {
  if (same) return 'same';
  const operations = new Set(differences.map(operationOf));
  return `${plural(differences.length, 'difference')} in ${plural(operations.size, 'operation')}`;
}

/** What is told of a recording besides its file, a line each. Not yet printable. */
export function recordingWords(recording: ComparedRecording): readonly string[] {
  const { target, startedAt, sessions, calls, notifications } = recording;
  const lacks = lackWords(recording.lacks);
  const when = isoTime(startedAt).replace('T', ' ').replace('Z', ' UTC');
  return [
    target === null ? when : `${target}, ${when}`,
    [
      plural(sessions, 'session'),
      plural(calls, 'call'),
      plural(notifications, 'notification'),
    ].join(', '),
    ...(lacks === '' ? [] : [`not whole: ${lacks}`]),
  ];
}

/** What looks missing may not have been recorded. */
function lackWords({ interrupted, gaps, failedWaits, only, exclude }: RecordingLacks): string {
  return [
    interrupted ? ['interrupted'] : [],
    gaps === 0 ? [] : [plural(gaps, 'gap')],
    failedWaits === 0 ? [] : [plural(failedWaits, 'failed wait')],
    only.length === 0 ? [] : [`only ${some(only)}`],
    exclude.length === 0 ? [] : [`without ${some(exclude)}`],
  ]
    .flat()
    .join(', ');
}

function some(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(' ')}${left > 0 ? ` and ${left} more` : ''}`;
}

const MOST_NAMES = 5;

export function comparedWords({ sessions, calls, safe, notifications }: ComparedCounts): string {
  return [
    plural(sessions, 'session'),
    plural(calls, 'call'),
    plural(safe, 'safe exchange'),
    plural(notifications, 'notification'),
  ].join(', ');
}

/** `status 1, body 9`; a kind that is alone without its count. */
export function kindWords(kinds: Overview['kinds']): string {
  return kinds.map(([kind, count]) => (kinds.length === 1 ? kind : `${kind} ${count}`)).join(', ');
}

function inOrder(counts: ReadonlyMap<DifferenceKind, number>): Overview['kinds'] {
  return DIFFERENCE_KINDS.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [[kind, count] as const];
  });
}
