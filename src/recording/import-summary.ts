/** What an import has brought into a new recording. */
export interface ImportSummary {
  /** Of the file that was read. */
  readonly format: 'jsonl' | 'har';
  /** The new recording. */
  readonly file: string;
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications linked to a call, copies included. */
  readonly correlated: number;
  /** What could not be taken over as it was, each in a line. */
  readonly warnings: readonly string[];
}
