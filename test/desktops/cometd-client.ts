import type { CometD, Message, SubscriptionHandle } from 'cometd';
import type { BayeuxClient, BayeuxClientOptions, Refusal } from './bayeux-client.js';
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
  const types = options.transport.split(' or ');
  for (const type of client.getTransportTypes()) {
    if (types.includes(type)) bindTransport(client, type, options.context);
    else client.unregisterTransport(type);
  }
  if (options.ack) client.registerExtension('ack', new AckExtension());
  const { url, headers } = options;
  client.configure({ url, requestHeaders: { ...headers }, logLevel: 'warn' });

  const succeeds = (act: (callback: (reply: Message) => void) => void): Promise<boolean> =>
    new Promise((resolve) => {
      act((reply) => {
        if (reply.successful !== true) options.onRefusal?.(refusalOf(reply));
        resolve(reply.successful === true);
      });
    });
  const subscribe = (channel: string): Promise<boolean> =>
    succeeds((callback) => {
      // What arrives is taken from the raw text of the answers instead.
      channels.set(
        channel,
        client.subscribe(channel, () => {}, callback),
      );
    });
  const channels = new Map<string, SubscriptionHandle>();
  let shaken = false;
  // The client shakes hands again by itself, but leaves it to its user to subscribe again.
  client.addListener('/meta/handshake', ({ successful = false }) => {
    if (shaken) options.onHandshakeAgain(successful);
    if (shaken && successful) {
      for (const channel of channels.keys()) {
        void subscribe(channel).then((agreed) => options.onSubscribedAgain(channel, agreed));
      }
    }
    shaken ||= successful;
  });
  return {
    handshake: () =>
      succeeds((callback) => {
        client.handshake((reply: Answer) => {
          const tried = reply.failure?.connectionType;
          // It calls back for each transport that it tries.
          if (tried === undefined || tried === types.at(-1)) callback(reply);
        });
      }),
    subscribe,
    unsubscribe(channel) {
      const handle = channels.get(channel);
      channels.delete(channel);
      return succeeds((callback) => handle && client.unsubscribe(handle, callback));
    },
    publish: (channel, data) => succeeds((callback) => client.publish(channel, data, callback)),
    async disconnect() {
      // It calls nobody back if it gave up before, as where there is no transport in common.
      if (!client.isDisconnected()) await succeeds((callback) => client.disconnect(callback));
    },
  };
}

/** With what the client adds to a message that could not be sent; its types do not say. */
interface Answer extends Message {
  readonly failure?: {
    readonly connectionType?: string;
    readonly httpCode?: number;
    readonly websocketCode?: number;
    readonly reason?: string;
  };
}

function refusalOf(reply: Answer): Refusal {
  const { connectionType, httpCode, websocketCode, reason } = reply.failure ?? {};
  const failure = [connectionType, httpCode, websocketCode, reason].filter(Boolean).join(' ');
  return { channel: reply.channel, reason: reply.error ?? failure };
}

/** Lets a transport work with the cookies and connections of one desktop. */
export function bindTransport(client: CometD, type: string, context: DesktopContext): void {
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
