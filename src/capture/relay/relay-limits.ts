import type { ReaderLimits } from '../http1/reader-limits.js';
import type { Limits } from '../limit-options.js';

/** How much of one thing, and how long, a relay puts up with. Times are in milliseconds. */
export interface RelayLimits extends ReaderLimits {
  /** Bytes of a websocket's message, as it came and inflated, that are inspected; of a body, that are kept back. */
  readonly message: number;
  /** Desktops' connections at once, websockets included; one more is answered 503. */
  readonly connections: number;
  /** Requests of one connection that wait for their answers (`requestHead` bounds their heads together); no more are read meanwhile. */
  readonly pipelined: number;
  /** For a request's head, from its first byte on; for the first byte where no server could decide; for a desktop's TLS handshake. */
  readonly headTimeout: number;
  /** Without a byte of a request's body that has begun. */
  readonly bodyTimeout: number;
  /** For a connection to the target. */
  readonly connectTimeout: number;
}

/** Nobody needs more: a size, and extensions that nobody uses. */
const CHUNK_LINE = 4 * 1024;

/** What of all limits concerns the relay. */
export function relayLimits(limits: Limits): RelayLimits {
  return {
    requestHead: limits.maxHead,
    responseHead: limits.maxResponseHead,
    chunkLine: CHUNK_LINE,
    trailers: limits.maxHead,
    message: limits.maxBody,
    connections: limits.maxConnections,
    pipelined: limits.maxPipelined,
    headTimeout: limits.headTimeout,
    bodyTimeout: limits.bodyTimeout,
    connectTimeout: limits.connectTimeout,
  };
}
