import type { Database } from 'better-sqlite3';
import { ascending } from '../ascending.js';
import { instant, integer, text } from '../columns.js';
import { SCHEMA_VERSION } from '../schema.js';
import { type BodyLines, bodyLines } from './body-lines.js';
import { isOneLineOfJson } from './content-json.js';
import { eventLine, numberJson, objectJson, stringJson } from './event-line.js';
import { exactRow, must } from './exact-row.js';
import { JSONL_FORMAT, JSONL_VERSION } from './form.js';
import {
  linkLine,
  messageLines,
  notificationJson,
  requestLines,
  responseLines,
} from './row-lines.js';
import { timeJson } from './time-text.js';
import { wireOrder } from './wire-order.js';

/**
 * All that the tables of a recording hold, in lines: what is known of the whole, then everything that happened in
 * wire order. Equal recordings give equal lines.
 *
 * @throws ColumnError or SqliteError if a row is damaged
 */
export function* writeJsonl(database: Database): Generator<string> {
  yield `${objectJson({
    format: JSON.stringify(JSONL_FORMAT),
    version: String(JSONL_VERSION),
    schema: String(SCHEMA_VERSION),
  })}\n`;
  yield* factsAndGaps(database);
  yield* sessions(database);
  const bodies = bodyLines(database);
  yield* events(database, bodies);
  yield* strays(database, bodies);
  yield eventLine('end', {});
}

function* factsAndGaps(database: Database): Generator<string> {
  const factAt = exactRow(database, 'fact', 'id', ['name', 'value']);
  for (const id of ids(database, 'SELECT id FROM fact ORDER BY id')) {
    const row = must(factAt(id));
    const [name, value] = [text(row, 'name'), text(row, 'value')];
    const isList = /^[[{]/u.test(value) && isOneLineOfJson(value);
    yield eventLine('fact', {
      id: String(id),
      name: stringJson(name),
      value: isList ? null : stringJson(value),
      json: isList ? value : null,
    });
  }
  const gapAt = exactRow(database, 'gap', 'id', ['started_at', 'ended_at', 'reason']);
  for (const id of ids(database, 'SELECT id FROM gap ORDER BY id')) {
    const row = must(gapAt(id));
    yield eventLine('gap', {
      id: String(id),
      from: timeJson(instant(row, 'started_at')),
      to: timeJson(instant(row, 'ended_at')),
      reason: stringJson(text(row, 'reason')),
    });
  }
}

function* sessions(database: Database): Generator<string> {
  const sessionAt = exactRow(database, 'session', 'id', ['started_at']);
  const userAt = exactRow(database, 'session_user', 'session', ['user']);
  for (const id of ids(database, 'SELECT id FROM session ORDER BY id')) {
    const user = userAt(id);
    yield eventLine('session', {
      id: String(id),
      at: timeJson(instant(must(sessionAt(id)), 'started_at')),
      user: user === null ? null : stringJson(text(user, 'user')),
    });
  }
}

function* events(database: Database, bodies: BodyLines): Generator<string> {
  const linesOf = {
    request: requestLines(database, bodies),
    response: responseLines(database, bodies),
    message: messageLines(database),
  };
  const link = linkLine(database);
  for (const { table, id } of wireOrder(database)) {
    yield* linesOf[table](id);
    const linked = table === 'message' ? link(id) : null;
    if (linked !== null) yield linked;
  }
}

/** What has lost the row that it belongs to in a gap. */
function* strays(database: Database, bodies: BodyLines): Generator<string> {
  const lost = (table: string, key: string, of: string, ofKey = 'id'): Generator<number> =>
    ids(
      database,
      `SELECT ${key} AS id FROM ${table} WHERE NOT EXISTS
         (SELECT 1 FROM ${of} WHERE ${of}.${ofKey} = ${table}.${key}) ORDER BY ${key}`,
    );
  const userAt = exactRow(database, 'session_user', 'session', ['user']);
  for (const session of lost('session_user', 'session', 'session')) {
    const user = stringJson(text(must(userAt(session)), 'user'));
    yield eventLine('user', { session: String(session), user });
  }
  const laterAt = exactRow(database, 'request_session', 'exchange', ['session']);
  for (const exchange of lost('request_session', 'exchange', 'request')) {
    const session = numberJson(integer(must(laterAt(exchange)), 'session'));
    yield eventLine('assignment', { exchange: String(exchange), session });
  }
  const notification = notificationJson(database);
  for (const message of lost('notification', 'message', 'message')) {
    yield eventLine('notification', {
      message: String(message),
      notification: notification(message, null),
    });
  }
  const link = linkLine(database);
  for (const message of lost('link', 'notification', 'message')) yield link(message) ?? '';
  for (const id of ids(database, 'SELECT id FROM body ORDER BY id')) {
    if (bodies.has(id)) continue;
    const { before, members } = bodies.members(id);
    yield* before;
    yield eventLine('body', members);
  }
}

function* ids(database: Database, sql: string): Generator<number> {
  for (const row of ascending(database, sql)) yield integer(row, 'id');
}
