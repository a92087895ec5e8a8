import { type RecordingProxy, record } from '../../capture/record.js';
import type { Rules } from '../../rules/rules.js';

export type MissingRecorder = RecordingProxy;

/** What is to be recorded of what a stand-in passes through. */
export interface MissingRecording {
  readonly target: URL;
  /** The new recording's file. */
  readonly output: string;
  readonly rules: Rules;
  readonly onNotice: (message: string) => void;
}

/**
 * Starts a recorder on this machine, through which what is missing is asked for. It connects to the target when it has to
 * pass something on, not before.
 *
 * @throws UsageError if the file can't be made
 */
export function recordMissing({
  target,
  output,
  rules,
  onNotice,
}: MissingRecording): Promise<MissingRecorder> {
  return record({
    target: target.origin,
    listen: { host: '127.0.0.1', port: 0 },
    output,
    rules,
    waitTarget: true,
    onNotice,
    onTrouble: onNotice,
  });
}
