import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { RecordingError, UnderstudyError } from '../errors.js';
import { claim } from './create-recording.js';
import { type InsertRows, insertRows } from './insert-rows.js';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.js';
import { type TableRows, tableRows } from './table-rows.js';
import { VIEWS } from './views.js';
import { reasonOf } from './write-trouble.js';

/** A recording that is made of the rows of another. Nobody takes it for one before it is finished. */
export interface RecordingCopy {
  readonly insert: InsertRows;
  /** What was inserted so far. */
  readonly rows: TableRows;
  /** The new file, for whoever writes rows otherwise; what its statements throw is told by `trouble`. */
  readonly database: Database.Database;
  /** An error of the new file, in one line; any other as it is. */
  trouble(error: unknown): unknown;
  /** Puts it on the disk and closes it. */
  finish(): void;
  /** Closes and removes it. */
  discard(): void;
}

/**
 * Begins a recording that others' rows are written into, readable by its owner only. Pages are written as
 * they fill, so memory stays small however large it gets; there is no log, no journal and nothing to go back to.
 *
 * @throws UsageError if the file exists already or can't be made
 */
export function createRecordingCopy(file: string): RecordingCopy {
  const absolute = path.resolve(file);
  claim(file, absolute);
  let database: Database.Database | null = null;
  const discard = (): void => {
    database?.close();
    rmSync(absolute, { force: true });
  };
  try {
    database = new Database(absolute);
    return copyIn(file, absolute, database, discard);
  } catch (error) {
    discard();
    throw writeTrouble(file, error);
  }
}

function copyIn(
  file: string,
  absolute: string,
  database: Database.Database,
  discard: () => void,
): RecordingCopy {
  database.pragma('foreign_keys = OFF');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec('BEGIN EXCLUSIVE');
  for (const sql of [...Object.values(TABLES), ...Object.values(VIEWS)]) database.exec(sql);
  return {
    insert: guarded(file, insertRows(database)),
    rows: tableRows(database),
    database,
    trouble: (error) => writeTrouble(file, error),
    finish() {
      try {
        // Last of all: what is only half a copy is no recording.
        database.pragma(`application_id = ${APPLICATION_ID}`);
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
        database.exec('COMMIT');
        database.close();
        sync(absolute);
      } catch (error) {
        throw writeTrouble(file, error);
      }
    },
    discard,
  };
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The same functions, which say in one line what went wrong. */
function guarded(file: string, rows: InsertRows): InsertRows {
  const guard =
    (insert: (...row: unknown[]) => unknown) =>
    (...row: unknown[]): unknown => {
      try {
        return insert(...row);
      } catch (error) {
        throw writeTrouble(file, error);
      }
    };
  const entries = Object.entries(rows).map(([name, insert]) => [name, guard(insert)]);
  return Object.fromEntries(entries) as InsertRows;
}

function writeTrouble(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof UnderstudyError) {
    return error;
  }
  const text = `${file} can not be written: ${reasonOf(error)}`;
  return new RecordingError(text, file, { cause: error });
}
