import type { Miss } from '../matching/miss.js';

/**
 * A call that a live desktop made: an exchange that is no safe request and no Bayeux. It is plain data that goes on being
 * filled in: `status` when the answer goes out, `notifications` as they are set free.
 */
export interface LiveCall {
  /** Who made it, as the desktop says, else as recorded; null if nobody knows, or the call is anonymous. */
  readonly user: string | null;
  /** Id of the recorded session that the desktop plays; null for an anonymous call. */
  readonly session: number | null;
  /** Which live session of that recorded one it is, counted from 1; 0 for an anonymous call. */
  readonly copy: number;
  readonly method: string;
  /** Request target with its query, as it came. */
  readonly path: string;
  /** By the rules: of its body (`operationName` by default), else of its path; null if none. */
  readonly operation: string | null;
  /** Text of the body after decoding, secrets and all: it is for the test alone. Null if none was framed. */
  readonly body: string | null;
  /** Null until the answer goes out. */
  readonly status: number | null;
  /** Exchange id of the recorded call that it was answered from; null if there is none. */
  readonly match: number | null;
  /** Why there is none. */
  readonly miss: Miss | null;
  /**
   * What it set free, in order: what it is correlated with in the recording, and what else came before the desktop's next
   * act; where desktops play together, copies at other desktops, too.
   */
  readonly notifications: readonly LiveNotification[];
}

/** A notification for a live desktop, recorded or pushed. */
export interface LiveNotification {
  /** Whose desktop it is for; as in `LiveCall`. */
  readonly user: string | null;
  readonly session: number | null;
  readonly copy: number;
  readonly channel: string;
  /** JSON text of its `data`, as the desktop gets it but for origins; `null` if it has none. */
  readonly data: string;
  /** Message id of the recorded one; null if it was pushed. */
  readonly notification: number | null;
  /**
   * `waiting` for its time, for the call of another desktop, or for a subscription or Bayeux session; `queued` until the
   * desktop fetches it; `sent` on a response or websocket; `undelivered`: it never will be.
   */
  readonly state: 'waiting' | 'queued' | 'sent' | 'undelivered';
  /** The live call that set it free; null if another act did, or if it was pushed. */
  readonly call: LiveCall | null;
}
