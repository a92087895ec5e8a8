import type { FaultBook } from './faults/fault-book.js';
import type { InjectedFault } from './faults/injected-fault.js';
import type { LiveSession } from './live-session.js';
import type { Miss } from './matching/miss.js';
import type { MissBook } from './matching/miss-book.js';
import type { Release } from './release.js';
import type { RecordedCall } from './script/repertoire.js';

/** What a replay came to; `--report` of the contract. */
export interface ReplayReport {
  /** Exchange ids of the recorded calls that were played, each once. */
  readonly played: readonly number[];
  readonly unplayed: readonly RecordedCall[];
  /** The first of them. */
  readonly misses: readonly Miss[];
  /** How many misses there were besides: 10,000, or 64 MiB, are told. */
  readonly untoldMisses: number;
  /** How many of all misses were passed through. */
  readonly passedThrough: number;
  /** What an act has set free and no desktop got. */
  readonly undelivered: readonly Undelivered[];
  /** What went wrong on purpose, in the order in which it happened; the first 10,000 things. */
  readonly faults: readonly InjectedFault[];
  /** How many there were besides. */
  readonly untoldFaults: number;
  /** Rules of faults, as the command line has them, that have hit nothing. */
  readonly idleFaults: readonly string[];
}

export interface Undelivered {
  /** Message id. */
  readonly notification: number;
  readonly reason: string;
}

/** @param calls all that could be played, by id */
export function replayReport(
  calls: Iterable<RecordedCall>,
  played: ReadonlySet<number>,
  { told, untold, passedThrough }: MissBook,
  undelivered: readonly Undelivered[],
  faults: Pick<FaultBook, 'told' | 'untold' | 'idle'>,
): ReplayReport {
  const inOrder = [...calls];
  return {
    played: inOrder.map(({ call }) => call).filter((each) => played.has(each)),
    unplayed: inOrder.filter(({ call }) => !played.has(call)),
    misses: [...told],
    untoldMisses: untold,
    passedThrough,
    undelivered,
    faults: [...faults.told],
    untoldFaults: faults.untold,
    idleFaults: faults.idle,
  };
}

export function undeliveredOf({ deliveries }: LiveSession): readonly Undelivered[] {
  const { releases, tabs } = deliveries;
  return releases
    .filter(({ state, pushed }) => state !== 'sent' && pushed === null)
    .map((release) => ({
      notification: release.consequence.notification,
      reason: whyUndelivered(release, tabs.length > 0),
    }));
}

/** @param hasTabs the desktop has shaken hands */
export function whyUndelivered({ state, consequence, fault }: Release, hasTabs: boolean): string {
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
