import type { Database } from 'better-sqlite3';
import { ascending } from './ascending.js';
import { integer, type Row, text } from './columns.js';
import type { Link } from './exchange.js';
import { type SearchPlace, type SearchSlice, searchSlice } from './find-text.js';
import { type FromEarlier, fromEarlier } from './from-earlier.js';
import { openDatabase } from './open-database.js';
import { LINK, linkOf } from './read-rows.js';
import { readSessions } from './read-sessions.js';
import type {
  RecordedExchange,
  RecordedMessage,
  RecordedSession,
  Recording,
  RecordingInfo,
} from './reader.js';
import { recordingTrouble } from './recording-trouble.js';
import { NO_EARLIER } from './series.js';
import { sqliteRecording } from './sqlite-recording.js';
import { idsAfter, idsIn, type SessionLine, sessionLines } from './timeline-news.js';
import {
  type ExchangeLine,
  exchangeLines,
  type MessageLine,
  messageLines,
} from './timeline-rows.js';
import { type WirePlace, wirePlaces } from './wire-places.js';

/**
 * A short look at a recording for whoever shows it line by line, while a recorder may go on writing. It is to be closed soon:
 * as long as it is open, the recorder can't shorten its log, nor fold it at the end.
 */
export interface Timeline {
  /** As it is while this is open. */
  readonly info: RecordingInfo;
  sessions(): readonly RecordedSession[];
  /** How many exchanges and messages there are, counted so far only. */
  count(most: number): number;
  /** See `wirePlaces`. */
  places(after: number, most: number): Generator<void, readonly WirePlace[]>;
  exchanges(ids: readonly number[]): readonly ExchangeLine[];
  messages(ids: readonly number[]): readonly MessageLine[];
  /** Which notifications are linked with these calls in the file, copies left out. */
  answers(
    calls: ReadonlySet<number>,
  ): Generator<readonly [call: number, notification: number], void>;
  /** Which of these ids have a row there: a request that came, an answer, a link, a session. */
  idsIn(
    table: 'request' | 'response' | 'link' | 'request_session',
    ids: Iterable<number>,
  ): readonly number[];
  idsAfter(table: 'request' | 'message', after: number, most: number): readonly number[];
  sessionLines(): readonly SessionLine[];
  /** See `searchSlice`. */
  search(place: SearchPlace, wanted: string, bodies: ReadonlySet<number>): SearchSlice;
  /** Links of one call as they stand in the file, copies included, at most so many. */
  linksOf(call: number, most: number): readonly Link[];
  link(notification: number): Link | null;
  exchange(id: number): RecordedExchange | null;
  message(id: number): RecordedMessage | null;
  /** Of a file of a series: what it has to say of what stands in earlier ones. */
  fromEarlier(): FromEarlier;
  /** Ids of the messages that an exchange carried, at most so many. */
  messagesOf(exchange: number, most: number): readonly number[];
  /** The user of a session; null if nobody knows. */
  user(session: number): string | null;
  close(): void;
}

/**
 * @throws RecordingError as `openRecording` does; its functions throw it, too
 */
export function openTimeline(file: string): Timeline {
  const database = openDatabase(file);
  const recording = recordingIn(file, database);
  const guard = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw recordingTrouble(file, error);
    }
  };
  return {
    info: recording.info,
    sessions: () => guard(() => readSessions(database)),
    count: (most) => guard(() => countRows(database, most)),
    *places(after, most) {
      try {
        return yield* wirePlaces(database, after, most);
      } catch (error) {
        throw recordingTrouble(file, error);
      }
    },
    exchanges: (ids) => guard(() => exchangeLines(database, ids)),
    messages: (ids) => guard(() => messageLines(database, ids)),
    *answers(calls) {
      try {
        yield* answersOf(database, calls);
      } catch (error) {
        throw recordingTrouble(file, error);
      }
    },
    idsIn: (table, ids) => guard(() => idsIn(database, table, ids)),
    idsAfter: (table, after, most) => guard(() => idsAfter(database, table, after, most)),
    sessionLines: () => guard(() => sessionLines(database)),
    search: (place, wanted, bodies) => guard(() => searchSlice(database, place, wanted, bodies)),
    linksOf: (call, most) => guard(() => linksOfCall(database, call, most)),
    link: (notification) => recording.link(notification),
    exchange: (id) => recording.exchange(id),
    message: (id) => recording.message(id),
    fromEarlier: () =>
      guard(() => fromEarlier(database, recording.info.series?.earlier ?? NO_EARLIER)),
    messagesOf: (exchange, most) => guard(() => messagesOf(database, exchange, most)),
    user: (session) => guard(() => userOf(database, session)),
    close: () => recording.close(),
  };
}

function recordingIn(file: string, database: Database): Recording {
  try {
    return sqliteRecording(file, database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function countRows(database: Database, most: number): number {
  const count = (table: string): number => {
    const sql = `SELECT count(*) AS rows FROM (SELECT 1 FROM ${table} LIMIT ?)`;
    return integer(database.prepare(sql).get(most) as Row, 'rows');
  };
  return Math.min(most, count('request') + count('message'));
}

function* answersOf(
  database: Database,
  calls: ReadonlySet<number>,
): Generator<readonly [call: number, notification: number]> {
  const sql = 'SELECT notification AS id, call FROM link WHERE copy = 0 ORDER BY notification';
  for (const row of ascending(database, sql)) {
    const call = integer(row, 'call');
    if (calls.has(call)) yield [call, integer(row, 'id')];
  }
}

function linksOfCall(database: Database, call: number, most: number): readonly Link[] {
  const sql = `${LINK} WHERE call = ? ORDER BY notification LIMIT ${most}`;
  return Array.from(ascending(database, sql, call), linkOf);
}

function messagesOf(database: Database, exchange: number, most: number): readonly number[] {
  const sql = `SELECT id FROM message WHERE exchange = ? ORDER BY id LIMIT ${most}`;
  return Array.from(ascending(database, sql, exchange), (row) => integer(row, 'id'));
}

function userOf(database: Database, session: number): string | null {
  const sql = 'SELECT user FROM session_user WHERE session = ?';
  const row = database.prepare(sql).get(session) as Row | undefined;
  return row === undefined ? null : text(row, 'user');
}
