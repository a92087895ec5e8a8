import { RecordingError } from '../../errors.js';

/** An error that tells in one line why a HAR can't be imported. */
export function harTrouble(file: string, what: string, cause?: unknown): RecordingError {
  return new RecordingError(`${file} can't be imported: ${what}`, file, { cause });
}
