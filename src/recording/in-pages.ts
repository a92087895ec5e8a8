import type { Statement } from 'better-sqlite3';
import { ColumnError, integer, type Row } from './columns.js';

/**
 * The rows of a statement that takes the key after which a page begins, and gives at most `size` rows by that key. Other rows can
 * be read, and written, meanwhile. The key must rise: a hostile file can name one page a thousand times, and its rows would never end.
 */
export function* inPages(page: Statement, key: string, size: number): Generator<Row> {
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(last) as Row[];
    for (const row of rows) {
      const next = integer(row, key);
      if (next <= last) throw new ColumnError(key, 'rising number');
      last = next;
      yield row;
    }
    if (rows.length < size) return;
  }
}
