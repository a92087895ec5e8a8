import type { RecordSummary } from '../capture/record.js';
import type { DriveProgress } from './drive-progress.js';
import type { FailedWait } from './perform/failed-wait.js';
import type { LiveConflict } from './values/lesson-book.js';

/** What a drive did. */
export interface DriveSummary extends Omit<DriveProgress, 'failedWaits'> {
  /** The new recording. */
  readonly file: string;
  /** It was ended early. */
  readonly interrupted: boolean;
  /** Waits that failed, as many as are kept one by one. */
  readonly failedWaits: readonly FailedWait[];
  /** All of them. */
  readonly failedWaitCount: number;
  /** Values of the old server that went as they were recorded, for the new one had handed out nothing in their place; as many as are kept one by one. */
  readonly unresolved: readonly string[];
  /** Values of the old server in whose place the new one handed out several, which are told apart by the names of members; as many as are kept one by one. */
  readonly conflicts: readonly LiveConflict[];
  /** What the new recording holds. */
  readonly recording: RecordSummary;
}
