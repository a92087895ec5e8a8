import Database from 'better-sqlite3';
import { ColumnError } from '../recording/columns.js';
import { openDatabase } from '../recording/open-database.js';
import type { RecordingInfo } from '../recording/reader.js';
import { readInfo } from '../recording/recording-info.js';
import { recordingTrouble } from '../recording/recording-trouble.js';
import { type TableRows, tableRows } from '../recording/table-rows.js';

/** A recording that is to be joined with others. */
export interface Part {
  readonly file: string;
  readonly database: Database.Database;
  readonly rows: TableRows;
  readonly info: RecordingInfo;
  /** By name, as they stand in the file. */
  readonly facts: ReadonlyMap<string, string>;
  close(): void;
}

/** Pages of a file that are kept in memory: there may be hundreds of files. */
const CACHE_KIB = 512;

/** @throws RecordingError as `openRecording` does */
export function openPart(file: string): Part {
  const database = openDatabase(file);
  try {
    database.pragma(`cache_size = -${CACHE_KIB}`);
    const rows = tableRows(database);
    const facts = new Map(Array.from(rows.facts(), ({ name, value }) => [name, value]));
    return {
      file,
      database,
      rows,
      info: readInfo(database),
      facts,
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw partTrouble(file, error);
  }
}

/** What goes wrong while a file is read is told as trouble with it; all else as it is. */
function partTrouble(file: string, error: unknown): unknown {
  const isOfFile = error instanceof ColumnError || error instanceof Database.SqliteError;
  return isOfFile ? recordingTrouble(file, error) : error;
}

/** As `partTrouble`, for what `read` throws. */
export function readingPart<T>({ file }: Part, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw partTrouble(file, error);
  }
}

/** The same rows; what goes wrong with one is told as trouble with the file. */
export function* rowsOfPart<T>({ file }: Part, rows: Iterable<T>): Generator<T> {
  const iterator = rows[Symbol.iterator]();
  try {
    for (;;) {
      let next: IteratorResult<T>;
      try {
        next = iterator.next();
      } catch (error) {
        throw partTrouble(file, error);
      }
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    iterator.return?.();
  }
}
