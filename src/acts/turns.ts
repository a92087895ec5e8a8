import type { BayeuxMessage } from '../bayeux/message.js';
import { textOf } from '../json/node.js';
import type { RecordedExchange, RecordedMessage } from '../recording/reader.js';
import { parseMessage } from './recorded-reply.js';

/** A request's message with its reply; either may be missing. */
export interface Turn {
  readonly exchange: RecordedExchange;
  readonly row: RecordedMessage;
  readonly request: BayeuxMessage;
  readonly reply: BayeuxMessage | null;
  /** Where the reply stands; null if there is none. */
  readonly replyRow: RecordedMessage | null;
}

/** A notification with what it takes to place it. */
export interface Received {
  readonly row: RecordedMessage;
  readonly channel: string;
  /** Text of its `data`. */
  readonly data: string | null;
}

/** The Bayeux messages of a session in two kinds: what the desktop asked, and what came unasked. */
export interface SessionTraffic {
  readonly turns: readonly Turn[];
  readonly notifications: readonly Received[];
}

/** Puts requests and replies together: within an exchange by channel and id, in order. */
export function sessionTraffic(
  messages: readonly RecordedMessage[],
  exchanges: ReadonlyMap<number, RecordedExchange>,
): SessionTraffic {
  const replies = new Map<string, Alike>();
  const notifications: Received[] = [];
  for (const row of messages) {
    if (row.direction === 'to-server') continue;
    if (row.notification !== null && row.channel !== null) {
      notifications.push({ row, channel: row.channel, data: row.notification.data });
      continue;
    }
    const message = parseMessage(row.text);
    if (message === null) continue;
    const key = keyOf(row, message);
    const alike = replies.get(key);
    if (alike) alike.replies.push({ row, message });
    else replies.set(key, { replies: [{ row, message }], next: 0 });
  }
  const turns: Turn[] = [];
  for (const row of messages) {
    const exchange = exchanges.get(row.exchange);
    if (row.direction === 'to-desktop' || exchange === undefined) continue;
    const request = parseMessage(row.text);
    if (request === null) continue;
    // A websocket is one long exchange, in which an id may come again.
    const reply = nextAfter(row.seq, replies.get(keyOf(row, request)));
    turns.push({
      exchange,
      row,
      request,
      reply: reply?.message ?? null,
      replyRow: reply?.row ?? null,
    });
  }
  return { turns, notifications };
}

interface Reply {
  readonly row: RecordedMessage;
  readonly message: BayeuxMessage;
}

/** Replies of one exchange, channel and id, in order; those before `next` are given away or come too early for all that follows. */
interface Alike {
  readonly replies: Reply[];
  next: number;
}

function nextAfter(seq: number, alike: Alike | undefined): Reply | undefined {
  if (alike === undefined) return undefined;
  // Each is looked at once, for a hostile recording may hold a hundred thousand.
  while ((alike.replies[alike.next]?.row.seq ?? seq + 1) <= seq) alike.next++;
  return alike.replies[alike.next++];
}

function keyOf({ exchange }: RecordedMessage, { channel, id }: BayeuxMessage): string {
  return JSON.stringify([exchange, channel, id === undefined ? null : textOf(id)]);
}
