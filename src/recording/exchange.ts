/** Headers or trailers in wire order, repeats included. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** How an exchange ended; `open` if it had no answer when the recording ended. */
export type Outcome = 'complete' | 'cut-by-server' | 'cut-by-desktop' | 'unreachable' | 'open';

/**
 * A body as it is kept. Plain bodies have `content` only. An encoded one (`Content-Encoding`) has
 * both: `encoded` as it came, `content` after decoding. If something was redacted, `encoded` is
 * null and `content` is what is left (the row's `redacted` names the places). A body that could not be
 * inspected (unknown or broken encoding, too large) is not stored: both are null, `digest` is a keyed hash
 * and `omitted` says why. One that an imported file did not hold is `absent`, and has no hash.
 */
export interface Body {
  /** After transfer and content decoding. */
  readonly content: Uint8Array | null;
  /** As it came, after transfer decoding (RFC 9112 §7); null if it came without encoding. */
  readonly encoded: Uint8Array | null;
  /** `Content-Encoding` as it came, trimmed and in lower case; null if there is none. */
  readonly encoding: string | null;
  /** Bytes that came, after transfer decoding, before content decoding. */
  readonly length: number;
  /** Keyed hash (hex) of a body that is not stored, else null. */
  readonly digest: string | null;
  /** Why the body is not stored, else null. */
  readonly omitted: 'unknown-encoding' | 'broken-encoding' | 'too-large' | 'absent' | null;
}

/** The request half of an exchange, as it is written once the request has passed. */
export interface RequestRow {
  /** Also the id of the exchange. */
  readonly id: number;
  /** Null while it is not known; `assign` says it later. */
  readonly session: number | null;
  /** Which of the desktops' connections it came on, counted from 1. */
  readonly connection: number;
  /** Place of the request's head in wire order. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly method: string;
  /** Request target with its query, redacted. */
  readonly path: string;
  /** `1.1` or `1.0`. */
  readonly httpVersion: string;
  readonly headers: Headers;
  readonly trailers: Headers;
  /** Null if no body was framed. */
  readonly body: Body | null;
  readonly kind: 'call' | 'safe' | 'bayeux' | 'websocket';
  /** `operationName` of a call's body. */
  readonly operation: string | null;
  /** JSON text of a reference that the client supplied. */
  readonly reference: string | null;
  /** Where something was redacted; see `redact/places.ts`. */
  readonly redacted: readonly string[];
}

/** The response half of an exchange, written when it ended, however it ended. */
export interface ResponseRow {
  readonly exchange: number;
  /** Place of the answer's end in wire order. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  /** Null if no status line came. */
  readonly status: number | null;
  readonly reason: string | null;
  readonly httpVersion: string | null;
  readonly outcome: Exclude<Outcome, 'open'>;
  /** Null if no head came. */
  readonly headers: Headers | null;
  readonly trailers: Headers;
  readonly body: Body | null;
  /** JSON text of the body's `referenceId`. */
  readonly reference: string | null;
  readonly redacted: readonly string[];
}

/** One JSON object of a Bayeux batch. */
export interface MessageRow {
  readonly id: number;
  readonly exchange: number;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly direction: 'to-server' | 'to-desktop';
  readonly channel: string | null;
  /**
   * The message's `clientId`; for a message to the desktop that has none, the clientId of the
   * request whose response (or of the websocket in whose frame) it came.
   */
  readonly clientId: string | null;
  /** Slice of the original text, redacted. */
  readonly text: string;
  /** Present if the message is a notification and no re-send of one. */
  readonly notification: NotificationFacts | null;
  readonly redacted: readonly string[];
}

/** What the `notifications` view shows of a notification's `data`. */
export interface NotificationFacts {
  readonly messageType: string | null;
  readonly notificationType: string | null;
  /** JSON text as it stood. */
  readonly referenceId: string | null;
  /** Original text of `data`; null if there is none. */
  readonly data: string | null;
}

/** A link call → notification with its reason. */
export interface Link {
  /** Exchange id of the call. */
  readonly call: number;
  /** Message id of the notification. */
  readonly notification: number;
  readonly rule: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly copy: boolean;
}

/** A stretch that could not be recorded; times in milliseconds since the epoch. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}
