import Database from 'better-sqlite3';
import { RecordingError, UnderstudyError } from '../errors.js';
import type { PartialFile } from '../partial-file.js';
import { beginRecording } from './create-recording.js';
import { type InsertRows, insertRows } from './insert-rows.js';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.js';
import { type TableRows, tableRows } from './table-rows.js';
import { VIEWS } from './views.js';
import { reasonOf } from './write-trouble.js';

/** A recording that is made of the rows of another. It has its name only once it is finished. */
export interface RecordingCopy {
  readonly insert: InsertRows;
  /** What was inserted so far. */
  readonly rows: TableRows;
  /** The new file, for whoever writes rows otherwise; what its statements throw is told by `trouble`. */
  readonly database: Database.Database;
  /** An error of the new file, in one line; any other as it is. */
  trouble(error: unknown): unknown;
  /**
   * Closes it, puts it on the disk and gives it its name.
   *
   * @param last what is still to be done with the closed file before it has its name, where it stands until then
   * @throws UsageError if the name is taken by now
   */
  finish(last?: (place: string) => void): void;
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
  const partial = beginRecording(file);
  let database: Database.Database | null = null;
  const discard = (): void => {
    database?.close();
    partial.discard();
  };
  try {
    database = new Database(partial.place);
    return copyIn(file, partial, database, discard);
  } catch (error) {
    discard();
    throw writeTrouble(file, error);
  }
}

function copyIn(
  file: string,
  partial: PartialFile,
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
    finish(last = () => {}) {
      try {
        // Last of all: what is only half a copy is no recording, whatever its name.
        database.pragma(`application_id = ${APPLICATION_ID}`);
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
        database.exec('COMMIT');
        database.close();
        last(partial.place);
      } catch (error) {
        throw writeTrouble(file, error);
      }
      partial.publish();
    },
    discard,
  };
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
