import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { integer, type Row, textOrNull } from './columns.js';

/** Tables with what becomes known of a row later, by the column that names the row. */
const KEYS = {
  request: 'id',
  response: 'exchange',
  link: 'notification',
  request_session: 'exchange',
} as const;

/** Which of these ids have a row in a table. */
export function idsIn(
  database: Database,
  table: keyof typeof KEYS,
  ids: Iterable<number>,
): readonly number[] {
  const list = [...ids];
  if (list.length === 0) return [];
  const sql = `
    SELECT wanted.value AS id FROM (SELECT value FROM json_each(?)) AS wanted
    WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${table}.${KEYS[table]} = wanted.value)`;
  const found = database.prepare(sql).all(JSON.stringify(list)) as Row[];
  return found.map((row) => integer(row, 'id'));
}

/** Ids of a table after one, in order, at most so many. */
export function idsAfter(
  database: Database,
  table: 'request' | 'message',
  after: number,
  most: number,
): readonly number[] {
  const sql = `SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${most}`;
  return Array.from(ascending(database, sql, after), (row) => integer(row, 'id'));
}

/** A session, as far as its own rows tell. */
export interface SessionLine {
  readonly id: number;
  readonly user: string | null;
  readonly startedAt: number;
}

/** All sessions, by id. */
export function sessionLines(database: Database): readonly SessionLine[] {
  const sql = `
    SELECT id, user, started_at FROM session
    LEFT JOIN session_user ON session_user.session = session.id ORDER BY id`;
  return Array.from(ascending(database, sql), (row) => ({
    id: integer(row, 'id'),
    user: textOrNull(row, 'user'),
    startedAt: Number(row.started_at),
  }));
}
