/** What a recording holds, in numbers. */
export interface RowCounts {
  readonly sessions: number;
  readonly exchanges: number;
  readonly calls: number;
  readonly notifications: number;
  /** Notifications that answer a call, copies included. */
  readonly correlated: number;
}
