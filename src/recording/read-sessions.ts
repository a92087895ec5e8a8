import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { instant, integer, integerOrNull, type Row, textOrNull } from './columns.js';
import type { RecordedSession } from './reader.js';
import { SESSION, TRANSPORT } from './views.js';

/** All sessions, by id: what the view `sessions` shows, found out from the tables alone. */
export function readSessions(database: Database): readonly RecordedSession[] {
  const rows = (sql: string): Iterable<Row> => ascending(database, sql);
  const ends = new Map<number, number>();
  const transports = new Map<number, { readonly seq: number; readonly transport: string }>();

  function lasted(session: number, until: number): void {
    ends.set(session, Math.max(until, ends.get(session) ?? until));
  }

  function used(session: number, row: Row): void {
    const transport = textOrNull(row, 'transport');
    const seq = integer(row, 'seq');
    if (transport !== null && seq > (transports.get(session)?.seq ?? -1)) {
      transports.set(session, { seq, transport });
    }
  }

  for (const row of rows(EXCHANGES)) {
    const session = integerOrNull(row, 'session');
    if (session === null) continue;
    lasted(session, instant(row, 'until'));
    used(session, row);
  }
  for (const row of rows(MESSAGES)) {
    const session = integerOrNull(row, 'session');
    if (session === null) continue;
    lasted(session, instant(row, 'received_at'));
    // A websocket is used long after it was opened.
    if (row.direction === 'to-server') used(session, row);
  }
  return Array.from(rows(SESSIONS), (row) => {
    const id = integer(row, 'id');
    const startedAt = instant(row, 'started_at');
    return {
      id,
      user: textOrNull(row, 'user'),
      transport: transports.get(id)?.transport ?? null,
      startedAt,
      endedAt: Math.max(startedAt, ends.get(id) ?? startedAt),
    };
  });
}

const EXCHANGES = `
  SELECT request.id, request.seq, ${SESSION} AS session, ${TRANSPORT} AS transport,
    coalesce(ended_at, started_at) AS until
  FROM request
  LEFT JOIN request_session AS later ON later.exchange = request.id
  LEFT JOIN response ON response.exchange = request.id
  ORDER BY request.id`;

const MESSAGES = `
  SELECT message.id, message.seq, ${SESSION} AS session, received_at, direction,
    ${TRANSPORT} AS transport
  FROM message
  LEFT JOIN request ON request.id = message.exchange
  LEFT JOIN response ON response.exchange = message.exchange
  LEFT JOIN request_session AS later ON later.exchange = message.exchange
  ORDER BY message.id`;

const SESSIONS = `
  SELECT id, user, started_at
  FROM session
  LEFT JOIN session_user ON session_user.session = session.id
  ORDER BY id`;
