import type { Row } from './row.js';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A body to look at. */
export interface BodyDetail {
  /** Decoded, if it is valid UTF-8; at most `MOST_TEXT` characters. */
  readonly text: string | null;
  /** Else its bytes, as many; both null if it was not stored. */
  readonly base64: string | null;
  /** Whether there is more than stands here; `/api/recordings/N/exchanges/ID/{request,response}` gives all. */
  readonly cut: boolean;
  /** Bytes as it came. */
  readonly length: number;
  /** `Content-Encoding`, null if it came without. */
  readonly encoding: string | null;
  /** Why it was not stored, else null. */
  readonly omitted: string | null;
  /** Keyed hash of one that was not stored. */
  readonly digest: string | null;
}

/** A link call → notification, with why. */
export interface LinkDetail {
  readonly rule: string;
  /** JSON text. */
  readonly evidence: string;
  readonly copy: boolean;
}

/** A notification with the link that led to it. */
export interface LinkedRow {
  readonly row: Row;
  readonly link: LinkDetail;
}

/** An exchange whole, `GET /api/recordings/N/exchanges/ID`. */
export interface ExchangeDetail {
  readonly row: Row;
  readonly user: string | null;
  readonly connection: number | null;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList | null;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  readonly requestBody: BodyDetail | null;
  readonly responseBody: BodyDetail | null;
  readonly reason: string | null;
  /** Where something was redacted, as `docs/redaction.md` tells them places. */
  readonly requestRedacted: readonly string[];
  readonly responseRedacted: readonly string[];
  /** Of a call: what answered it, copies included, by `seq`. */
  readonly notifications: readonly LinkedRow[];
  /** Of a call that nothing answered: why, in a sentence. */
  readonly unanswered: string | null;
  /** Bayeux messages that it carried, both ways, at most `MOST_MESSAGES`. */
  readonly messages: readonly Row[];
  /** What a stand-in says of it: the answer of a miss (JSON text, `docs/contract.md`), else null. */
  readonly miss: string | null;
  /** Origin of the recorded server, for a command that asks again; null if nobody knows. */
  readonly target: string | null;
}

/** A Bayeux message whole, `GET /api/recordings/N/messages/ID`. */
export interface MessageDetail {
  readonly row: Row;
  readonly user: string | null;
  /** Original text of the whole message; at most `MOST_TEXT` characters. */
  readonly text: string;
  readonly cut: boolean;
  readonly redacted: readonly string[];
  /** Of a notification: the call that it answers. */
  readonly call: Row | null;
  readonly link: LinkDetail | null;
  /** Of a notification without a call: why, in a sentence. */
  readonly unsolicited: string | null;
  /** Other deliveries of the same: copies at other desktops and tabs, and the first one. */
  readonly siblings: readonly LinkedRow[];
  /** Its exchange. */
  readonly carrier: Row | null;
}

/** Which rows have a text anywhere: path, headers, bodies, message. `GET /api/recordings/N/text?q=TEXT`. */
export interface TextFound {
  readonly keys: readonly string[];
  /** Whether there may be more than were looked for. */
  readonly more: boolean;
}

export const MOST_TEXT = 1024 * 1024;
export const MOST_MESSAGES = 1_000;
