import { type JsonNode, member, textOf } from '../json/node.js';
import type { BayeuxMessage } from './message.js';
import { isNotification } from './notification.js';

/** Servers keep as many as they must; a client that is so far behind is gone. */
const MAX_EVENTS = 1_000;
/** Bayeux sessions that are followed; the one that was heard of longest ago is forgotten first. */
const MAX_CLIENTS = 10_000;

interface Delivery {
  readonly text: string;
  /** Number of the batch it went in; null until the server has told it. */
  batch: number | null;
}

interface Client {
  /** Delivered, and not yet known to have arrived; in order. */
  unacknowledged: Delivery[];
  /** Of these, what the next response may repeat; in order. */
  repeatable: readonly Delivery[];
  lastAck: number | null;
  /** Number of the batch that events after a handshake reply belong to. */
  handshakeBatch: number | null;
}

/**
 * Tells the re-sends of the ack extension from first deliveries.
 *
 * The rule is CometD's (`AcknowledgedMessagesClientExtension` up to 3.0, `AcknowledgedMessagesSessionExtension`
 * since): the server numbers its batches, closes one with each connect reply (`ext.ack`) and keeps the
 * events. The next connect request tells the number of the last batch that arrived. A number higher than
 * before acknowledges all events up to that batch. One that is lower or equal means that an answer was lost: the
 * events that are still kept come again, unchanged and in order, before any new ones, on the next response.
 *
 * So after such a request an event is a re-send if its text is among those kept, in their order. The text must
 * match because the same response may bring events that were never sent yet.
 *
 * Messages are told in wire order. One that passes unseen (in a gap) makes a re-send look new, never the reverse.
 */
export class AckTracker {
  readonly #clients = new Map<string, Client>();

  /** A message to the server has passed. */
  requested(message: BayeuxMessage): void {
    const { channel, clientId } = message;
    if (clientId === null) return;
    if (channel === '/meta/disconnect') this.#clients.delete(clientId);
    if (channel !== '/meta/connect') return;
    const ack = asNumber(member(message.ext, 'ack'));
    if (ack === null) return;
    const client = this.#follow(clientId, this.#clients.get(clientId));
    client.handshakeBatch = null;
    if (client.lastAck !== null && ack <= client.lastAck) {
      client.repeatable = [...client.unacknowledged];
      return;
    }
    client.lastAck = ack;
    client.repeatable = [];
    client.unacknowledged = client.unacknowledged.filter(
      ({ batch }) => batch === null || batch > ack,
    );
  }

  /**
   * A message to the desktop has passed; `clientId` as in `MessageRow`. Returns whether it is a
   * notification that was delivered before.
   */
  delivered(clientId: string | null, message: BayeuxMessage): boolean {
    if (clientId === null) return false;
    if (message.channel === '/meta/handshake') this.#handshake(clientId, message);
    const client = this.#clients.get(clientId);
    if (client === undefined) return false;
    if (message.channel === '/meta/connect') closeBatch(client, message);
    return isNotification(message) && isRepeated(client, message.text);
  }

  #handshake(clientId: string, message: BayeuxMessage): void {
    // `true`, or since CometD 4 an object, with a batch if events follow in the same response.
    const ack = member(message.ext, 'ack');
    const enabled = ack?.kind === 'object' ? member(ack, 'enabled') : ack;
    if (enabled?.kind !== 'literal' || enabled.value !== true) return;
    const client = this.#follow(clientId);
    client.handshakeBatch = asNumber(member(ack, 'batch'));
    client.lastAck = client.handshakeBatch === null ? 0 : client.handshakeBatch - 1;
  }

  /** Keeps the Bayeux session that was heard of last at the end. */
  #follow(clientId: string, known?: Client): Client {
    const client = known ?? newClient();
    this.#clients.delete(clientId);
    this.#clients.set(clientId, client);
    if (this.#clients.size > MAX_CLIENTS) {
      const [oldest] = this.#clients.keys();
      this.#clients.delete(oldest as string);
    }
    return client;
  }
}

function newClient(): Client {
  return { unacknowledged: [], repeatable: [], lastAck: null, handshakeBatch: null };
}

function closeBatch(client: Client, message: BayeuxMessage): void {
  const batch = asNumber(member(message.ext, 'ack'));
  // Re-sends come before the connect reply, so from here on all is new.
  client.repeatable = [];
  if (batch === null) return;
  for (const delivery of client.unacknowledged) delivery.batch ??= batch;
}

function isRepeated(client: Client, text: string): boolean {
  const at = client.repeatable.findIndex((each) => each.text === text);
  if (at >= 0) {
    client.repeatable = client.repeatable.slice(at + 1);
    return true;
  }
  client.unacknowledged.push({ text, batch: client.handshakeBatch });
  if (client.unacknowledged.length > MAX_EVENTS) client.unacknowledged.shift();
  return false;
}

function asNumber(node: JsonNode | undefined): number | null {
  return node?.kind === 'number' ? Number(textOf(node)) : null;
}
