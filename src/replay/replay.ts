import { existsSync, writeFileSync } from 'node:fs';
import { RecordingError, UsageError } from '../errors.js';
import { openRecording } from '../recording/open-recording.js';
import { linkLookup } from '../rules/link-lookup.js';
import type { Rules } from '../rules/rules.js';
import { rulesFor } from '../rules/rules-for.js';
import type { ReplayOptions } from './replay-options.js';
import type { ReplayReport } from './replay-report.js';
import type { StandIn } from './stand-in.js';
import { startReplay } from './start-replay.js';

export interface ReplayFileOptions extends ReplayOptions {
  /** Where `close` writes the report as JSON; the file must not exist yet. */
  readonly report?: string;
  /**
   * What the API looks like, see `loadRules`: a `correlate` section links calls and notifications anew, a `match` section says
   * how requests are recognised; by default both are as the recording keeps them.
   */
  readonly rules?: Rules;
}

/**
 * Stands in for the server of a recording. The file is read only; what a killed recorder left
 * uncorrelated is completed in memory.
 *
 * @throws RecordingError if the file is absent or can't be read
 * @throws UsageError if `session` names nothing in the recording, or the report's file exists
 * @throws AddressError if the address can't be bound
 */
export async function replay(file: string, options: ReplayFileOptions = {}): Promise<StandIn> {
  const { report, rules, ...rest } = options;
  if (report !== undefined && existsSync(report)) {
    throw new UsageError(
      `${report} exists already and is never overwritten; name another --report`,
    );
  }
  const recording = openRecording(file);
  try {
    const all = { ...rest, rules: rulesFor(recording, rules) };
    return await startReplay(recording, linkLookup(recording, rules), all, (last) => {
      recording.close();
      if (report === undefined) return;
      if (last === null) throw new RecordingError(`${file} is damaged: there is no report`, file);
      writeReport(report, last);
    });
  } catch (error) {
    recording.close();
    throw error;
  }
}

function writeReport(file: string, report: ReplayReport): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the report could not be written to ${file}: ${reason}`, { cause: error });
  }
}
