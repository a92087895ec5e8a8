import type { Headers, Outcome } from '../../recording/exchange.js';
import type { Instant } from '../../time/clock.js';
import type { HarUrl } from '../har-url.js';
import type { HarBody } from './read-bodies.js';

/** An entry of a HAR as an exchange, as far as it was understood. */
export interface HarEntry {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly url: HarUrl;
  readonly isWebsocket: boolean;
  /** What names its connection; null if the file does not say. */
  readonly connection: string | null;
  readonly request: HarRequest;
  /** Null if no answer came. */
  readonly response: HarResponse | null;
  readonly outcome: Outcome;
  /** Headers that HTTP can't say and that were left out. */
  readonly unsayable: number;
  /** Whether a body lies in another file. */
  readonly isElsewhere: boolean;
  /** Only in a HAR of our own. */
  readonly own: OwnOrder | null;
}

export interface HarRequest {
  readonly method: string;
  /** Request target with its query. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly headers: Headers;
  readonly trailers: Headers;
  /** Null if it has none. */
  readonly body: HarBody | null;
  /** Places where something was redacted before the export. */
  readonly redacted: ReadonlySet<string>;
}

export interface HarResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly trailers: Headers;
  readonly body: HarBody | null;
  readonly redacted: ReadonlySet<string>;
}

/** Places in the wire order of the recording that was exported. */
export interface OwnOrder {
  readonly seq: number;
  /** Null if there was no answer. */
  readonly responseSeq: number | null;
}

/** Why an entry is left out. */
export type Unusable = 'no-request' | 'no-http' | 'cached';
