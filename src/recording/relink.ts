import { realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import type { Link } from './exchange.js';
import { checkSchema, openDatabase } from './open-database.js';
import type { Recording } from './reader.js';
import { recordingTrouble } from './recording-trouble.js';
import { sqliteRecording } from './sqlite-recording.js';

/** What takes the place of a recording's links. */
export interface NewLinks {
  readonly links: readonly Link[];
  /** JSON text of the rules that made them; undefined leaves those that the recording has. */
  readonly rules?: string;
}

/** Milliseconds to wait for somebody who reads the recording just now. */
const LOCK_TIMEOUT = 1_000;

/**
 * Replaces the links of a recording, in its file and in one transaction; all else stays as it is. One
 * that was interrupted stays interrupted, but what lies in its log moves into the one file.
 *
 * @param made says the new links; what it throws leaves the recording as it was
 * @returns what `made` returned
 * @throws RecordingError if the file is absent, no recording, damaged, in use or can't be written
 */
export function relink<T extends NewLinks>(file: string, made: (recording: Recording) => T): T {
  // Nothing of a file is touched before it is known to be a recording.
  openDatabase(file).close();
  let database: Database.Database | null = null;
  try {
    database = new Database(realpathSync(file), { fileMustExist: true, timeout: LOCK_TIMEOUT });
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    // As while recording: what a link refers to may have been lost in a gap.
    database.pragma('foreign_keys = OFF');
    // Refused while anybody else has a file with a log open, so while a recorder is at work.
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
    checkSchema(file, database);
    checkTriggers(file, database);
    const links = made(sqliteRecording(file, database));
    replaceLinks(database, links);
    database.exec('COMMIT');
    return links;
  } catch (error) {
    throw writeTrouble(file, error);
  } finally {
    // An open transaction is rolled back.
    database?.close();
  }
}

function replaceLinks(database: Database.Database, { links, rules }: NewLinks): void {
  database.exec('DELETE FROM link');
  const insert = database.prepare(
    'INSERT INTO link (notification, call, rule, evidence, copy) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { notification, call, rule, evidence, copy } of links) {
    insert.run(notification, call, rule, JSON.stringify(evidence), copy ? 1 : 0);
  }
  if (rules === undefined) return;
  database.exec("DELETE FROM fact WHERE name = 'rules'");
  database.prepare("INSERT INTO fact (name, value) VALUES ('rules', ?)").run(rules);
}

/** We make none; one that a stranger made would act on what is written here. */
function checkTriggers(file: string, database: Database.Database): void {
  const found = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'trigger'").get();
  if (found === undefined) return;
  throw new RecordingError(`${file} was altered: it has triggers; use another copy`, file);
}

function writeTrouble(file: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (/^SQLITE_(BUSY|LOCKED)/u.test(error.code)) {
    const text = `${file} is in use; end the recorder that writes it, or whatever reads it`;
    return new RecordingError(text, file, { cause: error });
  }
  if (/^SQLITE_(READONLY|CANTOPEN|FULL|IOERR)/u.test(error.code)) {
    const text = `${file} can not be written: ${error.message}`;
    return new RecordingError(text, file, { cause: error });
  }
  return recordingTrouble(file, error);
}
