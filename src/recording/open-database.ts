import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import { type Row, text } from './columns.js';
import { openedRecording, placeOfRecording } from './joined-files.js';
import { isTooShort, openReadOnly } from './read-only-database.js';
import { recordingTrouble } from './recording-trouble.js';
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from './schema.js';

/**
 * Opens the database of a recording and checks that its tables are what we make, so that nothing but
 * these tables is ever read, whatever else a file from elsewhere holds.
 *
 * @throws RecordingError
 */
export function openDatabase(file: string): Database.Database {
  const real = checkedPath(file);
  let database: Database.Database | null = null;
  try {
    database = openReadOnly(real);
    openedRecording(file);
    checkSchema(file, database);
    return database;
  } catch (error) {
    database?.close();
    throw recordingTrouble(file, error);
  }
}

/**
 * Checks that a database is a recording, and its tables as we make them.
 *
 * @throws RecordingError
 */
export function checkSchema(file: string, database: Database.Database): void {
  checkOrigin(file, database);
  checkTables(file, database);
}

/** Where the file really is: there, and not beside a link to it, SQLite looks for its log. */
function checkedPath(file: string): string {
  let real: string;
  try {
    const place = placeOfRecording(file);
    real = realpathSync(place);
    const stat = statSync(place);
    if (stat.isDirectory()) {
      throw new RecordingError(`${file} is a directory; name the recording in it`, file);
    }
    if (!stat.isFile()) throw new RecordingError(`${file} is no file, so no recording`, file);
    accessSync(place, constants.R_OK);
  } catch (error) {
    throw recordingTrouble(file, error);
  }
  // better-sqlite3 would trim the name and open another file.
  if (real !== real.trim()) {
    throw new RecordingError(`${file} has a name that ends in a blank; rename it`, file);
  }
  if (isTooShort(real)) {
    throw new RecordingError(`${file} is no recording, or what is left of one: too short`, file);
  }
  return real;
}

function checkOrigin(file: string, database: Database.Database): void {
  const number = (pragma: string): number => Number(database.pragma(pragma, { simple: true }));
  if (number('application_id') !== APPLICATION_ID) {
    // As a recorder leaves it that is killed before its first commit.
    if (database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) {
      throw new RecordingError(`${file} is no recording, or one that was only begun: empty`, file);
    }
    throw new RecordingError(
      `${file} is no recording but the SQLite database of another program`,
      file,
    );
  }
  const version = number('user_version');
  if (version === SCHEMA_VERSION) return;
  const advice =
    version > SCHEMA_VERSION
      ? 'was made by a newer Understudy: update this one'
      : 'was made by an older Understudy: record it again, or read it with that version';
  throw new RecordingError(
    `${file} ${advice} (its schema is ${version}, known is ${SCHEMA_VERSION})`,
    file,
  );
}

function checkTables(file: string, database: Database.Database): void {
  const rows = database.prepare('SELECT name, sql FROM sqlite_schema').raw().iterate();
  const found = new Map<string, unknown>();
  for (const row of rows as Iterable<unknown[]>) {
    const name = text({ name: row[0] } satisfies Row, 'name').toLowerCase();
    if (!Object.hasOwn(TABLES, name)) continue;
    if (found.has(name)) throw altered(file, name);
    found.set(name, row[1]);
  }
  for (const [name, sql] of Object.entries(TABLES)) {
    if (found.get(name) !== sql) throw altered(file, name);
  }
}

function altered(file: string, table: string): RecordingError {
  return new RecordingError(
    `${file} is damaged or was altered: table ${table} is not as it was made; use another copy`,
    file,
  );
}
