import path from 'node:path';
import Database from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import type { Recording } from './reader.js';
import { sqliteRecording } from './sqlite-recording.js';

/**
 * Opens a recording to read it.
 *
 * @throws RecordingError if it is absent, can't be read, is no recording or is damaged; also later,
 *   from whatever is read of it
 */
export function openRecording(file: string): Recording {
  const database = new Database(path.resolve(file), {
    readonly: true,
    fileMustExist: true,
  });
  const guard = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw new RecordingError(String(error), file, { cause: error });
    }
  };
  return sqliteRecording(file, database, guard, () => database.close());
}
