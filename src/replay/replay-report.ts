import type { LiveSession } from './live-session.js';
import type { Miss } from './matching/miss.js';
import type { Release } from './release.js';
import type { RecordedRequest, Script } from './script/script.js';

/** What a replay came to; `--report` of the contract. */
export interface ReplayReport {
  /** Exchange ids of the recorded calls that were played, each once. */
  readonly played: readonly number[];
  readonly unplayed: readonly {
    readonly call: number;
    readonly method: string;
    readonly path: string;
    readonly operation: string | null;
  }[];
  readonly misses: readonly Miss[];
  /** What an act has set free and no desktop got. */
  readonly undelivered: readonly Undelivered[];
}

export interface Undelivered {
  /** Message id. */
  readonly notification: number;
  readonly reason: string;
}

export function replayReport(
  scripts: readonly Script[],
  anonymous: readonly RecordedRequest[],
  played: ReadonlySet<number>,
  misses: readonly Miss[],
  undelivered: readonly Undelivered[],
): ReplayReport {
  const calls = new Map<number, RecordedRequest>();
  for (const { requests, unanswered } of scripts) {
    for (const each of [...[...requests.values()].flat(), ...unanswered]) {
      if (each.call) calls.set(each.exchange, each);
    }
  }
  for (const each of anonymous) if (each.call) calls.set(each.exchange, each);
  const inOrder = [...calls.values()].toSorted((a, b) => a.exchange - b.exchange);
  return {
    played: inOrder.map(({ exchange }) => exchange).filter((each) => played.has(each)),
    unplayed: inOrder
      .filter(({ exchange }) => !played.has(exchange))
      .map(({ exchange, shape, path }) => ({
        call: exchange,
        method: shape.method,
        path,
        operation: shape.operation,
      })),
    misses: [...misses],
    undelivered,
  };
}

export function undeliveredOf({ deliveries }: LiveSession): readonly Undelivered[] {
  const { releases, tabs } = deliveries;
  return releases
    .filter(({ state }) => state !== 'sent')
    .map((release) => ({
      notification: release.consequence.notification,
      reason: reasonOf(release, tabs.length > 0),
    }));
}

function reasonOf({ state, consequence, fault }: Release, hasTabs: boolean): string {
  const { foreign, channel } = consequence;
  switch (state) {
    case 'awaits-call':
      return `call ${foreign?.call} of session ${foreign?.session}, which caused it, was not made`;
    case 'awaits-turn':
      return `another notification of call ${foreign?.call} comes first, and still waits`;
    case 'awaits-time':
      return 'its time had not come';
    case 'queued':
      return 'queued, but the desktop did not fetch it';
    case 'dropped':
      return 'a second delivery, to a tab that the desktop did not open';
    case 'failed':
      return fault ?? 'it could not be read';
    default:
      return hasTabs
        ? `the desktop is not subscribed to ${channel}`
        : 'the desktop has no Bayeux session';
  }
}
