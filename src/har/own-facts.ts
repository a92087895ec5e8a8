/** What a HAR that was exported here says in `_understudy`: of the whole, of an entry, of a frame. */
import type { Body, Gap, Outcome, RequestRow } from '../recording/exchange.js';

/** `log._understudy`. */
export interface OwnLog {
  /** Form of these members. */
  readonly format: 1;
  readonly label: string | null;
  readonly target: string | null;
  readonly origin: string | null;
  /** Milliseconds since the epoch, with their fraction. */
  readonly startedAt: number;
  /** Null if the recording was interrupted. */
  readonly endedAt: number | null;
  readonly gaps: readonly Gap[];
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  readonly failedWaits: readonly string[];
  /** JSON text of the rules by which its links were made; null for the built-in ones. */
  readonly rules: string | null;
}

/** `_understudy` of an entry. */
export interface OwnEntry {
  /** The exchange. */
  readonly id: number;
  readonly session: number | null;
  readonly seq: number;
  readonly responseSeq: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly kind: RequestRow['kind'];
  readonly outcome: Outcome;
  readonly operation: string | null;
  /** JSON text of the reference in the answer, else in the request. */
  readonly referenceId: string | null;
  readonly request: OwnHalf & {
    /** The request target, where the URL does not say it. */
    readonly path?: string;
  };
  readonly response: OwnHalf;
  /** Of a call: what answers it, copies included. */
  readonly notifications?: readonly OwnAnswer[];
  /** Of an answer with Bayeux: the notifications in it. */
  readonly messages?: readonly OwnMessage[];
}

/** What of a request or an answer has no member in HAR. */
export interface OwnHalf {
  /** Null if no body was framed. */
  readonly body: OwnBody | null;
  /** Places where something was redacted. */
  readonly redacted?: readonly string[];
  readonly trailers?: readonly { readonly name: string; readonly value: string }[];
}

/** A body; `omitted` and `digest` only if it was not stored. */
export interface OwnBody {
  /** Bytes that came, before content decoding. */
  readonly length: number;
  readonly omitted?: NonNullable<Body['omitted']>;
  readonly digest?: string;
}

/** A notification that answers a call. */
export interface OwnAnswer {
  readonly id: number;
  readonly session: number | null;
  /** ISO 8601. */
  readonly at: string;
  readonly channel: string | null;
  readonly rule: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly copy: boolean;
}

/** A message to a desktop; `call` and what follows is null for one that is unsolicited. */
export interface OwnMessage {
  readonly id: number;
  readonly channel: string | null;
  readonly call: number | null;
  readonly rule: string | null;
  readonly evidence: Readonly<Record<string, unknown>> | null;
  readonly copy: boolean;
}

/** `_understudy` of a frame of a websocket. */
export interface OwnFrame {
  readonly id: number;
  readonly seq: number;
  /** Milliseconds since the epoch, with their fraction. */
  readonly at: number;
  readonly redacted?: readonly string[];
  /** If it is a notification. */
  readonly notification?: OwnMessage;
}
