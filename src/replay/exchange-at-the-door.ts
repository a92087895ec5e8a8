import type { Readable } from 'node:stream';
import type { Headers } from '../recording/exchange.js';
import type { Delivery } from './faults/delivery.js';

/** A request that a live desktop sent, whole. */
export interface LiveRequest {
  readonly method: string;
  /** Request target with its query, as it came. */
  readonly target: string;
  readonly headers: Headers;
  /** After transfer and content decoding; null if no body was framed. */
  readonly body: Uint8Array | null;
  /** The body as it came, where a content coding was undone. */
  readonly encoded?: Uint8Array;
}

/** What goes back: a head without framing or hop-by-hop headers (RFC 9110 §7.6.1), and a body. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  /** Null if there is none, as for 204 and 304. */
  readonly body: Uint8Array | null;
  /** Follows instead of `body`: what another server answers. */
  readonly stream?: Readable;
  /** How it goes out, if not whole and at once. */
  readonly delivery?: Delivery;
}
