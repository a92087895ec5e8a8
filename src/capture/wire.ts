import type { Headers, Outcome } from '../recording/exchange.js';

/** How a message's body is delimited on the wire (RFC 9112 §6). */
export type Framing = 'none' | 'length' | 'chunked' | 'until-close';

/** A request's head as the desktop sent it. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly headers: Headers;
  readonly framing: Framing;
}

/** A final response's head as the server sent it. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: Headers;
  readonly framing: Framing;
}

/** What the relay tells of one exchange while it passes. */
export interface ExchangeObserver {
  /** Payload bytes, after transfer decoding; the buffer may be kept, nobody writes to it. */
  requestBody(chunk: Uint8Array): void;
  requestEnd(trailers: Headers): void;
  responseHead(head: ResponseHead): void;
  responseBody(chunk: Uint8Array): void;
  /**
   * The exchange is over, whole or cut. Called exactly once, last of all. The end of the response
   * does not reach the desktop before `release` is called; `release` may be called at once or later.
   */
  end(outcome: Exclude<Outcome, 'open'>, trailers: Headers, release: () => void): void;
}

/** Where the relay tells what passes. Calls come in wire order over all connections. */
export interface WireSink {
  /** A request's head has come on the desktop's connection with that number (counted from 1). */
  exchange(connection: number, head: RequestHead): ExchangeObserver;
  /** A request was refused by the relay itself and never reached the server. */
  refused(connection: number, reason: string): void;
  /** A websocket was opened (its exchange is told through `exchange`, with status 101). */
  websocket(connection: number): void;
}
