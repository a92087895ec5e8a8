import type { BayeuxMessage } from '../../bayeux/message.js';
import { textOf } from '../../json/node.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { parseMessage, type Turn } from './bayeux-words.js';

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
  const replies = new Map<string, Reply[]>();
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
    if (alike) alike.push({ row, message });
    else replies.set(key, [{ row, message }]);
  }
  const turns: Turn[] = [];
  for (const row of messages) {
    const exchange = exchanges.get(row.exchange);
    if (row.direction === 'to-desktop' || exchange === undefined) continue;
    const request = parseMessage(row.text);
    if (request === null) continue;
    // A websocket is one long exchange, in which an id may come again.
    const alike = replies.get(keyOf(row, request)) ?? [];
    const index = alike.findIndex((each) => each.row.seq > row.seq);
    const [reply] = index < 0 ? [] : alike.splice(0, index + 1).slice(-1);
    turns.push({ exchange, row, request, reply: reply?.message ?? null });
  }
  return { turns, notifications };
}

interface Reply {
  readonly row: RecordedMessage;
  readonly message: BayeuxMessage;
}

function keyOf({ exchange }: RecordedMessage, { channel, id }: BayeuxMessage): string {
  return JSON.stringify([exchange, channel, id === undefined ? null : textOf(id)]);
}
