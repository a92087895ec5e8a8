/** Something that did not come. */
export interface FailedWait {
  /** Name of the recorded user; null if it is unknown. */
  readonly user: string | null;
  /** Counted from 1. */
  readonly copy: number;
  /** What waited for it; null if all was done. */
  readonly act: string | null;
  /** What it waited for. */
  readonly waitedFor: string;
  /** Exchange id, or for a notification message id, in the recording that was driven; null for what has none. */
  readonly recorded: number | null;
  readonly reason: string;
  /** All of it in a line. */
  readonly text: string;
}

/** Failed waits that a recording names. */
const mostNamed = 1_000;

/** JSON list of texts, as a recording keeps the waits that failed while it was driven. */
export function failedWaitsFact(waits: readonly FailedWait[]): string {
  return JSON.stringify(waits.slice(0, mostNamed).map(({ text }) => text));
}

export function failedWait(facts: Omit<FailedWait, 'text'>): FailedWait {
  const { user, copy, act, waitedFor, reason } = facts;
  const who = `${user ?? 'an unnamed user'}${copy > 1 ? ` (copy ${copy})` : ''}`;
  const before = act === null ? 'at the end' : `before ${act}`;
  return { ...facts, text: `${who} waited in vain for ${waitedFor}, ${before}: ${reason}` };
}
