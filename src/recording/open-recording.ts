import { openDatabase } from './open-database.js';
import type { Recording } from './reader.js';
import { sqliteRecording } from './sqlite-recording.js';

/**
 * Opens a recording to read it, as it is now; also one that a recorder is still writing.
 *
 * @throws RecordingError if it is absent, can't be read, is no recording or is damaged; the functions
 *   of the recording throw it too, for damage shows only where it is read
 */
export function openRecording(file: string): Recording {
  const database = openDatabase(file);
  try {
    return sqliteRecording(file, database);
  } catch (error) {
    database.close();
    throw error;
  }
}
