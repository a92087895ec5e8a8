import faye, { type Client, type Subscription } from 'faye';
import type { BayeuxClient, BayeuxClientOptions } from './bayeux-client.js';

/**
 * faye's client. It gives messages parsed, so their text is what they are as JSON, not what the
 * server wrote.
 */
export function createFayeClient(options: BayeuxClientOptions): BayeuxClient {
  // One try a second: the server that refuses now may not do so later, and nobody waits long here.
  return workWith(new faye.Client(options.url, { retry: 1 }), options);
}

/** Makes a client of faye's a desktop's. */
export function workWith(client: Client, options: BayeuxClientOptions): BayeuxClient {
  const { url, context, headers, onHandshakeAgain, onSubscribedAgain, onRefusal } = options;
  if (!options.transport.startsWith('websocket')) client.disable('websocket');
  for (const [name, value] of Object.entries(headers)) client.setHeader(name, value);
  giveCookies(client, url, context.jar.pairs());

  const subscribed = new Map<string, Subscription>();
  /** Told how the server answered. */
  const unsubscribing = new Map<string, (successful: boolean) => void>();
  let onHandshake: ((successful: boolean) => void) | null = null;
  client.addExtension({
    incoming(message, pass) {
      const { channel = '', successful = false, error } = message;
      if (error !== undefined) onRefusal?.({ channel, reason: error });
      if (channel === '/meta/handshake') {
        if (onHandshake) onHandshake(successful);
        else onHandshakeAgain(successful);
        onHandshake = null;
      } else if (channel === '/meta/subscribe') {
        for (const each of [message.subscription ?? []].flat()) {
          if (subscribed.has(each)) onSubscribedAgain(each, successful);
        }
      } else if (channel === '/meta/unsubscribe') {
        for (const each of [message.subscription ?? []].flat())
          unsubscribing.get(each)?.(successful);
      } else if (message.data !== undefined) {
        context.onResponseText(JSON.stringify([message]));
      }
      pass(message);
    },
  });
  return {
    handshake: () =>
      new Promise((resolve) => {
        onHandshake = resolve;
        client.connect();
      }),
    async subscribe(channel) {
      const subscription = client.subscribe(channel, () => {});
      const agreed = await succeeds(subscription);
      if (agreed) subscribed.set(channel, subscription);
      return agreed;
    },
    unsubscribe: (channel) =>
      new Promise((resolve) => {
        // The client itself does not say.
        unsubscribing.set(channel, resolve);
        subscribed.get(channel)?.cancel();
        subscribed.delete(channel);
      }),
    publish: async (channel, data) => succeeds(client.publish(channel, data)),
    disconnect: async () => client.disconnect(),
  };
}

const succeeds = (act: PromiseLike<void>): PromiseLike<boolean> =>
  act.then(
    () => true,
    () => false,
  );

/**
 * Puts cookies into the client's own jar: a `Cookie` header that it is given is lost as soon as the
 * server sets a cookie.
 */
function giveCookies(client: Client, url: string, cookies: readonly string[]): void {
  interface Internal {
    readonly _dispatcher: {
      readonly cookies: { setCookieSync(cookie: string, url: string): void };
    };
  }
  const { _dispatcher } = client as unknown as Internal;
  for (const cookie of cookies) _dispatcher.cookies.setCookieSync(`${cookie}; Path=/`, url);
}
