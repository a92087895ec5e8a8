import type { Body, Headers, Outcome } from '../recording/exchange.js';

/** How a message's body is delimited on the wire (RFC 9112 §6). */
export type Framing = 'none' | 'length' | 'chunked' | 'until-close';

/** What is known of a body that does not come from the wire but from a file (an import). */
export interface FiledBody {
  /** Bytes that passed, before content decoding: the body itself is told as it was after it. */
  readonly length: number;
  /** Why it is not told at all; null if it is. */
  readonly omitted: Body['omitted'];
  /** Keyed hash (hex) of a body that is not told, if the file has one. */
  readonly digest: string | null;
}

/** A request's head as the desktop sent it. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly headers: Headers;
  readonly framing: Framing;
  /** Only of what does not come from the wire. */
  readonly filed?: FiledBody;
  /** All of it as it came, latin1, the empty line included. */
  readonly text: string;
}

/** A final response's head as the server sent it. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: Headers;
  readonly framing: Framing;
  /** Only of what does not come from the wire. */
  readonly filed?: FiledBody;
  /** All of it as it came, latin1, the empty line included. */
  readonly text: string;
}

/** How an exchange ends on the wire. */
export type ExchangeEnd = Exclude<Outcome, 'open'>;

/** A data message of a websocket (RFC 6455 §5.6), put together and inflated. */
export interface WebsocketMessage {
  readonly direction: 'to-server' | 'to-desktop';
  /** Null if it is binary, no UTF-8, or larger than what is inspected. */
  readonly text: string | null;
}

/** Why a websocket can't be read any further. */
export interface UnreadableReason {
  readonly reason: string;
  /** Whether a peer broke the protocol, or what passes is more than is read here. */
  readonly fault: 'peer' | 'limit';
}

/** What the relay tells of one exchange while it passes. */
export interface ExchangeObserver {
  /** Payload bytes, after transfer decoding; the buffer may be kept, nobody writes to it. */
  requestBody(chunk: Uint8Array): void;
  requestEnd(trailers: Headers): void;
  responseHead(head: ResponseHead): void;
  responseBody(chunk: Uint8Array): void;
  /**
   * The server agreed to a websocket; `responseHead` has told its 101, and messages follow. The 101
   * does not reach the desktop before `release` is called.
   */
  upgraded(release: () => void): void;
  /**
   * A message of the websocket has passed. One to the desktop does not reach it in full before
   * `release` is called, nor does anything behind it; one to the server is not held.
   */
  websocketMessage(message: WebsocketMessage, release: () => void): void;
  /** What follows on the websocket in that direction passes untold. */
  unreadable(direction: WebsocketMessage['direction'], reason: UnreadableReason): void;
  /**
   * The exchange is over, whole or cut. Called exactly once, last of all. The end of the response
   * does not reach the desktop before `release` is called; `release` may be called at once or later.
   */
  end(outcome: ExchangeEnd, trailers: Headers, release: () => void): void;
  /** Instead of `end`: nothing more can be told of it. */
  forgotten(): void;
}

/** Asks the relay to read less for now. */
export interface Pushback {
  readonly full: boolean;
  /** Calls back once, when `full` has ended. */
  whenDrained(callback: () => void): void;
}

/** Where the relay tells what passes. Calls come in wire order over all connections. */
export interface WireSink {
  /** A request's head has come on the desktop's connection with that number (counted from 1). */
  exchange(connection: number, head: RequestHead): ExchangeObserver;
  /** A request was refused by the relay itself and never reached the server. */
  refused(connection: number, reason: string): void;
  /** None where it always keeps up. */
  readonly pushback?: Pushback;
}
