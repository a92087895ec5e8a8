import type { Row } from '../../protocol/row.js';
import { isFailed, isUncorrelated, isUnsolicited } from '../row-traits.js';

/** What something looks like: its colour, and the shape that tells it apart without one. */
export type Look =
  | 'call'
  | 'failed'
  | 'uncorrelated'
  | 'miss'
  | 'safe'
  | 'bayeux'
  | 'websocket'
  | 'message'
  | 'answer'
  | 'copy'
  | 'unsolicited'
  | 'undelivered'
  | 'waiting';

/** The parts of a lane, from the top. */
export const STRIPS = ['calls', 'safe', 'carriers', 'notifications', 'messages'] as const;

export type StripName = (typeof STRIPS)[number];

/** In which order they are drawn: in a lane that is folded up the later ones stand over the earlier. */
export const DRAWN: readonly StripName[] = [
  'safe',
  'calls',
  'carriers',
  'messages',
  'notifications',
];

/** What most in a strip look like; the others are told apart even where many fall on one pixel. */
export const USUAL: Readonly<Record<StripName, Look>> = {
  calls: 'call',
  safe: 'safe',
  carriers: 'bayeux',
  notifications: 'answer',
  messages: 'message',
};

/** Most important first: what is drawn last, and what the pointer finds first. */
export const BY_WEIGHT: readonly Look[] = [
  'failed',
  'undelivered',
  'miss',
  'uncorrelated',
  'unsolicited',
  'waiting',
  'copy',
  'websocket',
];

/** Those that somebody looks for in a whole recording. */
export function isNotable(look: Look): boolean {
  return (
    look === 'failed' ||
    look === 'undelivered' ||
    look === 'miss' ||
    look === 'uncorrelated' ||
    look === 'unsolicited'
  );
}

export function stripOf(row: Row): StripName {
  switch (row.kind) {
    case 'call':
      return 'calls';
    case 'safe':
      return 'safe';
    case 'bayeux':
    case 'websocket':
      return 'carriers';
    case 'notification':
      return 'notifications';
    case 'message':
      return 'messages';
  }
}

export function lookOf(row: Row): Look {
  if (row.miss !== null) return 'miss';
  switch (row.kind) {
    case 'call':
      if (isFailed(row)) return 'failed';
      return isUncorrelated(row) ? 'uncorrelated' : 'call';
    case 'notification':
      if (row.state === 'undelivered') return 'undelivered';
      if (row.state === 'waiting' || row.state === 'queued') return 'waiting';
      if (isUnsolicited(row)) return 'unsolicited';
      return row.copy ? 'copy' : 'answer';
    default:
      return isFailed(row) ? 'failed' : row.kind;
  }
}
