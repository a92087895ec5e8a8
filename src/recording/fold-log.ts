import type { Database } from 'better-sqlite3';
import { isLocked } from './write-trouble.js';

/** Milliseconds between two tries: who looks on opens the file for a moment only, and again and again. */
const MOMENT = 10;

/**
 * Brings the write-ahead log into its file, so that one file is left, unless a reader has it open or the disk is in
 * trouble; it is whole all the same. It takes as long as the disk does.
 *
 * @param tries how often it is tried once more while a reader is in the way, a moment after the time before
 */
export function foldLog(database: Database, tries: number): void {
  for (let left = tries; !isFolded(database) && left > 0; left -= 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MOMENT);
  }
}

/** Whether there is nothing to be waited for: all is in one file, or can't be. */
function isFolded(database: Database): boolean {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
    return true;
  } catch (error) {
    // What was committed is safe in the -wal file, from where readers take it.
    return !isLocked(error);
  }
}
