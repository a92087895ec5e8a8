import type { Database } from 'better-sqlite3';
import { integer, type Row, text } from './columns.js';
import { count } from './count.js';
import { TABLES } from './schema.js';
import type { EarlierIds, SeriesPlace } from './series.js';

/** Which ids the rows of a table have. */
const IDS: Readonly<Record<string, keyof EarlierIds>> = {
  session: 'sessions',
  request: 'exchanges',
  message: 'messages',
  notification: 'messages',
};

const DANGLING = `SELECT "table", parent, fkid, count(*) AS rows FROM pragma_foreign_key_check
  GROUP BY "table", parent, fkid`;

/**
 * Which rows refer to others that are not there, by the references that the tables declare. What stands in an earlier part of a
 * series is not missing.
 */
export function* dangling(database: Database, series: SeriesPlace | null): Iterable<string> {
  const found = new Map<string, number>();
  for (const row of database.prepare(DANGLING).all() as Row[]) {
    const [table, parent] = [text(row, 'table'), text(row, 'parent')];
    const missing = integer(row, 'rows') - earlier(database, row, series);
    const what = `${table} refer to a ${parent}`;
    if (missing > 0) found.set(what, (found.get(what) ?? 0) + missing);
  }
  for (const [what, rows] of found) yield `${rows} rows of ${what} that is not there.`;
}

/** How many of the rows of one reference refer to what may stand in an earlier part. */
function earlier(database: Database, row: Row, series: SeriesPlace | null): number {
  const ids = IDS[text(row, 'parent')];
  if (series === null || series.part === 1 || ids === undefined) return 0;
  const table = text(row, 'table');
  // A file from elsewhere may have tables of any name.
  if (!Object.hasOwn(TABLES, table)) return 0;
  const keys = database.pragma(`foreign_key_list(${table})`) as Row[];
  const column = text(keys.find(({ id }) => id === row.fkid) ?? {}, 'from');
  return count(
    database,
    `SELECT count(*) AS count FROM pragma_foreign_key_check('${table}') AS found
     JOIN ${table} ON ${table}.rowid = found.rowid
     WHERE fkid = ${integer(row, 'fkid')} AND ${column} <= ${series.earlier[ids]}`,
  );
}
