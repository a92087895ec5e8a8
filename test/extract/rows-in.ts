import Database from 'better-sqlite3';

/** The key of each table whose rows an extract takes over. */
const KEYS = {
  session: 'id',
  session_user: 'session',
  body: 'id',
  request: 'id',
  request_session: 'exchange',
  response: 'exchange',
  message: 'id',
  notification: 'message',
  link: 'notification',
} as const;

/** Every row by table and key, with all its columns as SQLite holds them. */
export type Rows = ReadonlyMap<string, string>;

export function rowsIn(file: string): Rows {
  const database = new Database(file, { readonly: true });
  try {
    const rows = new Map<string, string>();
    for (const [table, key] of Object.entries(KEYS)) {
      const columns = database
        .prepare(`SELECT * FROM ${table} LIMIT 0`)
        .columns()
        .map(({ name }) => `typeof(${name}) || ':' || quote(${name})`);
      const sql = `SELECT ${key}, ${columns.map((each) => `coalesce(${each}, '')`).join(" || ',' || ")} FROM ${table}`;
      for (const [id, row] of database.prepare(sql).raw().all() as [number, string][]) {
        rows.set(`${table} ${id}`, row);
      }
    }
    return rows;
  } finally {
    database.close();
  }
}

/** Rows that are not exactly so in the other. */
export function notIn(rows: Rows, others: Rows): string[] {
  return [...rows].filter(([key, row]) => others.get(key) !== row).map(([key]) => key);
}
