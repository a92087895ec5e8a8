import type { Row } from '../../protocol/row.js';

/** What a search asks about besides the row itself. */
export interface SearchContext {
  /** Null if nobody knows. */
  readonly userOf: (session: number) => string | null;
  /** By key. */
  readonly find: (key: string) => Row | null;
  /** Notifications of a call, by `seq`. */
  readonly answersOf: (call: number) => readonly Row[];
  /** First and last moment, in milliseconds since the epoch; null if there is none. */
  readonly span: { readonly from: number; readonly to: number } | null;
}
