import type { Database } from 'better-sqlite3';
import { bodyStore } from './body-store.js';
import { checksum } from './checksum.js';
import type { Gap, Link, MessageRow, RequestRow, ResponseRow } from './exchange.js';

/** Puts rows into the tables, one prepared statement each; to be called within a transaction. */
export interface InsertRows {
  request(row: RequestRow): void;
  response(row: ResponseRow): void;
  message(row: MessageRow): void;
  session(id: number, startedAt: number): void;
  assign(exchange: number, session: number): void;
  user(session: number, user: string): void;
  link(link: Link): void;
  gap(gap: Gap): void;
  fact(name: string, value: string): void;
  /** To be told when a transaction was rolled back. */
  rolledBack(): void;
  /** The highest id of a body so far. */
  lastBody(): number;
}

/** @param lastBody bodies have ids above this one */
export function insertRows(database: Database, lastBody = 0): InsertRows {
  const bodies = bodyStore(database, lastBody);
  const into = (table: string, columns: string, verb = 'INSERT'): ((...row: unknown[]) => void) => {
    const places = columns.replace(/\w+/g, '?');
    const insert = database.prepare(`${verb} INTO ${table} (${columns}) VALUES (${places})`);
    return (...row) => void insert.run(...row);
  };

  const request = into(
    'request',
    'id, session, connection, seq, started_at, kind, method, path, http_version, operation, reference_id, body, headers, trailers, redacted',
  );
  const response = into(
    'response',
    'exchange, seq, ended_at, status, reason, http_version, outcome, reference_id, body, headers, trailers, redacted',
  );
  const message = into(
    'message',
    'id, exchange, seq, received_at, direction, channel, client_id, redacted, checksum, text',
  );
  const notification = into(
    'notification',
    'message, message_type, notification_type, reference_id, data',
  );
  const session = into('session', 'id, started_at', 'INSERT OR IGNORE');
  const user = into('session_user', 'session, user', 'INSERT OR REPLACE');
  const assign = into('request_session', 'exchange, session', 'INSERT OR REPLACE');
  const link = into('link', 'notification, call, rule, evidence, copy', 'INSERT OR IGNORE');
  const gap = into('gap', 'started_at, ended_at, reason');
  const fact = into('fact', 'name, value');

  return {
    request(row) {
      const { id, seq, startedAt, kind, method, path, httpVersion, operation, reference } = row;
      const body = bodies.put(row.body);
      const { headers, trailers, redacted } = asJson(row);
      request(
        id,
        row.session,
        row.connection,
        seq,
        startedAt,
        kind,
        method,
        path,
        httpVersion,
        operation,
        reference,
        body,
        headers,
        trailers,
        redacted,
      );
    },
    response(row) {
      const { exchange, seq, endedAt, status, reason, httpVersion, outcome, reference } = row;
      const body = bodies.put(row.body);
      const { headers, trailers, redacted } = asJson(row);
      response(
        exchange,
        seq,
        endedAt,
        status,
        reason,
        httpVersion,
        outcome,
        reference,
        body,
        headers,
        trailers,
        redacted,
      );
    },
    message(row) {
      const { id, exchange, seq, at, direction, channel, clientId } = row;
      const redacted = listJson(row.redacted);
      const text = wellFormed(row.text);
      const data = wellFormed(row.notification?.data ?? null);
      const sum = checksum(text, data);
      message(id, exchange, seq, at, direction, channel, clientId, redacted, sum, text);
      if (row.notification === null) return;
      const { messageType, notificationType, referenceId } = row.notification;
      notification(id, messageType, notificationType, referenceId, data);
    },
    session,
    user,
    assign,
    link(row) {
      link(row.notification, row.call, row.rule, JSON.stringify(row.evidence), row.copy ? 1 : 0);
    },
    gap({ from, to, reason }) {
      gap(from, to, reason);
    },
    fact,
    rolledBack() {
      bodies.forget();
    },
    lastBody: () => bodies.last(),
  };
}

interface Lists {
  readonly headers: string | null;
  readonly trailers: string;
  readonly redacted: string;
}

function asJson({ headers, trailers, redacted }: RequestRow | ResponseRow): Lists {
  return {
    headers: headers === null ? null : JSON.stringify(headers),
    trailers: listJson(trailers),
    redacted: listJson(redacted),
  };
}

function listJson(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

/**
 * A half of a surrogate pair can't be written in UTF-8; what came over the wire never has one, but
 * it would come back as something else, and the checksum would not fit.
 */
function wellFormed<T extends string | null>(text: T): T {
  return (text?.replace(/\p{Surrogate}/gu, '\ufffd') ?? null) as T;
}
