import type { Database } from 'better-sqlite3';
import { Checkpointer } from './checkpointer.js';

/** With so many new pages in the log (4 MiB) another thread is asked to bring them into the file. */
const STEP = 1_024;
/** From so many pages on (16 MiB) the log is to begin again from its start. */
const LONG = 4_096;
/** So few pages (1 MiB) the writer brings over itself, so that nothing is left and the log can begin again. */
const FEW = 256;
/** At so many (64 MiB) it does, however many are left. */
const LONGEST = 16_384;

/** Asking how long the log is costs some microseconds, so it is done for every n-th group only. */
const GROUPS_BETWEEN = 16;

/** Bounds the write-ahead log of one database. */
export interface WalCheckpoints {
  /**
   * To be called after each group, when those who waited for it are let go: a checkpoint takes its
   * time, and must not stand between a commit and its release.
   */
  ifDue(): void;
  /** To be called before the database is folded and closed. */
  close(): void;
  /** As `close`, but does not wait for what is under way. */
  leave(): void;
}

/**
 * Another thread brings the log's pages into the file while the writer goes on. That alone would never bound
 * the log: it can begin again only at a moment when every page of it is in the file. So once it is long and
 * the other thread has left only a few pages, the writer brings these over itself.
 *
 * @param file whose log it is
 */
export function walCheckpoints(file: string, database: Database): WalCheckpoints {
  let checkpointer: Checkpointer | null = null;
  const state = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  let groups = 0;

  function look(): void {
    const { log, checkpointed } = state.get() as { log: number; checkpointed: number };
    const left = log - checkpointed;
    const longest = log >= LONGEST;
    if (checkpointer?.busy && !longest) return;
    const short = log >= LONG && left <= FEW;
    if (short || longest) {
      checkpointer?.settle();
      if (left > 0) database.pragma('wal_checkpoint(PASSIVE)');
    } else if (left >= STEP || log >= LONG) {
      checkpointer ??= new Checkpointer(file);
      checkpointer.ask();
    }
  }

  return {
    ifDue() {
      groups += 1;
      if (groups % GROUPS_BETWEEN !== 0) return;
      try {
        look();
      } catch {
        // The log stays as it is; if the disk is in trouble, the next commit tells.
      }
    },
    close() {
      checkpointer?.stop();
    },
    leave() {
      checkpointer?.dismiss();
    },
  };
}
