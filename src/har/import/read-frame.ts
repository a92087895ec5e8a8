import type { WebsocketMessage } from '../../capture/wire.js';
import type { Instant } from '../../time/clock.js';
import { countIn, numberIn, textIn, textsIn, valueIn } from './members.js';
import { frameTime, isInstant } from './read-times.js';

/** One of `_webSocketMessages`. */
export interface HarFrame {
  readonly message: WebsocketMessage;
  /** Null if the file does not say when it passed. */
  readonly at: Instant | null;
  /** Place in wire order, in a HAR of our own. */
  readonly seq: number | null;
  /** Places in its text where something was redacted before the export. */
  readonly redacted: ReadonlySet<string>;
}

/** A text frame (RFC 6455 §5.6). */
const TEXT = 1;
const BINARY = 2;

/** Null if it is no data: a ping, a close, Chrome's account of an error. */
export function readFrame(frame: unknown, isOwn: boolean): HarFrame | null {
  const type = textIn(frame, 'type');
  const data = textIn(frame, 'data');
  const opcode = countIn(frame, 'opcode') ?? TEXT;
  if (data === null || (type !== 'send' && type !== 'receive')) return null;
  if (opcode !== TEXT && opcode !== BINARY) return null;
  const own = isOwn ? valueIn(frame, '_understudy') : undefined;
  const exact = numberIn(own, 'at');
  const at = frameTime(frame);
  // A frame of our own holds one message; its places are told as seen from the message.
  const places = textsIn(own, 'redacted').map((place) => place.replace(/^body(?=\/|$)/u, 'body/0'));
  return {
    message: {
      direction: type === 'send' ? 'to-server' : 'to-desktop',
      text: opcode === TEXT ? data : null,
    },
    at: exact !== null && isInstant(exact) && at !== null && Math.abs(exact - at) < 1 ? exact : at,
    seq: countIn(own, 'seq'),
    redacted: new Set(places),
  };
}
