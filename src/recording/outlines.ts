import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { integer, integerOrNull, oneOf, text, textOrNull } from './columns.js';
import { KINDS } from './read-rows.js';
import type { ExchangeOutline, MessageOutline } from './reader.js';
import { SESSION } from './views.js';

/** What can be told of every exchange without its bodies, by id. */
export function* exchangeOutlines(database: Database): Generator<ExchangeOutline> {
  for (const row of ascending(database, EXCHANGES)) {
    yield {
      id: integer(row, 'id'),
      session: integerOrNull(row, 'session'),
      seq: integer(row, 'seq'),
      kind: oneOf(row, 'kind', KINDS),
      method: text(row, 'method'),
      path: text(row, 'path'),
      operation: textOrNull(row, 'operation'),
      status: integerOrNull(row, 'status'),
      requestHeaders: text(row, 'request_headers'),
      responseHeaders: textOrNull(row, 'response_headers'),
    };
  }
}

const EXCHANGES = `
  SELECT request.id AS id, ${SESSION} AS session, request.seq AS seq, kind, method, path, operation,
    status, request.headers AS request_headers, response.headers AS response_headers
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  ORDER BY request.id`;

/** Where every message belongs, by id. */
export function* messageOutlines(database: Database): Generator<MessageOutline> {
  for (const row of ascending(database, MESSAGES)) {
    yield {
      id: integer(row, 'id'),
      session: integerOrNull(row, 'session'),
      seq: integer(row, 'seq'),
      refuses: integer(row, 'refuses') !== 0,
    };
  }
}

const MESSAGES = `
  SELECT message.id AS id, ${SESSION} AS session, message.seq AS seq,
    direction = 'to-desktop' AND text LIKE '%"successful"%false%' AS refuses
  FROM message
  LEFT JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  ORDER BY message.id`;
