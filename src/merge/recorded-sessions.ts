import type { Database } from 'better-sqlite3';
import { integerOrNull } from '../recording/columns.js';
import { rowById } from '../recording/row-by-id.js';
import { SESSION } from '../recording/views.js';

/** Tells which session an exchange belongs to in its recording; null if to none, or if its request is not there. */
export function recordedSessions(database: Database): (exchange: number) => number | null {
  const byId = rowById(
    database,
    `SELECT ${SESSION} AS session FROM request
     LEFT JOIN request_session AS later ON later.exchange = request.id
     WHERE request.id = ?`,
  );
  return (exchange) => {
    const row = byId(exchange);
    return row === null ? null : integerOrNull(row, 'session');
  };
}
