import type { Row } from '../../protocol/row.js';
import { isFailed, isMessage, isUncorrelated, isUnsolicited } from '../row-traits.js';

/** How a row is marked: by a shape and a colour of `tokens.css`. */
export type RowLook =
  | 'call'
  | 'safe'
  | 'bayeux'
  | 'websocket'
  | 'message'
  | 'answer'
  | 'copy'
  | 'unsolicited'
  | 'uncorrelated'
  | 'undelivered'
  | 'failed';

/** What is most worth to be seen of a row. */
export function rowLook(row: Row): RowLook {
  if (row.kind === 'notification') {
    if (row.state === 'undelivered') return 'undelivered';
    if (isUnsolicited(row)) return 'unsolicited';
    return row.copy ? 'copy' : 'answer';
  }
  if (isMessage(row)) return 'message';
  if (isFailed(row) || row.miss !== null) return 'failed';
  if (isUncorrelated(row)) return 'uncorrelated';
  return row.kind as RowLook;
}

/** What a shape means, for those who don't see it. */
export const LOOK_WORDS: Readonly<Record<RowLook, string>> = {
  call: 'Call',
  safe: 'Safe exchange',
  bayeux: 'Bayeux exchange',
  websocket: 'Websocket',
  message: 'Bayeux message',
  answer: 'Notification',
  copy: 'Notification, a copy',
  unsolicited: 'Notification, unsolicited',
  uncorrelated: 'Call, uncorrelated',
  undelivered: 'Notification, undelivered',
  failed: 'Failed',
};
