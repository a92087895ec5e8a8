import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openDatabase } from '../../../src/recording/open-database.js';
import { TABLES } from '../../../src/recording/schema.js';

/** Every row of every table, each value with its type in SQLite; a recording that is being written is read through its log. */
export function allRows(file: string): Record<string, string[]> {
  const database = openDatabase(file);
  try {
    return Object.fromEntries(
      Object.keys(TABLES).map((table) => {
        const names = database.pragma(`table_info(${table})`) as { name: string }[];
        const said = names.map(
          ({ name }) => `'${name}', typeof(${name}), quote(${name}), hex(${name})`,
        );
        const rows = database.prepare(`SELECT ${said.join(', ')} FROM ${table} ORDER BY 2, 3`);
        return [table, (rows.raw().all() as string[][]).map((row) => row.join(' '))];
      }),
    );
  } finally {
    database.close();
  }
}

/** The bytes that SQLite makes of a recording when it copies row by row. */
export function vacuumed(file: string, into: string): Buffer {
  const database = new Database(file, { readonly: true });
  try {
    database.prepare('VACUUM INTO ?').run(into);
  } finally {
    database.close();
  }
  return readFileSync(into);
}
