import type { Database } from 'better-sqlite3';

/** When the write-ahead log has as many pages (16 MiB), they are brought into the file: some 50 ms. */
const MOST_PAGES = 4_096;

/** Asking how long the log is costs some microseconds, so it is done for every n-th group only. */
const GROUPS_BETWEEN = 32;

/**
 * Bounds the write-ahead log. To be called after each group, when those who waited for it are let
 * go: a checkpoint takes its time, and must not stand between a commit and its release.
 */
export function walCheckpoints(database: Database): () => void {
  let groups = 0;
  return () => {
    groups += 1;
    if (groups % GROUPS_BETWEEN !== 0) return;
    try {
      const [state] = database.pragma('wal_checkpoint(NOOP)') as [{ log: number }];
      if (state.log >= MOST_PAGES) database.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The log stays as it is; if the disk is in trouble, the next commit tells.
    }
  };
}
