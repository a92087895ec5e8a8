import type { RecordOptions } from '../capture/record.js';
import type { Rules } from '../rules/rules.js';
import type { Clock } from '../time/clock.js';
import type { Accounts } from './credentials/credentials.js';
import type { DriveProgress } from './drive-progress.js';
import type { FailedWait } from './perform/failed-wait.js';
import type { DriveTiming } from './perform/pace.js';
import type { FlowDecisions } from './values/flow-decisions.js';

export interface DriveOptions
  extends Pick<
    RecordOptions,
    | 'target'
    | 'output'
    | 'label'
    | 'key'
    | 'ca'
    | 'insecure'
    | 'redact'
    | 'redactName'
    | 'redactPath'
    | 'redactPattern'
  > {
  /** By what desktops log in, see `loadAccounts`; by default what the environment says. */
  readonly credentials?: Accounts;
  /** `instant` (by default): as fast as what acts wait for allows; `recorded`: no sooner after that than in the recording; a number: so many times as fast. */
  readonly timing?: DriveTiming;
  /** How many copies of the recording are driven at once; by default 1. */
  readonly copies?: number;
  /** Milliseconds that an answer or a notification may take longer than it took in the recording; by default 10,000. */
  readonly wait?: number;
  /** Id or user of the recorded sessions that are driven; by default all, and what belongs to no session. */
  readonly session?: string;
  /** What the API looks like, see `loadRules`; by default as the recording keeps it. */
  readonly rules?: Rules;
  /** Which values are followed, see `loadDecisions`. */
  readonly decisions?: FlowDecisions;
  /** Ends it early; what was done is kept. */
  readonly signal?: AbortSignal;
  /** Told twice a second how far it has come, and once at the end. */
  readonly onProgress?: (progress: DriveProgress) => void;
  /** Told at once of each wait that fails. */
  readonly onFailedWait?: (wait: FailedWait) => void;
  /** Told of what the operator should know, each once: that a placeholder goes for want of a password, and the like. */
  readonly onNotice?: (message: string) => void;
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** By default the machine's. */
  readonly clock?: Clock;
}
