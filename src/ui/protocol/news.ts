import type { RecordingHead, SessionHead } from './recording-head.js';
import type { RowColumns } from './row-columns.js';

/**
 * What comes on the websocket `/api/recordings/N/rows`, each a text frame of JSON: first `head`, then all that there is in
 * `rows` and `sessions`, then `caught-up`; while the recording goes on, more of them as it happens.
 */
export type News =
  | { readonly type: 'head'; readonly head: RecordingHead; readonly rows: number }
  /** New ones, and ones that have changed (an answer that came, a link that was made): the same `key` again. By `seq` where new. */
  | { readonly type: 'rows'; readonly columns: RowColumns }
  /** All sessions, each time one is new or has changed. */
  | { readonly type: 'sessions'; readonly sessions: readonly SessionHead[] }
  /** `live`: it goes on. `more`: there are more rows than are sent, after the last one that was. */
  | { readonly type: 'caught-up'; readonly live: boolean; readonly more: boolean }
  /** The recording can't be read on; the last frame. */
  | { readonly type: 'failed'; readonly message: string };
