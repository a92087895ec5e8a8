import type { Database } from 'better-sqlite3';
import { integer, type Row } from './columns.js';

/** What a query counts, in a column that is called `count`. */
export function count(database: Database, sql: string): number {
  return integer(database.prepare(sql).get() as Row, 'count');
}
