import type { Link } from '../../recording/exchange.js';
import type { RecordedMessage, Recording } from '../../recording/reader.js';

/** Finds the messages of an exchange and the links of either end. Of messages, only ids are held. */
export interface MessageBook {
  /** Those of a websocket all, of any other exchange the notifications in its answer; in wire order. */
  messagesOf(exchange: number): Iterable<RecordedMessage>;
  message(id: number): RecordedMessage | null;
  linkOf(notification: number): Link | null;
  /** In the order of the notifications' ids. */
  linksOf(call: number): readonly Link[];
}

export function messageBook(recording: Recording, links: readonly Link[]): MessageBook {
  const websockets = new Set<number>();
  for (const { id, kind } of recording.exchangeOutlines()) {
    if (kind === 'websocket') websockets.add(id);
  }
  const idsOf = new Map<number, number[]>();
  for (const { id, exchange, notification } of recording.messages()) {
    if (notification === null && !websockets.has(exchange)) continue;
    const ids = idsOf.get(exchange);
    if (ids === undefined) idsOf.set(exchange, [id]);
    else ids.push(id);
  }
  const byNotification = new Map<number, Link>();
  const byCall = new Map<number, Link[]>();
  for (const link of links.toSorted((one, other) => one.notification - other.notification)) {
    byNotification.set(link.notification, link);
    const ofCall = byCall.get(link.call);
    if (ofCall === undefined) byCall.set(link.call, [link]);
    else ofCall.push(link);
  }
  return {
    *messagesOf(exchange) {
      for (const id of idsOf.get(exchange) ?? []) {
        const message = recording.message(id);
        if (message !== null) yield message;
      }
    },
    message: (id) => recording.message(id),
    linkOf: (notification) => byNotification.get(notification) ?? null,
    linksOf: (call) => byCall.get(call) ?? [],
  };
}
