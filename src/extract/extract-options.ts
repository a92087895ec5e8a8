/** What of a recording is wanted. What is not said does not choose: without any of these, all of it. */
export interface ExtractFilter {
  /** Ids of sessions, or users, of which all sessions count. */
  readonly session?: readonly string[];
  /**
   * The first moment: milliseconds since the epoch; or ISO 8601, in UTC unless it says otherwise, or `+10m` after the beginning of
   * the recording (`ms`, `s`, `m`, `h`, `d`).
   */
  readonly from?: number | string;
  /** The first moment that counts no more, said likewise. */
  readonly to?: number | string;
  /** Operations of calls; `*` in a name stands for any text. */
  readonly operation?: readonly string[];
}

export interface ExtractOptions extends ExtractFilter {
  /** The new recording's file; it must not exist yet. */
  readonly output: string;
  /** Ends the work; no output is left then. */
  readonly signal?: AbortSignal;
}

/** How much was kept of what there is. */
export interface Kept {
  readonly kept: number;
  readonly of: number;
}

/** What an extract holds. */
export interface Extracted {
  readonly file: string;
  readonly output: string;
  readonly sessions: Kept;
  /** Requests with their answers, calls among them. */
  readonly exchanges: Kept;
  readonly calls: Kept;
  /** Bayeux messages, notifications among them. */
  readonly messages: Kept;
  readonly notifications: Kept;
}
