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
import type { Body, Gap, Link, NotificationFacts } from './exchange.js';
import type { RecordedExchange, RecordedMessage } from './reader.js';

export const KINDS = ['call', 'safe', 'bayeux', 'websocket'] as const;
export const OUTCOMES = ['complete', 'cut-by-server', 'cut-by-desktop', 'unreachable'] as const;
export const DIRECTIONS = ['to-server', 'to-desktop'] as const;
export const OMITTED = ['unknown-encoding', 'broken-encoding', 'too-large', 'absent'] as const;

/** An exchange from a row of `EXCHANGE`; `bodyAt` fetches a body by its id, each time it is asked for. */
export function exchangeOf(row: Row, bodyAt: (id: number) => Body): RecordedExchange {
  const requestBody = integerOrNull(row, 'request_body');
  const responseBody = integerOrNull(row, 'response_body');
  const isOpen = row.outcome === null;
  return {
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    connection: integer(row, 'connection'),
    seq: integer(row, 'seq'),
    responseSeq: integerOrNull(row, 'response_seq'),
    startedAt: instant(row, 'started_at'),
    endedAt: instantOrNull(row, 'ended_at'),
    kind: oneOf(row, 'kind', KINDS),
    method: text(row, 'method'),
    path: text(row, 'path'),
    operation: textOrNull(row, 'operation'),
    requestReference: textOrNull(row, 'request_reference'),
    responseReference: textOrNull(row, 'response_reference'),
    status: integerOrNull(row, 'status'),
    reason: textOrNull(row, 'reason'),
    outcome: isOpen ? 'open' : oneOf(row, 'outcome', OUTCOMES),
    requestHeaders: headers(row, 'request_headers'),
    responseHeaders: row.response_headers === null ? null : headers(row, 'response_headers'),
    requestTrailers: headers(row, 'request_trailers'),
    responseTrailers: isOpen ? [] : headers(row, 'response_trailers'),
    requestRedacted: strings(row, 'request_redacted'),
    responseRedacted: isOpen ? [] : strings(row, 'response_redacted'),
    get requestBody(): Body | null {
      return requestBody === null ? null : bodyAt(requestBody);
    },
    get responseBody(): Body | null {
      return responseBody === null ? null : bodyAt(responseBody);
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
