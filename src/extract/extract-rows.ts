import type { Database } from 'better-sqlite3';
import {
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  oneOf,
  type Row,
  text,
  textOrNull,
} from '../recording/columns.js';
import { KINDS } from '../recording/read-rows.js';
import { rowById } from '../recording/row-by-id.js';
import { SESSION } from '../recording/views.js';

/** What decides whether an exchange is extracted. */
export interface ExchangeTraits {
  readonly id: number;
  readonly session: number | null;
  readonly seq: number;
  readonly startedAt: number;
  /** Null if it has no answer. */
  readonly endedAt: number | null;
  readonly kind: (typeof KINDS)[number];
  readonly operation: string | null;
}

/** What decides whether a message is extracted. */
export interface MessageTraits {
  readonly id: number;
  readonly exchange: number;
  readonly session: number | null;
  readonly seq: number;
  readonly at: number;
  readonly isToServer: boolean;
  readonly channel: string | null;
  readonly isNotification: boolean;
  /** The call that it answers; null if none. */
  readonly call: number | null;
  /** Whether it came over a websocket. */
  readonly isFrame: boolean;
}

/** Reads what decides of one row; null if there is none. */
export interface Traits {
  exchange(id: number): ExchangeTraits | null;
  message(id: number): MessageTraits | null;
}

export function traitsIn(database: Database): Traits {
  const exchangeById = rowById(database, EXCHANGE);
  const messageById = rowById(database, MESSAGE);
  return {
    exchange(id) {
      const row = exchangeById(id);
      return row === null ? null : exchangeOf(row);
    },
    message(id) {
      const row = messageById(id);
      return row === null ? null : messageOf(row);
    },
  };
}

function exchangeOf(row: Row): ExchangeTraits {
  return {
    id: integer(row, 'id'),
    session: integerOrNull(row, 'session'),
    seq: integer(row, 'seq'),
    startedAt: instant(row, 'started_at'),
    endedAt: instantOrNull(row, 'ended_at'),
    kind: oneOf(row, 'kind', KINDS),
    operation: textOrNull(row, 'operation'),
  };
}

function messageOf(row: Row): MessageTraits {
  return {
    id: integer(row, 'id'),
    exchange: integer(row, 'exchange'),
    session: integerOrNull(row, 'session'),
    seq: integer(row, 'seq'),
    at: instant(row, 'received_at'),
    isToServer: text(row, 'direction') === 'to-server',
    channel: textOrNull(row, 'channel'),
    isNotification: row.notification !== null,
    call: integerOrNull(row, 'call'),
    isFrame: row.kind === 'websocket',
  };
}

const EXCHANGE = `
  SELECT request.id AS id, ${SESSION} AS session, request.seq AS seq, started_at, ended_at, kind, operation
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  WHERE request.id = ?`;

const MESSAGE = `
  SELECT message.id AS id, message.exchange AS exchange, ${SESSION} AS session, message.seq AS seq,
    received_at, direction, channel, notification.message AS notification, call, kind
  FROM message
  LEFT JOIN request ON request.id = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  LEFT JOIN notification ON notification.message = message.id
  LEFT JOIN link ON link.notification = message.id
  WHERE message.id = ?`;
