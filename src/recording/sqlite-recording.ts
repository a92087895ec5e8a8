import type { Database, Statement } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { ColumnError, integer, type Row } from './columns.js';
import type { Body, Link } from './exchange.js';
import {
  BODY,
  bodyOf,
  EXCHANGE,
  exchangeOf,
  LINKS,
  linkOf,
  MESSAGE,
  messageOf,
} from './read-rows.js';
import { readSessions } from './read-sessions.js';
import type { RecordedExchange, RecordedMessage, RecordedSession, Recording } from './reader.js';
import { readInfo } from './recording-info.js';
import { recordingTrouble } from './recording-trouble.js';

/** The recording in an opened and checked database, which it closes in the end. */
export function sqliteRecording(file: string, database: Database): Recording {
  const guard = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw recordingTrouble(file, error);
    }
  };
  const [exchangeById, bodyById, messageById] = guard(
    () => [EXCHANGE, BODY, MESSAGE].map((sql) => database.prepare(sql)) as Statements,
  );
  const info = guard(() => readInfo(database));

  const bodyAt = (id: number): Body =>
    guard(() => {
      const row = bodyById.get(id) as Row | undefined;
      if (row === undefined) throw new ColumnError('body', `row ${id}`);
      return bodyOf(row);
    });

  const exchange = (id: number): RecordedExchange | null =>
    guard(() => {
      const row = exchangeById.get(id) as Row | undefined;
      return row === undefined ? null : exchangeOf(row, bodyAt);
    });

  const message = (id: number): RecordedMessage | null =>
    guard(() => {
      const row = messageById.get(id) as Row | undefined;
      return row === undefined ? null : messageOf(row);
    });

  /** Only ids are held in memory; each row is read when its turn comes. */
  function* inWireOrder<T>(
    table: 'request' | 'message',
    at: (id: number) => T | null,
  ): Iterable<T> {
    const select = `SELECT id, seq FROM ${table} ORDER BY id`;
    const places = guard(() =>
      Array.from(ascending(database, select), (row) => [integer(row, 'seq'), row.id as number]),
    ) as [seq: number, id: number][];
    places.sort(([one], [other]) => one - other);
    for (const [, id] of places) {
      const row = at(id);
      if (row !== null) yield row;
    }
  }

  // Closing twice is no error with better-sqlite3.
  const close = (): void => void database.close();

  return {
    file,
    info,
    sessions: (): readonly RecordedSession[] => guard(() => readSessions(database)),
    exchanges: () => inWireOrder('request', exchange),
    exchange,
    messages: () => inWireOrder('message', message),
    message,
    links: (): readonly Link[] => guard(() => Array.from(ascending(database, LINKS), linkOf)),
    close,
    [Symbol.dispose]: close,
  };
}

type Statements = [exchange: Statement, body: Statement, message: Statement];
