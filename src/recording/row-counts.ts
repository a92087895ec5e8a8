import type { Database } from 'better-sqlite3';
import { count } from './count.js';

/** What a recording holds, in numbers. */
export interface RowCounts {
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications that answer a call, copies included. */
  readonly correlated: number;
}

export function rowCounts(database: Database): RowCounts {
  const rows = (from: string): number => count(database, `SELECT count(*) AS count FROM ${from}`);
  return {
    sessions: rows('session'),
    exchanges: rows('request'),
    calls: rows("request WHERE kind = 'call'"),
    notifications: rows('notification'),
    correlated: rows('link'),
  };
}
