import type { OperationTally, UnsolicitedTally } from '../correlate/tally/correlation-tally.js';
import type { LatencyCounts } from '../time/latency-histogram.js';
import type { RecorderCounts, RecorderReport } from './recorder-report.js';

/** What waits to be committed. */
export interface RecorderQueue {
  readonly events: number;
  readonly bytes: number;
}

/** How a recorder is doing at one moment: plain data. What is counted is counted since the start. */
export interface RecorderStatus {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly startedAt: number;
  /** Connections of desktops that are open, and how many of them are websockets. */
  readonly desktops: number;
  readonly websockets: number;
  readonly counts: RecorderCounts;
  /** Gaps so far, one that lasts included. */
  readonly gaps: number;
  /** Why nothing can be recorded just now; null while all is well. */
  readonly inGap: string | null;
  /** Whether the target could not be reached when it was last tried. */
  readonly targetUnreachable: boolean;
  /** The file that is being written, and its place in the series, counted from 1. */
  readonly file: string;
  readonly part: number;
  /** Bytes on disk of that file and its log. */
  readonly fileBytes: number;
  readonly queue: RecorderQueue;
  /** From when an answer's end was there until it was let go. */
  readonly addedLatency: LatencyCounts;
  /** In the order in which they came; at most a thousand by name, the rest as `(others)`. */
  readonly operations: readonly OperationTally[];
  /** Notifications that are linked with no call, by message type, as many. */
  readonly unsolicited: readonly UnsolicitedTally[];
}

/** What the way to the file costs, told by whoever stands on that way. */
export interface RecorderLoad {
  queue(): RecorderQueue;
  addedLatency(): LatencyCounts;
}

/** Where a status comes from. */
export interface StatusSources {
  readonly startedAt: number;
  now(): number;
  open(): Pick<RecorderStatus, 'desktops' | 'websockets'>;
  report(): RecorderReport;
  gapState(): Pick<RecorderStatus, 'gaps' | 'inGap'>;
  file(): string;
  parts(): number;
  fileBytes(): number;
  readonly load: RecorderLoad;
}

/** The status now. */
export function recorderStatus(sources: StatusSources): RecorderStatus {
  return {
    at: sources.now(),
    startedAt: sources.startedAt,
    ...sources.open(),
    ...sources.report(),
    ...sources.gapState(),
    file: sources.file(),
    part: sources.parts(),
    fileBytes: sources.fileBytes(),
    queue: sources.load.queue(),
    addedLatency: sources.load.addedLatency(),
  };
}
