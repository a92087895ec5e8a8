import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Account } from './accounts.js';

/** Who a Bayeux session belongs to, and how that desktop calls the server. */
export interface Recipient {
  readonly account: Account;
  readonly origin: string;
}

/** One notification on its way to one Bayeux client. */
export interface Delivery {
  readonly account: Account;
  readonly client: string;
  readonly channel: string;
  /** Raw JSON of `data`. */
  readonly data: string;
}

/**
 * Brings deliveries to their clients.
 *
 * @param send queues the notification with this `data`, on another channel if one is named; resolves when the client is known to
 *   have got it, or is gone
 */
export type Courier = (
  delivery: Delivery,
  send: (data: string, otherChannel?: string) => Promise<void>,
) => Promise<void>;

/** The Bayeux side of the server, whoever implements it. */
export interface Notifications {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Takes a connection that becomes a websocket; absent where there are none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Whether a desktop of the account is subscribed so that it would get this channel. */
  isListening(account: Account, channel: string): boolean;
  /**
   * Sends to every desktop of the account that is subscribed.
   *
   * @param render makes the raw JSON of `data` for a desktop that calls the server `origin`
   * @returns when each of them is known to have got it, or is gone
   */
  notify(account: Account, channel: string, render: (origin: string) => string): Promise<void>;
  /** Forgets the account's Bayeux sessions without telling the desktops. */
  expire(account: Account): void;
  close(): void;
}

/** Whether desktops may subscribe to a channel or a pattern of channels. */
export function maySubscribe(channel: string): boolean {
  return /^\/(v2|notifications)\//.test(channel) || channel === '/v2/me';
}
