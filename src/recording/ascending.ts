import type { Database } from 'better-sqlite3';
import { ColumnError, integer, type Row } from './columns.js';

/**
 * The rows of a query that gives them by a column `id`. A hostile file can name one page a thousand
 * times, and such a table would never end: here it ends with the first id that does not rise.
 */
export function* ascending(database: Database, sql: string, ...values: number[]): Generator<Row> {
  let last = Number.NEGATIVE_INFINITY;
  for (const row of database.prepare(sql).iterate(...values) as Iterable<Row>) {
    const id = integer(row, 'id');
    if (id <= last) throw new ColumnError('id', 'rising number');
    last = id;
    yield row;
  }
}
