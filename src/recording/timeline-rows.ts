import type { Database } from 'better-sqlite3';
import {
  ColumnError,
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  oneOf,
  type Row,
  text,
  textOrNull,
} from './columns.js';
import type { MessageRow } from './exchange.js';
import { DIRECTIONS, KINDS, OUTCOMES } from './read-rows.js';
import type { RecordedExchange } from './reader.js';
import { SESSION } from './views.js';

/** An exchange as a line among others: without headers and bodies, and the beginning of texts that are very long. */
export interface ExchangeLine
  extends Pick<
    RecordedExchange,
    | 'id'
    | 'session'
    | 'seq'
    | 'startedAt'
    | 'endedAt'
    | 'kind'
    | 'method'
    | 'path'
    | 'operation'
    | 'status'
    | 'outcome'
  > {
  /** JSON text of the reference in its answer, else of the one in its request. */
  readonly reference: string | null;
}

/** A message as a line among others: without its text, and the beginning of others that are very long. */
export interface MessageLine
  extends Pick<
    MessageRow,
    'id' | 'exchange' | 'seq' | 'at' | 'direction' | 'channel' | 'clientId'
  > {
  readonly session: number | null;
  readonly notification: {
    readonly messageType: string | null;
    readonly notificationType: string | null;
    readonly referenceId: string | null;
  } | null;
  /** As it stands in the file. */
  readonly link: { readonly call: number; readonly rule: string; readonly copy: boolean } | null;
}

/** The exchanges with these ids, in no order; those that are not there are left out. */
export function exchangeLines(database: Database, ids: readonly number[]): ExchangeLine[] {
  return rows(database, EXCHANGES, ids).map((row) => ({
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    seq: integer(row, 'seq'),
    startedAt: instant(row, 'started_at'),
    endedAt: instantOrNull(row, 'ended_at'),
    kind: oneOf(row, 'kind', KINDS),
    method: text(row, 'method'),
    path: text(row, 'path'),
    operation: textOrNull(row, 'operation'),
    status: integerOrNull(row, 'status'),
    outcome: row.outcome === null ? 'open' : oneOf(row, 'outcome', OUTCOMES),
    reference: textOrNull(row, 'reference'),
  }));
}

/** Bytes of a text that is told whole, and characters that a line has of a longer one; the row itself has all of it. */
const WHOLE = 8_000;
const CUT = 2_000;

/** Not `substr` alone: it ends at a NUL. */
const short = (column: string): string =>
  `CASE WHEN octet_length(${column}) > ${WHOLE} THEN substr(${column}, 1, ${CUT}) ELSE ${column} END`;

const EXCHANGES = `
  SELECT request.id AS id, ${SESSION} AS session, request.seq AS seq, started_at, ended_at, kind,
    ${short('method')} AS method, ${short('path')} AS path, ${short('operation')} AS operation,
    status, outcome,
    ${short('coalesce(response.reference_id, request.reference_id)')} AS reference
  FROM (SELECT value FROM json_each(?)) AS wanted
  CROSS JOIN request ON request.id = wanted.value
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id`;

/** The messages with these ids, in no order; those that are not there are left out. */
export function messageLines(database: Database, ids: readonly number[]): MessageLine[] {
  return rows(database, MESSAGES, ids).map((row) => ({
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    exchange: integer(row, 'exchange'),
    seq: integer(row, 'seq'),
    at: instant(row, 'received_at'),
    direction: oneOf(row, 'direction', DIRECTIONS),
    channel: textOrNull(row, 'channel'),
    clientId: textOrNull(row, 'client_id'),
    notification:
      row.notification === null
        ? null
        : {
            messageType: textOrNull(row, 'message_type'),
            notificationType: textOrNull(row, 'notification_type'),
            referenceId: textOrNull(row, 'reference_id'),
          },
    link:
      row.call === null
        ? null
        : {
            call: integer(row, 'call'),
            rule: text(row, 'rule'),
            copy: integer(row, 'copy') !== 0,
          },
  }));
}

const MESSAGES = `
  SELECT message.id AS id, ${SESSION} AS session, message.exchange AS exchange, message.seq AS seq,
    received_at, direction, ${short('channel')} AS channel, ${short('client_id')} AS client_id,
    notification.message AS notification, ${short('message_type')} AS message_type,
    ${short('notification_type')} AS notification_type,
    ${short('notification.reference_id')} AS reference_id, call, ${short('rule')} AS rule, copy
  FROM (SELECT value FROM json_each(?)) AS wanted
  CROSS JOIN message ON message.id = wanted.value
  LEFT JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  LEFT JOIN notification ON notification.message = message.id
  LEFT JOIN link ON link.notification = message.id`;

/** No more rows than ids: in a hostile file a key can find many. */
function rows(database: Database, sql: string, ids: readonly number[]): Row[] {
  const found = database
    .prepare(`${sql} LIMIT ${ids.length + 1}`)
    .all(JSON.stringify(ids)) as Row[];
  if (found.length > ids.length) throw new ColumnError('id', 'one row each');
  return found;
}
