/** `PRAGMA application_id` of a recording: "Unds". */
export const APPLICATION_ID = 0x556e6473;

/** `PRAGMA user_version`: raised with every change to the tables below. */
export const SCHEMA_VERSION = 1;

/**
 * The tables. Rows are only ever inserted, so what is learned later (a session's user, an exchange's
 * session) has a table of its own. References are declared for `verify`; nothing enforces them while
 * recording, for a row may come before the one it names, or lose it in a gap.
 *
 * Times are milliseconds since the epoch. Lists (headers, trailers, redacted places) are JSON arrays.
 * For `checksum` see there.
 */
export const TABLES: Readonly<Record<string, string>> = {
  fact: `CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT`,

  gap: `CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  started_at REAL NOT NULL,
  ended_at REAL NOT NULL,
  reason TEXT NOT NULL
) STRICT`,

  session: `CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  started_at REAL NOT NULL
) STRICT`,

  session_user: `CREATE TABLE session_user (
  session INTEGER PRIMARY KEY REFERENCES session(id),
  user TEXT NOT NULL
) STRICT`,

  body: `CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  is_text INTEGER NOT NULL,
  content BLOB,
  encoded BLOB,
  encoding TEXT,
  length INTEGER NOT NULL,
  digest TEXT,
  omitted TEXT,
  checksum INTEGER NOT NULL
) STRICT`,

  request: `CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  session INTEGER REFERENCES session(id),
  connection INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  started_at REAL NOT NULL,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  http_version TEXT NOT NULL,
  operation TEXT,
  reference_id TEXT,
  body INTEGER REFERENCES body(id),
  headers TEXT NOT NULL,
  trailers TEXT NOT NULL,
  redacted TEXT NOT NULL
) STRICT`,

  request_session: `CREATE TABLE request_session (
  exchange INTEGER PRIMARY KEY REFERENCES request(id),
  session INTEGER NOT NULL REFERENCES session(id)
) STRICT`,

  response: `CREATE TABLE response (
  exchange INTEGER PRIMARY KEY REFERENCES request(id),
  seq INTEGER NOT NULL,
  ended_at REAL NOT NULL,
  status INTEGER,
  reason TEXT,
  http_version TEXT,
  outcome TEXT NOT NULL,
  reference_id TEXT,
  body INTEGER REFERENCES body(id),
  headers TEXT,
  trailers TEXT NOT NULL,
  redacted TEXT NOT NULL
) STRICT`,

  message: `CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  exchange INTEGER NOT NULL REFERENCES request(id),
  seq INTEGER NOT NULL,
  received_at REAL NOT NULL,
  direction TEXT NOT NULL,
  channel TEXT,
  client_id TEXT,
  redacted TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT`,

  notification: `CREATE TABLE notification (
  message INTEGER PRIMARY KEY REFERENCES message(id),
  message_type TEXT,
  notification_type TEXT,
  reference_id TEXT,
  data TEXT
) STRICT`,

  link: `CREATE TABLE link (
  notification INTEGER PRIMARY KEY REFERENCES notification(message),
  call INTEGER NOT NULL REFERENCES request(id),
  rule TEXT NOT NULL,
  evidence TEXT NOT NULL,
  copy INTEGER NOT NULL
) STRICT`,
};
