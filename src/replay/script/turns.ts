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
  const replies = new Map<number, RecordedMessage[]>();
  const notifications: Received[] = [];
  for (const row of messages) {
    if (row.direction === 'to-server') continue;
    if (row.notification !== null && row.channel !== null) {
      notifications.push({ row, channel: row.channel, data: row.notification.data });
    } else {
      const sameExchange = replies.get(row.exchange);
      if (sameExchange) sameExchange.push(row);
      else replies.set(row.exchange, [row]);
    }
  }
  const turns: Turn[] = [];
  for (const row of messages) {
    const exchange = exchanges.get(row.exchange);
    if (row.direction === 'to-desktop' || exchange === undefined) continue;
    const request = parseMessage(row.text);
    if (request === null) continue;
    const candidates = replies.get(row.exchange) ?? [];
    const id = request.id === undefined ? null : idText(request.id);
    let reply: Turn['reply'] = null;
    const index = candidates.findIndex((each) => {
      if (each.channel !== row.channel) return false;
      const parsed = parseMessage(each.text);
      if (parsed === null || (parsed.id === undefined ? null : idText(parsed.id)) !== id) {
        return false;
      }
      reply = parsed;
      return true;
    });
    if (index >= 0) candidates.splice(index, 1);
    turns.push({ exchange, row, request, reply });
  }
  return { turns, notifications };
}

function idText(node: NonNullable<Turn['request']['id']>): string {
  return node.source.slice(node.start, node.end);
}
