import { chmodSync, constants, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import { makePrivateFolder } from './private-folder.js';
import { namesOtherFile } from './rollback-journal.js';
import { APPLICATION_ID } from './schema.js';

/** SQLite's page size as we make files. */
const PAGE = 4096;

/** Milliseconds to wait for a recorder that is just closing its file. */
const LOCK_TIMEOUT = 2_000;

/**
 * Opens a database so that nothing of it changes and nothing is left beside it. What SQLite does
 * with its own means (found by trial, 3.53):
 *
 * - A read-only connection to a file in WAL mode reads what lies in `-wal` and never writes or
 *   removes it, also while a recorder goes on writing, and also after that was killed. But it makes
 *   `-shm`, and an empty `-wal`, if there is none, and leaves them. We remove what was not there
 *   before, at once rather than in the end, so that not even our own sudden death leaves them. A
 *   living recorder's can't be meant: it has a `-shm` as long as there is something in `-wal`, and
 *   while there is nothing in `-wal` its file is too short to be opened (`isTooShort`).
 * - In a folder that we can't write to it works only with a `-shm` that is already there. Else, and
 *   where a rollback journal waits to be played back, a private copy is read, which is gone from its
 *   folder as soon as it is open.
 * - `locking_mode=EXCLUSIVE`, which needs no `-shm`, is refused on read-only files (SQLITE_IOERR_LOCK);
 *   `immutable=1` does not see the `-wal`, and better-sqlite3 is built without URIs anyway.
 *
 * The file is never opened by other means: closing it would drop the locks that a recorder in this
 * same process holds (POSIX `fcntl`).
 *
 * All is read in one transaction, so what is read fits together while a recorder goes on. It can't
 * shorten its log meanwhile.
 */
export function openReadOnly(file: string): Database.Database {
  if (sizeOf(`${file}-journal`) > 0) return openCopy(file);
  try {
    return openInPlace(file);
  } catch (error) {
    if (!isForWantOfWriting(error)) throw error;
    return openCopy(file);
  }
}

/**
 * Whether a file can't be a recording, or is one that is only being made. Beside an empty one SQLite,
 * read-only or not, would remove the log, which may be all that is left of a recording.
 */
export function isTooShort(file: string): boolean {
  const size = sizeOf(file);
  return size === 0 || (size <= PAGE && sizeOf(`${file}-wal`) === 0);
}

function openInPlace(file: string): Database.Database {
  const made = ['-shm', '-wal'].filter((suffix) => !existsSync(file + suffix));
  const removeMade = (): void => {
    for (const suffix of made) {
      if (suffix === '-shm' || sizeOf(file + suffix) === 0) remove(file + suffix);
    }
  };
  try {
    const database = open(file, true);
    // Beside another program's database nothing may be touched.
    if (database.pragma('application_id', { simple: true }) === APPLICATION_ID) removeMade();
    return database;
  } catch (error) {
    if (isCorrupt(error)) removeMade();
    throw error;
  }
}

function openCopy(file: string): Database.Database {
  const folder = makePrivateFolder();
  try {
    const copy = path.join(folder, 'copy.db');
    for (const suffix of ['-journal', '-wal', '']) {
      if (!existsSync(file + suffix)) continue;
      copyFileSync(file + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      chmodSync(copy + suffix, 0o600);
    }
    if (namesOtherFile(`${copy}-journal`)) {
      throw new RecordingError(
        `${file} has a rollback journal that names another file, which SQLite would remove; no recorder writes such a journal: take it away`,
        file,
      );
    }
    return open(copy, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first read is done here: before it, SQLite has neither looked into the file nor at its log. */
function open(file: string, readonly: boolean): Database.Database {
  const database = new Database(file, { readonly, fileMustExist: true, timeout: LOCK_TIMEOUT });
  try {
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isCorrupt(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT');
}

function isForWantOfWriting(error: unknown): boolean {
  const code = error instanceof Database.SqliteError ? error.code : '';
  return /^SQLITE_(CANTOPEN|READONLY)/.test(code);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where an open file can't be removed, it stays.
  }
}
