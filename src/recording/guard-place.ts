import { type BigIntStats, statSync } from 'node:fs';
import { RecordingGone } from './write-trouble.js';

/**
 * Remembers which file stands at a path, and which log beside it. SQLite writes on into one that was
 * removed, moved or replaced, but nobody would ever read it; nor would anybody read a file that was cut
 * short, for while it is being recorded it only ever grows. Asking costs some microseconds.
 *
 * @returns throws RecordingGone if the file or its log is not there any more as it was
 */
export function guardPlace(file: string): () => void {
  const log = `${file}-wal`;
  const made = found(file);
  const madeLog = found(log);
  let size = made?.size ?? 0n;
  return () => {
    const now = found(file);
    if (!isSame(now, made)) throw new RecordingGone(`the recording is no longer at ${file}`);
    if (now !== null && now.size < size) {
      throw new RecordingGone(`somebody cut the recording ${file} short`);
    }
    size = now?.size ?? size;
    if (madeLog !== null && !isSame(found(log), madeLog)) {
      throw new RecordingGone(`the recording's log is no longer at ${log}`);
    }
  };
}

/** Asks a guard, without an error. */
export function isInPlace(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

function isSame(one: BigIntStats | null, other: BigIntStats | null): boolean {
  return one?.ino === other?.ino && one?.dev === other?.dev;
}

function found(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
