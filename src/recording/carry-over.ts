import type { Database } from 'better-sqlite3';

/** Which exchanges a new file of a series takes over from the file before it. */
export interface CarryOver {
  /** The file before, which is being written. */
  readonly file: string;
  /** Ids of exchanges that have no answer yet. */
  readonly open: ReadonlySet<number>;
}

/** Those that are open, as a JSON list; `CROSS JOIN` has SQLite look up each of them. */
const OPEN = 'json_each(?) AS open CROSS JOIN';

const EXCHANGES = [
  `INSERT OR IGNORE INTO body SELECT body.* FROM ${OPEN} before.request ON request.id = open.value
    JOIN before.body ON body.id = request.body`,
  `INSERT INTO request SELECT request.* FROM ${OPEN} before.request ON request.id = open.value`,
  `INSERT INTO request_session SELECT later.* FROM ${OPEN} before.request_session AS later
    ON later.exchange = open.value`,
];

const SESSIONS = 'SELECT session FROM request UNION SELECT session FROM request_session';

const OF_ALL = [
  `INSERT INTO session SELECT * FROM before.session WHERE id IN (${SESSIONS})`,
  `INSERT INTO session_user SELECT * FROM before.session_user WHERE session IN (${SESSIONS})`,
];

/**
 * Copies what exchanges under way have in the file before, so that their answers and messages belong to something in this
 * one: each request with its body, its session and that session's user, all with their ids. SQLite copies from
 * file to file, for thousands of desktops may have a connect held, and their commits wait meanwhile.
 *
 * @param database of the new file; outside of a transaction
 */
export function carryOver(database: Database, { file, open }: CarryOver): void {
  if (open.size === 0) return;
  database.prepare('ATTACH ? AS before').run(file);
  try {
    database.transaction(() => {
      const ids = JSON.stringify([...open]);
      for (const sql of EXCHANGES) database.prepare(sql).run(ids);
      for (const sql of OF_ALL) database.exec(sql);
    })();
  } finally {
    database.exec('DETACH before');
  }
}
