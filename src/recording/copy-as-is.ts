import type { Database } from 'better-sqlite3';
import type { RecordingCopy } from './recording-copy.js';

/** Copies rows of a recording into another as they stand, column by column, with their ids. */
export interface CopyAsIs {
  /** The request with its body and, if its session became known later, that. */
  request(id: number): void;
  /** The answer of an exchange with its body; nothing if there is none. */
  response(exchange: number): void;
  /** A message and, if it is one, the notification. */
  message(id: number): void;
  /** The link of a notification; nothing if the file has none. */
  link(notification: number): void;
}

/**
 * Nothing is looked at here: whoever copies what may be damaged reads it first (`tableRows`).
 *
 * @param from rows of the tables that are declared in `TABLES`
 */
export function copyAsIs(from: Database, to: RecordingCopy): CopyAsIs {
  const into = (table: string, key: string): ((id: unknown) => unknown[] | undefined) => {
    // Whole 64-bit integers, so that no column changes on its way.
    const select = from.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).raw().safeIntegers();
    const columns = select.columns().length;
    const places = Array(columns).fill('?').join(', ');
    const insert = to.database.prepare(`INSERT INTO ${table} VALUES (${places})`);
    return (id) => {
      const row = select.get(id) as unknown[] | undefined;
      if (row !== undefined) written(() => insert.run(...row));
      return row;
    };
  };
  const written = (write: () => unknown): void => {
    try {
      write();
    } catch (error) {
      throw to.trouble(error);
    }
  };

  const body = into('body', 'id');
  const hasBody = to.database.prepare('SELECT 1 FROM body WHERE id = ?');
  const bodyOf = (table: 'request' | 'response', key: string): ((id: number) => void) => {
    const find = from.prepare(`SELECT body FROM ${table} WHERE ${key} = ?`).pluck();
    return (id) => {
      const found = find.get(id);
      // Equal bodies are kept once.
      if (typeof found === 'number' && hasBody.get(found) === undefined) body(found);
    };
  };

  const request = into('request', 'id');
  const assigned = into('request_session', 'exchange');
  const response = into('response', 'exchange');
  const message = into('message', 'id');
  const notification = into('notification', 'message');
  const link = into('link', 'notification');
  const bodyOfRequest = bodyOf('request', 'id');
  const bodyOfResponse = bodyOf('response', 'exchange');
  return {
    request(id) {
      bodyOfRequest(id);
      request(id);
      assigned(id);
    },
    response(exchange) {
      bodyOfResponse(exchange);
      response(exchange);
    },
    message(id) {
      message(id);
      notification(id);
    },
    link(id) {
      link(id);
    },
  };
}
