import { type BigIntStats, statSync } from 'node:fs';
import { RecordingGone } from './write-trouble.js';

/**
 * Remembers which file stands at a path. SQLite writes on into one that was removed, moved or
 * replaced, but nobody would ever read it; asking costs some microseconds.
 *
 * @returns throws RecordingGone if that file is not there any more
 */
export function guardPlace(file: string): () => void {
  const made = found(file);
  return () => {
    const now = found(file);
    if (now?.ino !== made?.ino || now?.dev !== made?.dev) throw new RecordingGone(file);
  };
}

function found(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
