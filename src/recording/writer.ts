import type { Gap, Link, MessageRow, RequestRow, ResponseRow } from './exchange.js';

/**
 * Takes rows in wire order and commits them in groups. Nothing here throws for the disk's sake:
 * what can't be written becomes a gap, and those who wait are let go all the same.
 */
export interface RecordingWriter {
  request(row: RequestRow): void;
  response(row: ResponseRow): void;
  message(row: MessageRow): void;
  /** A new session; its rows may come before or after. */
  session(id: number, startedAt: number): void;
  /** Says later which session an exchange, and every message of it, belongs to. */
  assign(exchange: number, session: number): void;
  user(session: number, user: string): void;
  /** A notification is linked once; a second link of it is ignored. */
  link(link: Link): void;
  gap(gap: Gap): void;
  /** Sets a fact of the whole recording, such as `label`; the latest holds. */
  fact(name: string, value: string): void;
  /** Nothing more will come of an exchange, not even its response. */
  abandoned(exchange: number): void;
  /** Calls back once everything written before is committed, or is known to lie in a gap. */
  committed(callback: () => void): void;
  /**
   * Commits what is left, marks a clean end and folds everything into the one file. May be called
   * twice; what is written afterwards is dropped, and those who wait are let go.
   */
  close(endedAt: number): WriterSummary;
}

/** What is known of a recording once it is closed. */
export interface WriterSummary {
  /** All gaps, in order, also one that could not be written into the file itself. */
  readonly gaps: readonly Gap[];
  /** Whether the clean end was written; if not, readers will take the recording for interrupted. */
  readonly clean: boolean;
}
