import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { ColumnError } from './columns.js';
import type { Body, Link } from './exchange.js';
import { idsInWireOrder } from './ids-in-wire-order.js';
import { exchangeOutlines, messageOutlines } from './outlines.js';
import {
  BODY,
  bodyOf,
  EXCHANGE,
  ExchangeRow,
  LINK_OF,
  LINKS,
  linkOf,
  MESSAGE,
  messageOf,
} from './read-rows.js';
import { readSessions, readUsers } from './read-sessions.js';
import type { RecordedExchange, RecordedMessage, RecordedSession, Recording } from './reader.js';
import { readInfo } from './recording-info.js';
import { recordingTrouble } from './recording-trouble.js';
import { rowById } from './row-by-id.js';

/** The recording in an opened and checked database, which it closes in the end. */
export function sqliteRecording(file: string, database: Database): Recording {
  const guard = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw recordingTrouble(file, error);
    }
  };
  const [exchangeById, bodyById, messageById, linkById] = guard(
    () =>
      [
        rowById(database, EXCHANGE),
        rowById(database, BODY),
        rowById(database, MESSAGE),
        rowById(database, LINK_OF),
      ] as const,
  );
  const info = guard(() => readInfo(database));

  const bodyAt = (id: number): Body =>
    guard(() => {
      const row = bodyById(id);
      if (row === null) throw new ColumnError('body', `row ${id}`);
      return bodyOf(row);
    });

  const exchange = (id: number): RecordedExchange | null =>
    guard(() => {
      const row = exchangeById(id);
      return row === null ? null : new ExchangeRow(row, bodyAt);
    });

  const message = (id: number): RecordedMessage | null =>
    guard(() => {
      const row = messageById(id);
      return row === null ? null : messageOf(row);
    });

  /** Only ids are held in memory; each row is read when its turn comes. */
  function* inWireOrder<T>(
    table: 'request' | 'message',
    at: (id: number) => T | null,
  ): Iterable<T> {
    for (const id of guard(() => idsInWireOrder(database, table))) {
      const row = at(id);
      if (row !== null) yield row;
    }
  }

  /** What goes wrong at any row is told as trouble with the file. */
  function* guarded<T>(rows: Generator<T>): Iterable<T> {
    try {
      yield* rows;
    } catch (error) {
      throw recordingTrouble(file, error);
    }
  }

  // Closing twice is no error with better-sqlite3.
  const close = (): void => void database.close();

  return {
    file,
    info,
    sessions: (): readonly RecordedSession[] => guard(() => readSessions(database)),
    users: () => guard(() => readUsers(database)),
    exchanges: () => inWireOrder('request', exchange),
    exchange,
    exchangeOutlines: () => guarded(exchangeOutlines(database)),
    messages: () => inWireOrder('message', message),
    message,
    messageOutlines: () => guarded(messageOutlines(database)),
    links: (): readonly Link[] => guard(() => Array.from(ascending(database, LINKS), linkOf)),
    link: (notification) =>
      guard(() => {
        const row = linkById(notification);
        return row === null ? null : linkOf(row);
      }),
    close,
    [Symbol.dispose]: close,
  };
}
