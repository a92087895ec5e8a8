import { hash } from 'node:crypto';
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
        const names = (database.pragma(`table_info(${table})`) as { name: string }[]).map(
          ({ name }) => name,
        );
        // The bytes of texts, too: what is no UTF-8 would be another string.
        const values = names.map(
          (name) =>
            `typeof(${name}), iif(typeof(${name}) = 'text', CAST(${name} AS BLOB), ${name})`,
        );
        const rows = database.prepare(`SELECT ${values.join(', ')} FROM ${table} ORDER BY 2`);
        const all = rows.raw().safeIntegers().all() as unknown[][];
        return [table, all.map((row) => row.map(told).join(' '))];
      }),
    );
  } finally {
    database.close();
  }
}

function told(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  const bytes = Buffer.from(value);
  return bytes.length < 1000 ? `"${bytes.toString('latin1')}"` : hash('sha256', bytes);
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
