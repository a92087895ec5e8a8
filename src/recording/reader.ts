import type { Body, Gap, Headers, Link, MessageRow, Outcome, RequestRow } from './exchange.js';
import type { SeriesPlace } from './series.js';

/** What is known of a recording as a whole. */
export interface RecordingInfo {
  readonly label: string | null;
  /** Origin of the recorded server, for instance `http://gws.test:8080`. */
  readonly target: string | null;
  /** Origin under which the recorder listened; null if that is not written down. */
  readonly origin: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Null if the recording was interrupted. */
  readonly endedAt: number | null;
  readonly interrupted: boolean;
  readonly gaps: readonly Gap[];
  /** JSON text of the rules by which its links were made, if rules files gave them; not checked. */
  readonly rules: string | null;
  /** Of the calls only those of these operations were recorded; empty if all were. */
  readonly only: readonly string[];
  /** Patterns of paths on which nothing was recorded. */
  readonly exclude: readonly string[];
  /** Which file of a series it is; null unless its recorder began, or was to begin, new files. */
  readonly series: SeriesPlace | null;
  /** What stand-in desktops waited for in vain while it was recorded, each in a line; empty if none were driven, or nothing failed. */
  readonly failedWaits: readonly string[];
}

export interface RecordedSession {
  readonly id: number;
  readonly user: string | null;
  readonly transport: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** One exchange as it lies in a recording; bodies are read when they are asked for. */
export interface RecordedExchange {
  readonly id: number;
  readonly session: number | null;
  readonly connection: number;
  readonly seq: number;
  /** Null if the exchange is `open`. */
  readonly responseSeq: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly kind: RequestRow['kind'];
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly requestReference: string | null;
  readonly responseReference: string | null;
  readonly status: number | null;
  readonly reason: string | null;
  readonly outcome: Outcome;
  readonly requestHeaders: Headers;
  readonly responseHeaders: Headers | null;
  readonly requestTrailers: Headers;
  readonly responseTrailers: Headers;
  readonly requestRedacted: readonly string[];
  readonly responseRedacted: readonly string[];
  /** Null if no body was framed. */
  readonly requestBody: Body | null;
  readonly responseBody: Body | null;
}

export interface RecordedMessage extends MessageRow {
  readonly session: number | null;
}

/** What can be told of an exchange without its bodies, and without taking its headers apart. */
export interface ExchangeOutline
  extends Pick<
    RecordedExchange,
    'id' | 'session' | 'seq' | 'kind' | 'method' | 'path' | 'operation' | 'status'
  > {
  /** JSON text of the list. */
  readonly requestHeaders: string;
  /** JSON text of the list; null if there was no answer. */
  readonly responseHeaders: string | null;
}

/** Where a message belongs. */
export interface MessageOutline extends Pick<RecordedMessage, 'id' | 'session' | 'seq'> {
  /** It may be a reply of the server that says no. */
  readonly refuses: boolean;
}

/** A recording opened to be read; it is never changed, and nothing is left beside it. */
export interface Recording {
  readonly file: string;
  readonly info: RecordingInfo;
  sessions(): readonly RecordedSession[];
  /** Ids of all sessions with their users, by id: what `sessions` tells at once, however long the recording is. */
  users(): readonly Pick<RecordedSession, 'id' | 'user'>[];
  /** By `seq`. */
  exchanges(): Iterable<RecordedExchange>;
  exchange(id: number): RecordedExchange | null;
  /** All exchanges in outline, by id: a few microseconds each. */
  exchangeOutlines(): Iterable<ExchangeOutline>;
  /** By `seq`. */
  messages(): Iterable<RecordedMessage>;
  message(id: number): RecordedMessage | null;
  /** All messages in outline, by id. */
  messageOutlines(): Iterable<MessageOutline>;
  /** Links as they stand in the file. */
  links(): readonly Link[];
  /** The link of a notification as it stands in the file; null if there is none. */
  link(notification: number): Link | null;
  close(): void;
  [Symbol.dispose](): void;
}
