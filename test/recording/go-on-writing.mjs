/**
 * A recorder's process to be killed: takes up a clean recording and leaves in its log, and nowhere
 * else, that it has no end, another label, and one request more for each line on standard input.
 */
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';

const database = new Database(process.argv[2]);
database.pragma('journal_mode = WAL');
database.pragma('wal_autocheckpoint = 0');
database.exec("DELETE FROM fact WHERE name = 'ended_at'");
database.exec("INSERT INTO fact (name, value) VALUES ('label', 'from the log')");
console.log('ready');
for await (const _line of createInterface(process.stdin)) {
  database.exec(
    `INSERT INTO request SELECT max(id) + 1, session, connection, 1000 + max(id), started_at, kind, method,
      path, http_version, operation, reference_id, body, headers, trailers, redacted FROM request`,
  );
  console.log('written');
}
