import type { Database, Statement } from 'better-sqlite3';
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

/** Runs what reads the file; turns what goes wrong into a RecordingError. */
export type Guard = <T>(read: () => T) => T;

/**
 * The recording in an opened and checked database.
 *
 * @param close lets go of the database; called once
 */
export function sqliteRecording(
  file: string,
  database: Database,
  guard: Guard,
  close: () => void,
): Recording {
  const [exchangeById, bodyById, messageById] = guard(
    () => [EXCHANGE, BODY, MESSAGE].map((sql) => database.prepare(sql)) as Statements,
  );
  const info = guard(() => readInfo(database));
  let isOpen = true;

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
    const select = `SELECT id FROM ${table} ORDER BY seq, id`;
    const ids = guard(() => database.prepare(select).pluck().all());
    for (const id of ids) {
      const row = at(guard(() => integer({ id }, 'id')));
      if (row !== null) yield row;
    }
  }

  function closeOnce(): void {
    if (isOpen) close();
    isOpen = false;
  }

  return {
    file,
    info,
    sessions: (): readonly RecordedSession[] => guard(() => readSessions(database)),
    exchanges: () => inWireOrder('request', exchange),
    exchange,
    messages: () => inWireOrder('message', message),
    message,
    links: (): readonly Link[] => guard(() => (database.prepare(LINKS).all() as Row[]).map(linkOf)),
    close: closeOnce,
    [Symbol.dispose]: closeOnce,
  };
}

type Statements = [exchange: Statement, body: Statement, message: Statement];
