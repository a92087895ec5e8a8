import { defaultLimits, type Limits } from '../http1/limits.js';

/** How much of one thing, and how long, a relay puts up with. Times are in milliseconds. */
export interface RelayLimits extends Limits {
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

/** The limits that hold unless others are given. */
export const defaultRelayLimits: RelayLimits = {
  ...defaultLimits,
  connections: 10_000,
  pipelined: 100,
  headTimeout: 30_000,
  bodyTimeout: 120_000,
  connectTimeout: 5_000,
};
