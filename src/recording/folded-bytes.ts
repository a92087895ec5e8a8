import type { Database } from 'better-sqlite3';

/** Says how many bytes the file has once its log is folded in; 0 when that can't be asked any more. */
export function foldedBytes(database: Database): () => number {
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const pages = database.prepare('PRAGMA page_count').pluck();
  return () => {
    try {
      return Number(pages.get()) * pageSize;
    } catch {
      // It is closed, or the disk is in trouble.
      return 0;
    }
  };
}
