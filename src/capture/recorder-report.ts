import type { OperationTally, UnsolicitedTally } from '../correlate/tally/correlation-tally.js';

/** What a recorder has seen so far. */
export interface RecorderCounts {
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications linked to a call, copies included. */
  readonly correlated: number;
  readonly copies: number;
  /** Messages of websockets that were relayed, but not kept: they are no Bayeux. */
  readonly framesNotKept: number;
  /** Requests that the relay refused. */
  readonly refused: number;
  /** Bodies that were not stored, because they could not be inspected. */
  readonly bodiesOmitted: number;
  /** Answers and messages that went to desktops before they were committed, because they had waited for `--max-hold`. */
  readonly wentEarly: number;
  /** Answers and messages to desktops that name the server's own origin. */
  readonly originsNamed: number;
  /** Exchanges that were left out by their path. */
  readonly excluded: number;
  /** Calls that were left out, because another operation was asked for. */
  readonly notNamed: number;
  /** Notifications that are linked with such a call and so with none in the recording, copies included. */
  readonly answersNotNamed: number;
}

/** Of a recorder that has seen nothing. */
export const NO_COUNTS: RecorderCounts = {
  sessions: 0,
  exchanges: 0,
  calls: 0,
  notifications: 0,
  correlated: 0,
  copies: 0,
  framesNotKept: 0,
  refused: 0,
  bodiesOmitted: 0,
  excluded: 0,
  notNamed: 0,
  answersNotNamed: 0,
  wentEarly: 0,
  originsNamed: 0,
};

/** All that a recorder knows of its own work, as plain data. */
export interface RecorderReport {
  readonly counts: RecorderCounts;
  readonly operations: readonly OperationTally[];
  readonly unsolicited: readonly UnsolicitedTally[];
  /** Whether the target could not be reached when it was last tried. */
  readonly targetUnreachable: boolean;
}
