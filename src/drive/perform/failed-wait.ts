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
}
