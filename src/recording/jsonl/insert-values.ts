import type { Database } from 'better-sqlite3';
import { LineError } from './line-error.js';

/** A row as the tables have it, by column. */
type Values = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Puts a row into a table as it is; the columns are those of the statement's first row. */
export function insertValues(database: Database, table: string): (values: Values) => void {
  let insert: ((values: Values) => unknown) | null = null;
  return (values) => {
    if (insert === null) {
      const names = Object.keys(values);
      const places = names.map((name) => `@${name}`).join(', ');
      const statement = database.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`,
      );
      insert = (row) => statement.run(row);
    }
    try {
      insert(values);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') throw error;
      throw new LineError(`there is such a ${table.replace('_', ' ')} already`);
    }
  };
}

/** Asks whether a table has a row with that key. */
export function exists(database: Database, table: string, key = 'id'): (id: number) => boolean {
  const found = database.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`);
  return (id) => found.get(id) !== undefined;
}
