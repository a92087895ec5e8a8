import path from 'node:path';
import { root } from '../e2e/command.js';
import { mustRun } from '../run-program.js';
import type { Fence } from './fences.js';

/** What parts columns and rows; no text of a recording has them unescaped. */
const [column, row] = ['\u001f', '\u001e'];
const format = ['-list', '-separator', column, '-newline', row, '-nullvalue', '(null)'];

/** Puts a query to its recording with the `sqlite3` shell; the cells of each row as texts. */
export async function inSqlite({ text, marks }: Fence): Promise<string[][]> {
  const file = path.join(root, marks.query ?? '');
  return rowsOf(await mustRun('sqlite3', ['-batch', '-readonly', ...format, file, text]));
}

/** The same with DuckDB's, as `docs/queries.md` says. */
export async function inDuckdb({ text, marks }: Fence): Promise<string[][]> {
  const file = path.join(root, marks.query ?? '').replaceAll("'", "''");
  const sql = text.trim().replace(/;$/u, '');
  const script = `LOAD sqlite; ATTACH '${file}' AS recording (TYPE sqlite, READ_ONLY);
SELECT * FROM sqlite_query('recording', $$${sql}$$);`;
  return rowsOf(await mustRun('duckdb', ['-batch', '-noheader', ...format, '-c', script]));
}

/** Why DuckDB's shell can not read recordings here; null if it can. */
export async function whyNoDuckdb(): Promise<string | null> {
  try {
    await mustRun('duckdb', ['-batch', '-c', 'LOAD sqlite']);
    return null;
  } catch {
    return 'its sqlite extension is not installed (INSTALL sqlite)';
  }
}

const rowsOf = (output: string): string[][] =>
  output
    .split(row)
    .slice(0, -1)
    .map((each) => each.split(column));
