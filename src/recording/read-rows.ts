import { checksum } from './checksum.js';
import {
  bytesOrNull,
  ColumnError,
  headers,
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  jsonObject,
  oneOf,
  type Row,
  strings,
  text,
  textOrNull,
} from './columns.js';
import type { Body, Gap, Headers, Link, NotificationFacts, Outcome } from './exchange.js';
import type { RecordedExchange, RecordedMessage } from './reader.js';

export const KINDS = ['call', 'safe', 'bayeux', 'websocket'] as const;
export const OUTCOMES = ['complete', 'cut-by-server', 'cut-by-desktop', 'unreachable'] as const;
export const DIRECTIONS = ['to-server', 'to-desktop'] as const;
export const OMITTED = ['unknown-encoding', 'broken-encoding', 'too-large', 'absent'] as const;

/**
 * An exchange from a row of `EXCHANGE`. All have the same two getters: with getters of its own each takes V8 eight times the
 * memory, and there may be a hundred thousand of them.
 */
export class ExchangeRow implements RecordedExchange {
  readonly id: number;
  readonly session: number | null;
  readonly connection: number;
  readonly seq: number;
  readonly responseSeq: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly kind: (typeof KINDS)[number];
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
  declare readonly requestBody: Body | null;
  declare readonly responseBody: Body | null;
  readonly #requestBody: number | null;
  readonly #responseBody: number | null;
  readonly #bodyAt: (id: number) => Body;

  /** @param bodyAt fetches a body by its id, each time it is asked for */
  constructor(row: Row, bodyAt: (id: number) => Body) {
    this.#requestBody = integerOrNull(row, 'request_body');
    this.#responseBody = integerOrNull(row, 'response_body');
    this.#bodyAt = bodyAt;
    const isOpen = row.outcome === null;
    this.id = integer(row, 'id');
    this.session = integerOrNull(row, 'session');
    this.connection = integer(row, 'connection');
    this.seq = integer(row, 'seq');
    this.responseSeq = integerOrNull(row, 'response_seq');
    this.startedAt = instant(row, 'started_at');
    this.endedAt = instantOrNull(row, 'ended_at');
    this.kind = oneOf(row, 'kind', KINDS);
    this.method = text(row, 'method');
    this.path = text(row, 'path');
    this.operation = textOrNull(row, 'operation');
    this.requestReference = textOrNull(row, 'request_reference');
    this.responseReference = textOrNull(row, 'response_reference');
    this.status = integerOrNull(row, 'status');
    this.reason = textOrNull(row, 'reason');
    this.outcome = isOpen ? 'open' : oneOf(row, 'outcome', OUTCOMES);
    this.requestHeaders = headers(row, 'request_headers');
    this.responseHeaders = row.response_headers === null ? null : headers(row, 'response_headers');
    this.requestTrailers = headers(row, 'request_trailers');
    this.responseTrailers = isOpen ? [] : headers(row, 'response_trailers');
    this.requestRedacted = strings(row, 'request_redacted');
    this.responseRedacted = isOpen ? [] : strings(row, 'response_redacted');
    Object.defineProperties(this, ExchangeRow.#bodies);
  }

  /** Members of its own, so that a copy has the bodies as well. */
  static readonly #bodies = {
    requestBody: {
      enumerable: true,
      get(this: ExchangeRow): Body | null {
        return this.#requestBody === null ? null : this.#bodyAt(this.#requestBody);
      },
    },
    responseBody: {
      enumerable: true,
      get(this: ExchangeRow): Body | null {
        return this.#responseBody === null ? null : this.#bodyAt(this.#responseBody);
      },
    },
  };
}

export const EXCHANGE = `
  SELECT request.id, coalesce(later.session, request.session) AS session, connection,
    request.seq, response.seq AS response_seq, started_at, ended_at, kind, method, path, operation,
    request.reference_id AS request_reference, response.reference_id AS response_reference,
    status, reason, outcome,
    request.headers AS request_headers, response.headers AS response_headers,
    request.trailers AS request_trailers, response.trailers AS response_trailers,
    request.redacted AS request_redacted, response.redacted AS response_redacted,
    request.body AS request_body, response.body AS response_body
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  WHERE request.id = ?`;

export function bodyOf(row: Row): Body {
  const content = bytesOrNull(row, 'content');
  const encoded = bytesOrNull(row, 'encoded');
  if (row.checksum !== checksum(content, encoded)) throw new ColumnError('content', 'whole body');
  return {
    content,
    encoded,
    encoding: textOrNull(row, 'encoding'),
    length: integer(row, 'length'),
    digest: textOrNull(row, 'digest'),
    omitted: row.omitted === null ? null : oneOf(row, 'omitted', OMITTED),
  };
}

export const BODY = `
  SELECT content, encoded, encoding, length, digest, omitted, checksum FROM body WHERE id = ?`;

export function messageOf(row: Row): RecordedMessage {
  const message = text(row, 'text');
  if (row.checksum !== checksum(message, textOrNull(row, 'data'))) {
    throw new ColumnError('text', 'whole message');
  }
  return {
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    exchange: integer(row, 'exchange'),
    seq: integer(row, 'seq'),
    at: instant(row, 'received_at'),
    direction: oneOf(row, 'direction', DIRECTIONS),
    channel: textOrNull(row, 'channel'),
    clientId: textOrNull(row, 'client_id'),
    text: message,
    notification: row.notification === null ? null : notificationOf(row),
    redacted: strings(row, 'redacted'),
  };
}

export const MESSAGE = `
  SELECT message.id, coalesce(later.session, request.session) AS session, message.exchange,
    message.seq, received_at, direction, channel, client_id, text, message.redacted, message.checksum,
    notification.message AS notification, message_type, notification_type,
    notification.reference_id, data
  FROM message
  LEFT JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  LEFT JOIN notification ON notification.message = message.id
  WHERE message.id = ?`;

function notificationOf(row: Row): NotificationFacts {
  return {
    messageType: textOrNull(row, 'message_type'),
    notificationType: textOrNull(row, 'notification_type'),
    referenceId: textOrNull(row, 'reference_id'),
    data: textOrNull(row, 'data'),
  };
}

export function linkOf(row: Row): Link {
  return {
    call: integer(row, 'call'),
    notification: integer(row, 'notification'),
    rule: text(row, 'rule'),
    evidence: jsonObject(row, 'evidence'),
    copy: integer(row, 'copy') !== 0,
  };
}

export const LINK = 'SELECT notification AS id, notification, call, rule, evidence, copy FROM link';

export const LINKS = `${LINK} ORDER BY notification`;

/** Of one notification. */
export const LINK_OF = `${LINK} WHERE notification = ?`;

export function gapOf(row: Row): Gap {
  return {
    from: instant(row, 'started_at'),
    to: instant(row, 'ended_at'),
    reason: text(row, 'reason'),
  };
}

export const GAPS = 'SELECT id, started_at, ended_at, reason FROM gap ORDER BY id';
