/** A JSON value as text, exactly as it stood: `45`, `"r7"`. Both type and digits count. */
export type JsonText = string;

/** One reference of a bulk answer, and the id of the resource that it stands for. */
export interface BulkReference {
  readonly resource: string;
  readonly reference: JsonText;
}

/** A call's request has passed. */
export interface CallRequested {
  readonly type: 'call';
  /** Exchange id; negative if the call is left out of the recording, and linked all the same. */
  readonly call: number;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null if the session is known only with the answer. */
  readonly session: number | null;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  /** Reference that the client supplied in the body. */
  readonly reference: JsonText | null;
}

/** A call's answer has ended, however it ended. */
export interface CallAnswered {
  readonly type: 'answer';
  readonly call: number;
  readonly seq: number;
  readonly at: number;
  readonly session: number | null;
  readonly status: number | null;
  /** The body's `statusCode`, null if there is none. */
  readonly statusCode: number | null;
  /** The body's `referenceId`. */
  readonly reference: JsonText | null;
  /** The body's `referenceIds`, null if there are none. */
  readonly references: readonly BulkReference[] | null;
}

/** A notification has passed on its way to a desktop; re-sends are left out. */
export interface NotificationPassed {
  readonly type: 'notification';
  /** Message id. */
  readonly notification: number;
  readonly seq: number;
  readonly at: number;
  readonly session: number | null;
  readonly clientId: string | null;
  readonly channel: string;
  readonly messageType: string | null;
  readonly notificationType: string | null;
  readonly reference: JsonText | null;
  /** What the notification is about: `data.<kind>` with its `id` and `state`, if there is such a member. */
  readonly resource: {
    readonly kind: string;
    readonly id: string;
    readonly state: string | null;
  } | null;
}

export type CorrelationEvent = CallRequested | CallAnswered | NotificationPassed;
