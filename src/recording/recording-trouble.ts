import Database from 'better-sqlite3';
import { RecordingError } from '../errors.js';
import { ColumnError } from './columns.js';

/** What went wrong while a recording was read, in one line for its user. */
export function recordingTrouble(file: string, error: unknown): RecordingError {
  if (error instanceof RecordingError) return error;
  return new RecordingError(`${file} ${describe(error)}`, file, { cause: error });
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  if (error instanceof ColumnError) return `is damaged: ${message}; use another copy`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist; check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'can not be read: permission denied';
  if (code === 'SQLITE_NOTADB') return 'is no recording: it is no SQLite database';
  if (/^SQLITE_(CORRUPT|IOERR_SHORT_READ)/.test(code)) {
    return `is damaged or truncated (${message}); use another copy`;
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'is locked by another program; try again';
  if (error instanceof Database.SqliteError) return `can not be read: ${message} (${code})`;
  return `can not be read: ${message}`;
}
