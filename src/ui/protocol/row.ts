/**
 * What can be a line of the table. `call`, `safe`, `bayeux` and `websocket` are exchanges (a poll that is held is a long
 * `bayeux`), `notification` and `message` are Bayeux messages, `message` those that are no notification.
 */
export const ROW_KINDS = [
  'call',
  'safe',
  'bayeux',
  'websocket',
  'notification',
  'message',
] as const;

export type RowKind = (typeof ROW_KINDS)[number];

/**
 * One thing that happened: a line of the table, a bar or a mark of the timeline. What does not apply to its kind is null.
 * Everything in it comes from a recording, so no text of it may be trusted.
 */
export interface Row {
  /** Names it within its recording, see `keyOf`. */
  readonly key: string;
  readonly kind: RowKind;
  /** Exchange or message id, as `show` prints it; of a stand-in, the number of the live call or notification. */
  readonly id: number;
  /** Order on the wire. */
  readonly seq: number;
  /** Id of the session (of a stand-in: of the live session); null if it belongs to none. */
  readonly session: number | null;
  /** Milliseconds since the epoch: when the request came, or the message passed. */
  readonly at: number;
  /** When the answer ended; null while it is open. Of a message the same as `at`. */
  readonly end: number | null;
  readonly method: string | null;
  /** With query. */
  readonly path: string | null;
  readonly operation: string | null;
  readonly status: number | null;
  /** Of an exchange; see `Outcome`. */
  readonly outcome: string | null;
  /** JSON text as it stood. */
  readonly reference: string | null;
  readonly channel: string | null;
  readonly messageType: string | null;
  readonly notificationType: string | null;
  /** Of a message `to-server` or `to-desktop`. */
  readonly direction: string | null;
  /** Of a message: the exchange that carried it. */
  readonly exchange: number | null;
  /** Of a message: its Bayeux session (tab). */
  readonly client: string | null;
  /** Of a notification: id of the call that it is correlated with. */
  readonly call: number | null;
  /** Of a correlated notification. */
  readonly rule: string | null;
  /** Whether a correlated notification is a copy. */
  readonly copy: boolean;
  /** Of a call: how many notifications are correlated with it, copies not included. */
  readonly answers: number;
  /** Of a call: whether the rules expect no notification of it, by its path. */
  readonly silent: boolean;
  /** Of a call at a stand-in: the recorded exchange that it was answered from. */
  readonly match: number | null;
  /** Of a call at a stand-in: the number of its miss. */
  readonly miss: number | null;
  /** Of a notification of a stand-in: `waiting`, `queued`, `sent` or `undelivered`. */
  readonly state: string | null;
}

/** `e12` for an exchange, `m34` for a message: one key among all rows of a recording. */
export function keyOf(kind: RowKind, id: number): string {
  return kind === 'notification' || kind === 'message' ? `m${id}` : `e${id}`;
}
