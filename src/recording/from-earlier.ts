import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { integer } from './columns.js';
import type { Link } from './exchange.js';
import { LINK, linkOf } from './read-rows.js';
import type { EarlierIds } from './series.js';

/** What a file of a series has to say of what stands in earlier ones. */
export interface FromEarlier {
  /** Exchanges that were under way; and those that came late, for they take their numbers when they begin. */
  readonly exchanges: readonly number[];
  /** Links of notifications. */
  readonly links: readonly Link[];
  /** Sessions, by exchange. */
  readonly sessions: ReadonlyMap<number, number>;
  /** Calls that notifications are linked with; it looks at all links. */
  calls(): ReadonlySet<number>;
}

/** @param earlier the highest ids that earlier files have */
export function fromEarlier(database: Database, earlier: EarlierIds): FromEarlier {
  const numbers = (sql: string, most: number): number[] =>
    Array.from(ascending(database, sql, most), (row) => integer(row, 'id'));
  const sessions =
    'SELECT exchange AS id, session FROM request_session WHERE exchange <= ? ORDER BY id';
  return {
    exchanges: numbers('SELECT id FROM request WHERE id <= ? ORDER BY id', earlier.exchanges),
    links: Array.from(
      ascending(
        database,
        `${LINK} WHERE notification <= ? ORDER BY notification`,
        earlier.messages,
      ),
      linkOf,
    ),
    sessions: new Map(
      Array.from(ascending(database, sessions, earlier.exchanges), (row) => [
        integer(row, 'id'),
        integer(row, 'session'),
      ]),
    ),
    calls: () =>
      new Set(
        numbers(
          'SELECT DISTINCT call AS id FROM link WHERE call <= ? ORDER BY id',
          earlier.exchanges,
        ),
      ),
  };
}
