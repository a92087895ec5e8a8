import type { DesktopContext } from './browser-window.js';
import { createCometdClient } from './cometd-client.js';
import type { CometdVersion } from './cometd-versions.js';
import { createFayeClient } from './faye-client.js';
import { createJsforceClient } from './jsforce-client.js';

/** Which client a desktop uses: a line of the official one, faye's, or jsforce's. */
export type ClientVersion = CometdVersion | 'faye' | 'jsforce';

/**
 * The one transport that a client may use, or the two that the official client tries one after the
 * other. Those on faye's client handshake over long-polling, and stay there if they must.
 */
export type ClientTransport =
  | 'long-polling'
  | 'websocket'
  | 'callback-polling'
  | 'websocket or long-polling';

/** A Bayeux client with promises. */
export interface BayeuxClient {
  /** Whether the server agreed. */
  handshake(): Promise<boolean>;
  /** Whether the server agreed. */
  subscribe(channel: string): Promise<boolean>;
  /** Whether the server agreed. */
  unsubscribe(channel: string): Promise<boolean>;
  /** Whether the server agreed. */
  publish(channel: string, data: object): Promise<boolean>;
  disconnect(): Promise<void>;
}

/** Why a server, or the client itself, did not agree. */
export interface Refusal {
  /** Channel of the message that was not agreed to. */
  readonly channel: string;
  /** The server's `error`, else what the client says of the request that failed. */
  readonly reason: string;
}

export interface BayeuxClientOptions {
  readonly url: string;
  readonly transport: ClientTransport;
  /** Use the extension for acknowledged messages; not with faye. */
  readonly ack: boolean;
  readonly context: DesktopContext;
  /** Sent with each request, for a CSRF token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Called when the client, told so by the server, has shaken hands again. */
  readonly onHandshakeAgain: (successful: boolean) => void;
  /** Called when it has subscribed again after that. */
  readonly onSubscribedAgain: (channel: string, successful: boolean) => void;
  readonly onRefusal?: (refusal: Refusal) => void;
}

export function createBayeuxClient(
  version: ClientVersion,
  options: BayeuxClientOptions,
): BayeuxClient {
  if (version === 'faye') return createFayeClient(options);
  if (version === 'jsforce') return createJsforceClient(options);
  return createCometdClient(version, options);
}
