import faye, { type Client } from 'faye';
import type { BayeuxClient, BayeuxClientOptions } from './bayeux-client.js';

/**
 * faye's client. It gives messages parsed, so their text is what they are as JSON, not what the
 * server wrote.
 */
export function createFayeClient(options: BayeuxClientOptions): BayeuxClient {
  const { url, context, headers, onHandshakeAgain, onSubscribedAgain } = options;
  // One try a second: the server that refuses now may not do so later, and nobody waits long here.
  const client = new faye.Client(url, { retry: 1 });
  if (options.transport !== 'websocket') client.disable('websocket');
  for (const [name, value] of Object.entries(headers)) client.setHeader(name, value);
  giveCookies(client, url, context.jar.pairs());

  const subscribed = new Set<string>();
  let onHandshake: ((successful: boolean) => void) | null = null;
  client.addExtension({
    incoming(message, pass) {
      const { channel, successful = false } = message;
      if (channel === '/meta/handshake') {
        if (onHandshake) onHandshake(successful);
        else onHandshakeAgain(successful);
        onHandshake = null;
      } else if (channel === '/meta/subscribe') {
        for (const each of [message.subscription ?? []].flat()) {
          if (subscribed.has(each)) onSubscribedAgain(each, successful);
        }
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
      const agreed = await client
        .subscribe(channel, () => {})
        .then(
          () => true,
          () => false,
        );
      if (agreed) subscribed.add(channel);
      return agreed;
    },
    disconnect: async () => client.disconnect(),
  };
}

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
