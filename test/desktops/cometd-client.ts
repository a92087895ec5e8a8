import type { CometD, Message } from 'cometd';
import type { BayeuxClient, BayeuxClientOptions } from './bayeux-client.js';
import { actingFor, type DesktopContext, installWindow } from './browser-window.js';
import { type CometdVersion, cometdVersions } from './cometd-versions.js';

/** The official client. */
export function createCometdClient(
  version: CometdVersion,
  options: BayeuxClientOptions,
): BayeuxClient {
  installWindow();
  const { CometD, AckExtension } = cometdVersions[version];
  const client = new CometD();
  for (const type of client.getTransportTypes()) {
    if (type !== options.transport) client.unregisterTransport(type);
  }
  bind(client, options.transport, options.context);
  if (options.ack) client.registerExtension('ack', new AckExtension());
  const { url, headers } = options;
  client.configure({ url, requestHeaders: { ...headers }, logLevel: 'warn' });

  const succeeds = (act: (callback: (reply: Message) => void) => void): Promise<boolean> =>
    new Promise((resolve) => {
      act((reply) => resolve(reply.successful === true));
    });
  const subscribe = (channel: string): Promise<boolean> =>
    // What arrives is taken from the raw text of the answers instead.
    succeeds((callback) => client.subscribe(channel, () => {}, callback));
  const channels = new Set<string>();
  let shaken = false;
  // The client shakes hands again by itself, but leaves it to its user to subscribe again.
  client.addListener('/meta/handshake', ({ successful = false }) => {
    if (shaken) options.onHandshakeAgain(successful);
    if (shaken && successful) {
      for (const channel of channels) {
        void subscribe(channel).then((agreed) => options.onSubscribedAgain(channel, agreed));
      }
    }
    shaken ||= successful;
  });
  return {
    handshake: () => succeeds((callback) => client.handshake(callback)),
    subscribe(channel) {
      channels.add(channel);
      return subscribe(channel);
    },
    async disconnect() {
      // It calls nobody back if it gave up before, as where there is no transport in common.
      if (!client.isDisconnected()) await succeeds((callback) => client.disconnect(callback));
    },
  };
}

/** Lets a transport work with the cookies and connections of one desktop. */
function bind(client: CometD, type: string, context: DesktopContext): void {
  const transport = client.findTransport(type);
  // It opens websockets in the one function and adds scripts in the other.
  const name = type === 'websocket' ? 'send' : 'jsonpSend';
  const functions = transport as unknown as Record<string, (...args: unknown[]) => unknown>;
  const original = functions[name];
  if (type !== 'long-polling' && original) {
    functions[name] = (...args) => actingFor(context, () => original.apply(transport, args));
  }
  Object.assign(transport ?? {}, { context });
}
