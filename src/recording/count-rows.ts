import type { Database } from 'better-sqlite3';
import { count } from './count.js';
import type { RowCounts } from './row-counts.js';

export function countRows(database: Database): RowCounts {
  const rows = (from: string): number => count(database, `SELECT count(*) AS count FROM ${from}`);
  return {
    sessions: rows('session'),
    exchanges: rows('request'),
    calls: rows("request WHERE kind = 'call'"),
    notifications: rows('notification'),
    correlated: rows('link'),
  };
}
