import type { Coding } from './payloads.js';

/** What the desktops of a load do. */
export type LoadKind =
  /** Calls on resources that are all different. */
  | 'calls'
  /** One safe request, again and again. */
  | 'safe'
  /** Visits of `callsOfAVisit` different calls, each visit with a cookie of its own. */
  | 'visits'
  /** A message on a websocket for each one that comes. */
  | 'websocket';

/** A visit's length: as many calls as the recording that is replayed has. */
export const callsOfAVisit = 100;

/** One stretch of load against one server. */
export interface Load {
  readonly url: string;
  readonly kind: LoadKind;
  readonly coding: Coding;
  readonly connections: number;
  /** Whether websockets agree on permessage-deflate (RFC 7692); by default not. */
  readonly deflate?: boolean;
  /** No two loads of a run have the same: cookies and resources are named after it. */
  readonly name: string;
  /** Requests of one connection, after which it ends. */
  readonly requests?: number;
  /** Seconds, after which no request begins. */
  readonly seconds?: number;
  /** Requests a second over all connections; as many as are answered, if not given. */
  readonly rate?: number;
  /** Seconds that it may take, if `seconds` does not say. */
  readonly patience?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds from sending a request to the last byte of its answer; sorted. */
  readonly latencies: readonly number[];
  /** Milliseconds: the longest time in which no answer became whole on any connection. */
  readonly longestGap: number;
}
