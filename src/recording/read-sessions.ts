import type { Database } from 'better-sqlite3';
import { instant, integer, type Row, textOrNull } from './columns.js';
import type { RecordedSession } from './reader.js';
import { SESSIONS } from './views.js';

/** All sessions, by id. The view's own query, but with times as numbers and on the tables alone. */
export function readSessions(database: Database): readonly RecordedSession[] {
  const rows = database.prepare(SESSIONS).all() as Row[];
  return rows.map((row) => ({
    id: integer(row, 'id'),
    user: textOrNull(row, 'user'),
    transport: textOrNull(row, 'transport'),
    startedAt: instant(row, 'started_at'),
    endedAt: instant(row, 'ended_at'),
  }));
}
