import type { Database } from 'better-sqlite3';
import { ColumnError, type Row } from '../columns.js';
import { rowById } from '../row-by-id.js';

/**
 * Fetches a row by its key, and refuses texts that are no UTF-8: SQLite keeps them, but as a string they
 * would be others.
 */
export function exactRow(
  database: Database,
  table: string,
  key: string,
  columns: readonly string[],
): (id: number) => Row | null {
  const from = `FROM ${table} WHERE ${key} = ?`;
  const row = rowById(database, `SELECT ${columns.join(', ')} ${from}`);
  const bytes = columns.map((column) => `CAST(${column} AS BLOB) AS ${column}`);
  const asBytes = rowById(database, `SELECT ${bytes.join(', ')} ${from}`);
  return (id) => {
    const found = row(id);
    if (found !== null && Object.values(found).some(isDoubtful)) check(found, asBytes(id) ?? {});
    return found;
  };
}

/** A row whose key was found in its table. */
export function must(row: Row | null): Row {
  if (row === null) throw new ColumnError('id', 'row that can be found');
  return row;
}

/** What stands for bytes that are no character. */
function isDoubtful(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\ufffd');
}

function check(row: Row, asBytes: Row): void {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value !== 'string') continue;
    const bytes = asBytes[column] as Uint8Array;
    if (!Buffer.from(value).equals(bytes)) throw new ColumnError(column, 'valid UTF-8');
  }
}
