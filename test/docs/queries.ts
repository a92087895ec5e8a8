import path from 'node:path';
import Database from 'better-sqlite3';
import { root } from '../e2e/command.js';
import type { Fence } from './fences.js';

/** What a query gives: the names of its columns, and its rows. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Puts a query to the recording that its mark names, which is opened to be read only. */
export function queryHere({ text, marks }: Fence): Result {
  const file = path.join(root, marks.query ?? '');
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const statement = database.prepare(text);
    if (!statement.readonly) throw new Error(`a query that writes:\n${text}`);
    return {
      columns: statement.columns().map(({ name }) => name),
      rows: statement.raw().all() as unknown[][],
    };
  } finally {
    database.close();
  }
}

/** The result of a query as the page shows it: in columns, numbers to the right. */
export function queryResult(fence: Fence): string {
  const { columns, rows } = queryHere(fence);
  const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
  const widths = columns.map((name, n) =>
    Math.max(name.length, ...cells.map((row) => row[n]?.length ?? 0)),
  );
  const isNumber = columns.map((_, n) =>
    rows.every((row) => row[n] === null || typeof row[n] === 'number'),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, n) => (isNumber[n] ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[columns, rule, ...cells].map(line).join('\n')}\n`;
}
