import type { Database } from 'better-sqlite3';
import type { Row } from './columns.js';

/**
 * Fetches one row at a time, by the only parameter of a query; null if there is none. The rows are asked
 * for as lists and named here, for better-sqlite3 takes twice as long to make objects.
 */
export function rowById(database: Database, sql: string): (id: number) => Row | null {
  const statement = database.prepare(sql).raw();
  const names = statement.columns().map(({ name }) => name);
  return (id) => {
    const values = statement.get(id) as unknown[] | undefined;
    if (values === undefined) return null;
    const row: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at += 1) row[names[at] as string] = values[at];
    return row;
  };
}
