import type { Database } from 'better-sqlite3';

/** Ends a transaction that failed, whatever became of it. */
export function rollBack(database: Database): void {
  try {
    // After some errors SQLite has rolled back already.
    if (database.inTransaction) database.exec('ROLLBACK');
  } catch {
    // The next BEGIN will tell.
  }
}
