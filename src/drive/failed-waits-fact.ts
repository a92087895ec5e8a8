import type { FailedWait } from './perform/failed-wait.js';

/** Failed waits that a recording names. */
const most = 1_000;

/** JSON list of texts, as a recording keeps the waits that failed while it was driven. */
export function failedWaitsFact(waits: readonly FailedWait[]): string {
  return JSON.stringify(waits.slice(0, most).map(failedWaitText));
}

/** A failed wait in a line: `a1 waited in vain for … before …`. */
export function failedWaitText({ user, copy, act, waitedFor, reason }: FailedWait): string {
  const who = `${user ?? 'an unnamed user'}${copy > 1 ? ` (copy ${copy})` : ''}`;
  const before = act === null ? 'at the end' : `before ${act}`;
  return `${who} waited in vain for ${waitedFor}, ${before}: ${reason}`;
}
