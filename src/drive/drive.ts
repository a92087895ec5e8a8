import { visitsOf } from '../acts/visits.js';
import { UsageError } from '../errors.js';
import { openRecording } from '../recording/open-recording.js';
import { linkLookup } from '../rules/link-lookup.js';
import { targetOrigin } from '../target-origin.js';
import type { DriveOptions } from './drive-options.js';
import type { DriveSummary } from './drive-summary.js';
import { paceOf } from './perform/pace.js';
import { type ValueFlow, valueFlowOf } from './values/value-flow.js';

/** More than one process could drive. */
const mostCopies = 10_000;

/**
 * Plays the desktops of a recording against a server, through a recorder of its own: the result is a recording like any other.
 *
 * @param file the recording that is driven; it is read only
 * @throws RecordingError if it is absent or can't be read
 * @throws UsageError if an option makes no sense, `session` names nothing in the recording, or the output exists
 * @throws AddressError if the target can't be reached; then there is no output
 */
export async function drive(file: string, options: DriveOptions): Promise<DriveSummary> {
  targetOrigin(options.target);
  const copies = options.copies ?? 1;
  if (!Number.isInteger(copies) || copies < 1 || copies > mostCopies) {
    throw new UsageError(`copies must be a whole number from 1 to ${mostCopies}, not ${copies}`);
  }
  const { timing = 'instant', wait = 0 } = options;
  if (Number.isNaN(wait) || wait < 0) {
    throw new UsageError(`wait must be a number of milliseconds, not ${wait}`);
  }
  if (timing !== 'instant' && timing !== 'recorded' && !(timing > 0 && timing < Infinity)) {
    throw new UsageError(`timing must be 'instant', 'recorded' or a number above 0, not ${timing}`);
  }
  const pace = paceOf(timing);
  const recording = openRecording(file);
  try {
    // CometD's client and all that it needs: nobody else has a use for it.
    const { driveRecording } = await import('./drive-recording.js');
    return await driveRecording(recording, options, copies, pace);
  } finally {
    recording.close();
  }
}

/** Which values a drive would follow, found without any network. */
export function explainFlow(
  file: string,
  { rules, decisions }: Pick<DriveOptions, 'rules' | 'decisions'> = {},
): ValueFlow {
  const recording = openRecording(file);
  try {
    return valueFlowOf(visitsOf(recording, linkLookup(recording, rules)), decisions);
  } finally {
    recording.close();
  }
}
