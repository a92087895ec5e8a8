import type { Database } from 'better-sqlite3';
import { instant, integer, integerOrNull, oneOf, text, textOrNull } from './columns.js';
import type { MessageRow, RequestRow } from './exchange.js';
import { inPages } from './in-pages.js';
import { DIRECTIONS, KINDS } from './read-rows.js';
import { SESSION } from './views.js';

/** What says whether somebody wants an exchange: whose it is, when it was, and what it asked. */
export interface ExchangeMark
  extends Pick<
    RequestRow,
    'id' | 'session' | 'seq' | 'startedAt' | 'kind' | 'method' | 'path' | 'operation'
  > {
  /** Its answer sets a cookie. */
  readonly setsCookie: boolean;
}

/** What says whether somebody wants a message. */
export interface MessageMark
  extends Pick<MessageRow, 'id' | 'exchange' | 'seq' | 'at' | 'direction' | 'channel'> {
  readonly session: number | null;
  /** It is a notification, and no re-send of one. */
  readonly notifies: boolean;
  /** It may be a reply of the server that says no. */
  readonly refuses: boolean;
  /** It passed on a websocket. */
  readonly onWebsocket: boolean;
  /** When its exchange began, milliseconds since the epoch. */
  readonly begunAt: number;
}

/** Rows that are read at a time. */
const PAGE = 512;

/** All exchanges by id, without headers and bodies. Other rows can be read meanwhile. */
export function* exchangeMarks(database: Database): Generator<ExchangeMark> {
  for (const row of inPages(database.prepare(EXCHANGES), 'id', PAGE)) {
    yield {
      id: integer(row, 'id'),
      session: integerOrNull(row, 'session'),
      seq: integer(row, 'seq'),
      startedAt: instant(row, 'started_at'),
      kind: oneOf(row, 'kind', KINDS),
      method: text(row, 'method'),
      path: text(row, 'path'),
      operation: textOrNull(row, 'operation'),
      setsCookie: integer(row, 'sets_cookie') !== 0,
    };
  }
}

const EXCHANGES = `
  SELECT request.id AS id, ${SESSION} AS session, request.seq AS seq, started_at, kind, method, path,
    operation, coalesce(response.headers LIKE '%"set-cookie"%', 0) AS sets_cookie
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  WHERE request.id > ? ORDER BY request.id LIMIT ${PAGE}`;

/** All messages whose exchange is there, by id, without their texts. Other rows can be read meanwhile. */
export function* messageMarks(database: Database): Generator<MessageMark> {
  for (const row of inPages(database.prepare(MESSAGES), 'id', PAGE)) {
    yield {
      id: integer(row, 'id'),
      exchange: integer(row, 'exchange'),
      session: integerOrNull(row, 'session'),
      seq: integer(row, 'seq'),
      at: instant(row, 'received_at'),
      direction: oneOf(row, 'direction', DIRECTIONS),
      channel: textOrNull(row, 'channel'),
      notifies: integer(row, 'notifies') !== 0,
      refuses: integer(row, 'refuses') !== 0,
      onWebsocket: oneOf(row, 'kind', KINDS) === 'websocket',
      begunAt: instant(row, 'started_at'),
    };
  }
}

const MESSAGES = `
  SELECT message.id AS id, message.exchange AS exchange, ${SESSION} AS session, message.seq AS seq,
    received_at, direction, channel, notification.message IS NOT NULL AS notifies,
    direction = 'to-desktop' AND text LIKE '%"successful"%false%' AS refuses, kind, started_at
  FROM message
  JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  LEFT JOIN notification ON notification.message = message.id
  WHERE message.id > ? ORDER BY message.id LIMIT ${PAGE}`;
