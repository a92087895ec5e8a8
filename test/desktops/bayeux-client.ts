import type { CometD, Message } from 'cometd';
import { CometD as CometD9 } from 'cometd';
import cometd3 from 'cometd3';
import { type DesktopContext, installWindow } from './browser-window.js';

/** Which official client a desktop uses: the newest, or the line that shipped desktops have. */
export type ClientVersion = 'cometd9' | 'cometd3';

/** The official client, long-polling, with promises. */
export interface BayeuxClient {
  /** Whether the server agreed. */
  handshake(): Promise<boolean>;
  /** Whether the server agreed. */
  subscribe(channel: string): Promise<boolean>;
  disconnect(): Promise<void>;
}

/** @param headers sent with each request, for a CSRF token */
export function createBayeuxClient(
  version: ClientVersion,
  url: string,
  context: DesktopContext,
  headers: Readonly<Record<string, string>>,
): BayeuxClient {
  installWindow();
  const client: CometD = version === 'cometd9' ? new CometD9() : new cometd3.CometD();
  client.unregisterTransport('websocket');
  Object.assign(client.findTransport('long-polling') ?? {}, { context });
  client.configure({ url, requestHeaders: { ...headers }, logLevel: 'warn' });
  const succeeds = (act: (callback: (reply: Message) => void) => void): Promise<boolean> =>
    new Promise((resolve) => {
      act((reply) => resolve(reply.successful === true));
    });
  return {
    handshake: () => succeeds((callback) => client.handshake(callback)),
    subscribe: (channel) =>
      // What arrives is taken from the raw text of the answers instead.
      succeeds((callback) => client.subscribe(channel, () => {}, callback)),
    disconnect: () => succeeds((callback) => client.disconnect(callback)).then(() => {}),
  };
}
