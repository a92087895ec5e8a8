import type { DesktopContext } from './browser-window.js';
import { createCometdClient } from './cometd-client.js';
import type { CometdVersion } from './cometd-versions.js';
import { createFayeClient } from './faye-client.js';

/** Which client a desktop uses: a line of the official one, or faye's. */
export type ClientVersion = CometdVersion | 'faye';

/** The one transport that a client may use; faye's handshakes over long-polling in any case. */
export type ClientTransport = 'long-polling' | 'websocket' | 'callback-polling';

/** A Bayeux client with promises. */
export interface BayeuxClient {
  /** Whether the server agreed. */
  handshake(): Promise<boolean>;
  /** Whether the server agreed. */
  subscribe(channel: string): Promise<boolean>;
  disconnect(): Promise<void>;
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
}

export function createBayeuxClient(
  version: ClientVersion,
  options: BayeuxClientOptions,
): BayeuxClient {
  return version === 'faye' ? createFayeClient(options) : createCometdClient(version, options);
}
