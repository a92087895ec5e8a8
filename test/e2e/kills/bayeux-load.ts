import { EventEmitter, once } from 'node:events';
import { Agent } from 'node:http';
import faye from 'faye';
import { createBayeuxClient } from '../../desktops/bayeux-client.js';
import type { DesktopContext } from '../../desktops/browser-window.js';
import { createCookieJar } from '../../desktops/cookie-jar.js';
import { createHttpClient } from '../../desktops/http-client.js';
import { itemsOf } from '../../desktops/json-slices.js';
import type { LoadContext } from './load.js';
import { digestOf } from './sightings.js';

/** A Bayeux client as the load needs it; what it gets goes to `heard`. */
interface Client {
  start(channel: string): Promise<void>;
  stop(): void;
}

type ClientOf = (parts: {
  readonly url: string;
  readonly context: DesktopContext;
  /** Raw texts of messages. */
  readonly heard: (messages: readonly string[]) => void;
}) => Client;

/** The official client, as a browser runs it. */
const official =
  (transport: 'long-polling' | 'callback-polling', mount: string): ClientOf =>
  ({ url, context, heard }) => {
    const client = createBayeuxClient('cometd9', {
      url: `${url}${mount}`,
      transport,
      ack: false,
      headers: {},
      context: { ...context, onResponseText: (text) => heard(itemsOf(text)) },
      onHandshakeAgain() {},
      onSubscribedAgain() {},
    });
    return {
      async start(channel) {
        await client.handshake();
        await client.subscribe(channel);
      },
      stop: () => void client.disconnect(),
    };
  };

/** Faye's own. Its server writes messages as JSON.stringify does, so their text can be had again. */
const fayeOn =
  (websocket: boolean): ClientOf =>
  ({ url, heard }) => {
    const client = new faye.Client(`${url}/faye`, { retry: 1 });
    if (!websocket) client.disable('websocket');
    client.addExtension({
      incoming(message, pass) {
        heard([JSON.stringify(message)]);
        pass(message);
      },
    });
    return {
      async start(channel) {
        await client.subscribe(channel, () => {});
      },
      // It would try for ever.
      stop: () => (client as unknown as { _dispatcher: { close(): void } })._dispatcher.close(),
    };
  };

const clients = {
  'cometd long-polling': official('long-polling', '/cometd'),
  'cometd callback-polling': official('callback-polling', '/faye'),
  'faye long-polling': fayeOn(false),
  'faye websocket': fayeOn(true),
};

/** Desktops that call and wait for the notification that this brings. */
export function calling(client: keyof typeof clients, desktops = 3) {
  return async (context: LoadContext): Promise<void> => {
    await Promise.all(Array.from({ length: desktops }, () => desktop(context, clients[client])));
  };
}

async function desktop(load: LoadContext, clientOf: ClientOf): Promise<void> {
  const { url, name, sightings, chance, gone, over } = load;
  const jar = createCookieJar();
  const agent = new Agent({ keepAlive: true });
  const http = createHttpClient(url, jar, agent);
  const me = `${name}-${chance.below(1e9)}`;
  const channel = `/kills/${me}`;
  const told = new EventEmitter();
  const references = new Set<number>();
  const client = clientOf({
    url,
    context: {
      jar,
      agent,
      ca: undefined,
      sockets: new Set(),
      async load(script) {
        const { pathname, search } = new URL(script);
        return (await http.request('GET', `${pathname}${search}`)).body;
      },
      onResponseText() {},
    },
    heard(messages) {
      for (const message of messages) {
        sightings.message(message);
        const [, reference] = /"referenceId":(\d+)/u.exec(message) ?? [];
        if (reference !== undefined) references.add(Number(reference));
      }
      told.emit('told');
    },
  });
  let calls = 0;
  /** The notification may come before the answer. */
  async function call(): Promise<void> {
    calls += 1;
    const id = `${me}-${calls}`;
    const body = `{"operationName":"Tell","channel":"${channel}"}`;
    const from = Date.now();
    const answer = await http.request('POST', '/call', { headers: { 'X-Id': id }, body });
    const { status } = answer;
    sightings.answer({ id, status, digest: digestOf(Buffer.from(answer.body)), sent: body, from });
    const { referenceId } = JSON.parse(answer.body) as { readonly referenceId: number };
    while (!references.delete(referenceId)) await once(told, 'told');
  }
  const work = async (): Promise<never> => {
    await client.start(channel);
    for (;;) await call();
  };
  try {
    await Promise.race([work(), gone]);
  } catch (error) {
    if (!over()) throw error;
  } finally {
    client.stop();
    agent.destroy();
  }
}
