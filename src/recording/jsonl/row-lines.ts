import type { Database } from 'better-sqlite3';
import { tryParseJson } from '../../json/parse-json.js';
import { checksum } from '../checksum.js';
import {
  ColumnError,
  headers,
  instant,
  integer,
  integerOrNull,
  oneOf,
  type Row,
  strings,
  text,
  textOrNull,
} from '../columns.js';
import { DIRECTIONS, KINDS, OUTCOMES } from '../read-rows.js';
import type { BodyLines } from './body-lines.js';
import { contentJson } from './content-json.js';
import { eventLine, listJson, numberJson, objectJson, stringJson } from './event-line.js';
import { exactRow, must } from './exact-row.js';
import { dataIn } from './notification-data.js';
import { timeJson } from './time-text.js';

/** The lines of one row, the last of them its own. */
type Lines = (id: number) => Iterable<string>;

export function requestLines(database: Database, bodies: BodyLines): Lines {
  const rowAt = exactRow(database, 'request', 'id', [
    ...['session', 'connection', 'seq', 'started_at', 'kind', 'method', 'path', 'http_version'],
    ...['operation', 'reference_id', 'body', 'headers', 'trailers', 'redacted'],
  ]);
  const laterAt = exactRow(database, 'request_session', 'exchange', ['session']);
  return function* (id) {
    const row = must(rowAt(id));
    const later = laterAt(id);
    const body = bodies.of(row);
    yield* body.before;
    yield eventLine('request', {
      seq: numberJson(integer(row, 'seq')),
      id: String(id),
      at: timeJson(instant(row, 'started_at')),
      connection: numberJson(integer(row, 'connection')),
      session: numberJson(integerOrNull(row, 'session')),
      laterSession: later === null ? null : numberJson(integer(later, 'session')),
      kind: stringJson(oneOf(row, 'kind', KINDS)),
      method: stringJson(text(row, 'method')),
      path: stringJson(text(row, 'path')),
      httpVersion: stringJson(text(row, 'http_version')),
      operation: stringJson(textOrNull(row, 'operation')),
      reference: stringJson(textOrNull(row, 'reference_id')),
      headers: pairsJson(row, 'headers'),
      trailers: listJson(pairsJson(row, 'trailers')),
      redacted: listJson(stringsJson(row, 'redacted')),
      body: body.json,
    });
  };
}

export function responseLines(database: Database, bodies: BodyLines): Lines {
  const rowAt = exactRow(database, 'response', 'exchange', [
    ...['seq', 'ended_at', 'status', 'reason', 'http_version', 'outcome', 'reference_id'],
    ...['body', 'headers', 'trailers', 'redacted'],
  ]);
  return function* (exchange) {
    const row = must(rowAt(exchange));
    const body = bodies.of(row);
    yield* body.before;
    yield eventLine('response', {
      seq: numberJson(integer(row, 'seq')),
      exchange: String(exchange),
      at: timeJson(instant(row, 'ended_at')),
      outcome: stringJson(oneOf(row, 'outcome', OUTCOMES)),
      status: numberJson(integerOrNull(row, 'status')),
      reason: stringJson(textOrNull(row, 'reason')),
      httpVersion: stringJson(textOrNull(row, 'http_version')),
      reference: stringJson(textOrNull(row, 'reference_id')),
      headers: row.headers === null ? null : pairsJson(row, 'headers'),
      trailers: listJson(pairsJson(row, 'trailers')),
      redacted: listJson(stringsJson(row, 'redacted')),
      body: body.json,
    });
  };
}

export function messageLines(database: Database): Lines {
  const rowAt = exactRow(database, 'message', 'id', [
    ...['exchange', 'seq', 'received_at', 'direction', 'channel', 'client_id', 'redacted'],
    ...['checksum', 'text'],
  ]);
  const dataAt = exactRow(database, 'notification', 'message', ['data']);
  const notification = notificationJson(database);
  return function* (id) {
    const row = must(rowAt(id));
    const message = text(row, 'text');
    const data = dataAt(id);
    if (row.checksum !== checksum(message, data === null ? null : textOrNull(data, 'data'))) {
      throw new ColumnError('text', 'whole message');
    }
    const { before, members } = contentJson(Buffer.from(message), message);
    yield* before;
    yield eventLine('message', {
      seq: numberJson(integer(row, 'seq')),
      id: String(id),
      exchange: numberJson(integer(row, 'exchange')),
      at: timeJson(instant(row, 'received_at')),
      direction: stringJson(oneOf(row, 'direction', DIRECTIONS)),
      channel: stringJson(textOrNull(row, 'channel')),
      clientId: stringJson(textOrNull(row, 'client_id')),
      redacted: listJson(stringsJson(row, 'redacted')),
      notification: notification(id, message),
      ...members,
    });
  };
}

/**
 * What is known of a notification, as the value of a member; null if the message is none.
 *
 * @returns its second parameter is the message, whose own `data` need not be said again
 */
export function notificationJson(
  database: Database,
): (id: number, message: string | null) => string | null {
  const rowAt = exactRow(database, 'notification', 'message', [
    ...['message_type', 'notification_type', 'reference_id', 'data'],
  ]);
  return (id, message) => {
    const row = rowAt(id);
    if (row === null) return null;
    const data = textOrNull(row, 'data');
    const isKnown = message !== null && data === dataIn(message);
    return objectJson({
      messageType: stringJson(textOrNull(row, 'message_type')),
      notificationType: stringJson(textOrNull(row, 'notification_type')),
      reference: stringJson(textOrNull(row, 'reference_id')),
      data: isKnown ? null : JSON.stringify(data),
    });
  };
}

/** The line of a notification's link; null if it has none. */
export function linkLine(database: Database): (notification: number) => string | null {
  const rowAt = exactRow(database, 'link', 'notification', ['call', 'rule', 'evidence', 'copy']);
  return (notification) => {
    const row = rowAt(notification);
    if (row === null) return null;
    const copy = integer(row, 'copy');
    if (copy !== 0 && copy !== 1) throw new ColumnError('copy', '0 or 1');
    if (tryParseJson(text(row, 'evidence'))?.kind !== 'object') {
      throw new ColumnError('evidence', 'JSON object');
    }
    return eventLine('link', {
      notification: String(notification),
      call: numberJson(integer(row, 'call')),
      rule: stringJson(text(row, 'rule')),
      copy: copy === 1 ? 'true' : null,
      evidence: inOneLine(row, 'evidence'),
    });
  };
}

function pairsJson(row: Row, column: string): string {
  headers(row, column);
  return inOneLine(row, column);
}

function stringsJson(row: Row, column: string): string {
  strings(row, column);
  return inOneLine(row, column);
}

/** JSON as it stands in the column; we write none that has line breaks, or blanks around it. */
function inOneLine(row: Row, column: string): string {
  const json = text(row, column);
  if (/[\n\r]|^\s|\s$/u.test(json)) throw new ColumnError(column, 'JSON in one line');
  return json;
}
