import type { Database } from 'better-sqlite3';
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
} from './columns.js';
import type { Body, Gap, Link, MessageRow, RequestRow, ResponseRow } from './exchange.js';
import { inPages } from './in-pages.js';
import { BODY, bodyOf, gapOf, linkOf, MESSAGE, messageOf } from './read-rows.js';

/**
 * What the tables of a recording hold, row by row as it was written, to be copied. Tables are read in
 * pages, so other rows can be read, and written, meanwhile.
 */
export interface TableRows {
  facts(): Iterable<{ readonly name: string; readonly value: string }>;
  sessions(): Iterable<{ readonly id: number; readonly startedAt: number }>;
  users(): Iterable<{ readonly session: number; readonly user: string }>;
  /** Exchanges whose session became known later. */
  assigned(): Iterable<{ readonly exchange: number; readonly session: number }>;
  /** Of all requests and all answers, without what they brought. */
  heads(): Iterable<Pick<RequestRow | ResponseRow, 'headers' | 'trailers' | 'redacted'>>;
  requests(): Iterable<RequestRow>;
  responses(): Iterable<ResponseRow>;
  messages(): Iterable<MessageRow>;
  links(): Iterable<Link>;
  gaps(): Iterable<Gap>;
  request(id: number): RequestRow | null;
  /** The answer of that exchange. */
  response(exchange: number): ResponseRow | null;
  message(id: number): MessageRow | null;
}

/** Rows that are read at a time, without their bodies. */
const PAGE = 128;

const KINDS = ['call', 'safe', 'bayeux', 'websocket'] as const;
const OUTCOMES = ['complete', 'cut-by-server', 'cut-by-desktop', 'unreachable'] as const;

export function tableRows(database: Database): TableRows {
  const bodyById = database.prepare(BODY);
  const requestById = database.prepare('SELECT * FROM request WHERE id = ?');
  const responseById = database.prepare('SELECT * FROM response WHERE exchange = ?');
  const messageById = database.prepare(MESSAGE);

  /** The rows of a table by its key. */
  function* paged<T>(
    table: string,
    key: string,
    made: (row: Row) => T,
    columns = '*',
  ): Generator<T> {
    const page = database.prepare(
      `SELECT ${columns} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${PAGE}`,
    );
    for (const row of inPages(page, key, PAGE)) yield made(row);
  }

  function bodyAt(row: Row): Body | null {
    const id = integerOrNull(row, 'body');
    if (id === null) return null;
    const body = bodyById.get(id) as Row | undefined;
    if (body === undefined) throw new ColumnError('body', `row ${id}`);
    return bodyOf(body);
  }

  const headOf = (row: Row) => ({
    headers: row.headers === null ? null : headers(row, 'headers'),
    trailers: headers(row, 'trailers'),
    redacted: strings(row, 'redacted'),
  });

  const requestOf = (row: Row): RequestRow => ({
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    connection: integer(row, 'connection'),
    seq: integer(row, 'seq'),
    startedAt: instant(row, 'started_at'),
    method: text(row, 'method'),
    path: text(row, 'path'),
    httpVersion: text(row, 'http_version'),
    headers: headers(row, 'headers'),
    trailers: headers(row, 'trailers'),
    body: bodyAt(row),
    kind: oneOf(row, 'kind', KINDS),
    operation: textOrNull(row, 'operation'),
    reference: textOrNull(row, 'reference_id'),
    redacted: strings(row, 'redacted'),
  });

  const responseOf = (row: Row): ResponseRow => ({
    exchange: integer(row, 'exchange'),
    seq: integer(row, 'seq'),
    endedAt: instant(row, 'ended_at'),
    status: integerOrNull(row, 'status'),
    reason: textOrNull(row, 'reason'),
    httpVersion: textOrNull(row, 'http_version'),
    outcome: oneOf(row, 'outcome', OUTCOMES),
    headers: row.headers === null ? null : headers(row, 'headers'),
    trailers: headers(row, 'trailers'),
    body: bodyAt(row),
    reference: textOrNull(row, 'reference_id'),
    redacted: strings(row, 'redacted'),
  });

  const message = (id: number): MessageRow | null => {
    const row = messageById.get(id) as Row | undefined;
    return row === undefined ? null : messageOf(row);
  };

  const found = <T>(row: unknown, made: (row: Row) => T): T | null =>
    row === undefined ? null : made(row as Row);

  return {
    facts: () =>
      paged('fact', 'id', (row) => ({ name: text(row, 'name'), value: text(row, 'value') })),
    sessions: () =>
      paged('session', 'id', (row) => ({
        id: integer(row, 'id'),
        startedAt: instant(row, 'started_at'),
      })),
    users: () =>
      paged('session_user', 'session', (row) => ({
        session: integer(row, 'session'),
        user: text(row, 'user'),
      })),
    assigned: () =>
      paged('request_session', 'exchange', (row) => ({
        exchange: integer(row, 'exchange'),
        session: integer(row, 'session'),
      })),
    *heads() {
      yield* paged('request', 'id', headOf);
      yield* paged('response', 'exchange', headOf);
    },
    requests: () => paged('request', 'id', requestOf),
    responses: () => paged('response', 'exchange', responseOf),
    *messages() {
      for (const id of paged('message', 'id', (row) => integer(row, 'id'), 'id')) {
        const row = message(id);
        if (row !== null) yield row;
      }
    },
    links: () => paged('link', 'notification', linkOf),
    gaps: () => paged('gap', 'id', gapOf),
    request: (id) => found(requestById.get(id), requestOf),
    response: (exchange) => found(responseById.get(exchange), responseOf),
    message,
  };
}
