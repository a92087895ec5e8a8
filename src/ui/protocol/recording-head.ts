/** What is known of a recording (or of a stand-in at work) before any of its rows. */
export interface RecordingHead {
  /** Name of the file, without its folder; of a stand-in that of what it plays. */
  readonly name: string;
  readonly label: string | null;
  readonly target: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Null while it goes on, or if it was interrupted. */
  readonly endedAt: number | null;
  readonly interrupted: boolean;
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
  /** What of `Row` can be there: a recording, or what a stand-in plays now. */
  readonly of: 'recording' | 'stand-in';
}

/** A lane of the timeline. */
export interface SessionHead {
  readonly id: number;
  /** Null if nobody knows. */
  readonly user: string | null;
  readonly transport: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Of a live session: the recorded session that it plays, and which copy of it. */
  readonly plays: { readonly session: number; readonly copy: number } | null;
}

/** What the page is told at first, `GET /api/inspector`. */
export interface InspectorHead {
  readonly version: string;
  /** One, or two that are compared: baseline and candidate. */
  readonly recordings: readonly RecordingHead[];
  /** Whether there is `/api/diff`. */
  readonly compares: boolean;
  /** Whether it was started with `--write`, so that rules can be kept. */
  readonly writable: boolean;
}
