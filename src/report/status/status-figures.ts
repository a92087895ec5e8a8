import type { WhyUnanswered } from '../../correlate/tally/why-unanswered.js';
import { type LatencySummary, latencyBetween } from '../../time/latency-histogram.js';
import type { StatusSnapshot } from './status-snapshot.js';

/** Calls of one operation that were answered, and with which no notification is linked yet. */
export interface Uncorrelated {
  /** Null for calls that name none. */
  readonly operation: string | null;
  readonly calls: number;
}

/** What an operator wants to know of a stretch of time. */
export interface StatusFigures
  extends Pick<
    StatusSnapshot,
    | 'at'
    | 'desktops'
    | 'websockets'
    | 'gaps'
    | 'inGap'
    | 'targetUnreachable'
    | 'fileBytes'
    | 'queue'
  > {
  /** Milliseconds since the recording began. */
  readonly age: number;
  readonly calls: number;
  readonly notifications: number;
  readonly callsPerSecond: number;
  readonly notificationsPerSecond: number;
  /** Part of all notifications so far that is linked with calls, 0 to 1; null while there is none. */
  readonly correlatedShare: number | null;
  /** Most first, a few at most. */
  readonly uncorrelated: readonly Uncorrelated[];
  /** Milliseconds, in that stretch. */
  readonly addedLatency: LatencySummary;
}

/** Reasons for which a notification may be missing; the others say that none is to be expected. */
const missing: readonly WhyUnanswered[] = [
  'no-session',
  'reference-not-seen',
  'resource-not-seen',
  'names-nothing',
];

/** Operations that are told at most. */
const MOST_UNCORRELATED = 5;

/** What happened between two snapshots, and where things stand at the second. */
export function statusFigures(before: StatusSnapshot, after: StatusSnapshot): StatusFigures {
  const seconds = (after.at - before.at) / 1_000;
  const rate = (count: (of: StatusSnapshot) => number): number =>
    seconds > 0 ? rounded(Math.max(0, count(after) - count(before)) / seconds) : 0;
  const { at, desktops, websockets, gaps, inGap, targetUnreachable, fileBytes, queue } = after;
  const { calls, notifications, correlated } = after.counts;
  return {
    at,
    age: at - after.startedAt,
    desktops,
    websockets,
    calls,
    notifications,
    callsPerSecond: rate(({ counts }) => counts.calls),
    notificationsPerSecond: rate(({ counts }) => counts.notifications),
    correlatedShare: notifications === 0 ? null : rounded(correlated / notifications),
    uncorrelated: uncorrelatedOf(after),
    addedLatency: latencyBetween(before.addedLatency, after.addedLatency),
    fileBytes,
    gaps,
    inGap,
    targetUnreachable,
    queue,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function uncorrelatedOf({ operations }: StatusSnapshot): readonly Uncorrelated[] {
  return operations
    .map(({ operation, unanswered }) => ({
      operation,
      calls: missing.reduce((sum, why) => sum + (unanswered[why] ?? 0), 0),
    }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls)
    .slice(0, MOST_UNCORRELATED);
}
