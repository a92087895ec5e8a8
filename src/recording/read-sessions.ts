import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { ColumnError, instant, integer, integerOrNull, type Row, textOrNull } from './columns.js';
import type { RecordedSession } from './reader.js';
import { SESSION, TRANSPORT } from './views.js';

/** All sessions, by id: what the view `sessions` shows, found out from the tables alone. */
export function readSessions(database: Database): readonly RecordedSession[] {
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

  for (const row of groups(database, EXCHANGES)) {
    const session = integerOrNull(row, 'session');
    if (session === null) continue;
    lasted(session, instant(row, 'until'));
    used(session, row);
  }
  for (const row of groups(database, MESSAGES)) {
    const session = integerOrNull(row, 'session');
    if (session === null) continue;
    lasted(session, instant(row, 'until'));
    // A websocket is used long after it was opened.
    if (row.direction === 'to-server') used(session, row);
  }
  return Array.from(ascending(database, SESSIONS), (row) => {
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

/** All sessions with their users, by id. */
export function readUsers(database: Database): readonly Pick<RecordedSession, 'id' | 'user'>[] {
  return Array.from(ascending(database, SESSIONS), (row) => ({
    id: integer(row, 'id'),
    user: textOrNull(row, 'user'),
  }));
}

/**
 * SQLite itself goes through the rows and gives a few groups: a hundred times as fast as to look at each
 * row here. `ascending` can't watch over that, so the query ends after as many rows as the file has room for.
 */
function groups(database: Database, sql: string): readonly Row[] {
  const size = (pragma: string): number => Number(database.pragma(pragma, { simple: true }));
  const mostRows = Math.ceil((size('page_count') * size('page_size')) / SMALLEST_ROW);
  const found = database.prepare(sql).all(mostRows) as Row[];
  const rows = found.reduce((sum, row) => sum + integer(row, 'rows'), 0);
  if (rows >= mostRows) throw new ColumnError('id', 'rising number');
  return found;
}

/** Bytes: no row of a request or a message is as short. */
const SMALLEST_ROW = 16;

const EXCHANGES = `
  SELECT session, transport, max(seq) AS seq, max(until) AS until, count(*) AS rows
  FROM (
    SELECT ${SESSION} AS session, ${TRANSPORT} AS transport, request.seq AS seq,
      coalesce(ended_at, started_at) AS until
    FROM request
    LEFT JOIN request_session AS later ON later.exchange = request.id
    LEFT JOIN response ON response.exchange = request.id
    LIMIT ?
  )
  GROUP BY session, transport`;

const MESSAGES = `
  SELECT session, transport, direction, max(seq) AS seq, max(until) AS until, count(*) AS rows
  FROM (
    SELECT ${SESSION} AS session, ${TRANSPORT} AS transport, direction, message.seq AS seq,
      received_at AS until
    FROM message
    LEFT JOIN request ON request.id = message.exchange
    LEFT JOIN response ON response.exchange = message.exchange
    LEFT JOIN request_session AS later ON later.exchange = message.exchange
    LIMIT ?
  )
  GROUP BY session, transport, direction`;

const SESSIONS = `
  SELECT id, user, started_at
  FROM session
  LEFT JOIN session_user ON session_user.session = session.id
  ORDER BY id`;
