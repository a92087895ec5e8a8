import { AckExtension, CometD, type Message, type SubscriptionHandle } from 'cometd';
import type { ClientTransport } from './client-transport.js';
import { actingFor, type ClientContext } from './client-window.js';

export interface BayeuxClientOptions {
  readonly url: string;
  /** Whether `/handshake`, `/connect` and the like follow the URL. */
  readonly appendsType: boolean;
  readonly transport: ClientTransport;
  /** Use the extension for acknowledged messages. */
  readonly ack: boolean;
  readonly context: ClientContext;
}

/** What became of a Bayeux act. */
export interface BayeuxOutcome {
  readonly successful: boolean;
  /** Why not, in the server's words or the client's; null if it was. */
  readonly reason: string | null;
}

/** The official client, as one tab uses it. Each act calls back once at most. */
export interface BayeuxClient {
  handshake(done: (outcome: BayeuxOutcome) => void): void;
  subscribe(channel: string, done: (outcome: BayeuxOutcome) => void): void;
  unsubscribe(channel: string, done: (outcome: BayeuxOutcome) => void): void;
  /** @param data JSON text */
  publish(channel: string, data: string, done: (outcome: BayeuxOutcome) => void): void;
  disconnect(done: (outcome: BayeuxOutcome) => void): void;
  /** What is done within goes out as one request. */
  batch(acts: () => void): void;
  /** Ends it as a browser ends a page: nothing is said to the server. */
  drop(): void;
}

/** What the client's own function gives; it is for the client alone. */
type Timer = unknown;

export function createBayeuxClient(options: BayeuxClientOptions): BayeuxClient {
  const { context, transport } = options;
  const client = new CometD();
  const timers = new Set<Timer>();
  const original = client.setTimeout.bind(client);
  // Its own public function, through which it sets all of its timers.
  client.setTimeout = (callback, delay) => {
    if (context.dropped) return null;
    const timer: Timer = original(() => {
      timers.delete(timer);
      callback();
    }, delay);
    timers.add(timer);
    return timer;
  };
  for (const type of client.getTransportTypes()) {
    if (type === transport) bind(client, type, context);
    else client.unregisterTransport(type);
  }
  if (options.ack) client.registerExtension('ack', new AckExtension());
  client.configure({
    url: options.url,
    requestHeaders: { ...context.headers },
    appendMessageTypeToURL: options.appendsType,
    logLevel: 'warn',
  });

  const subscriptions = new Map<string, SubscriptionHandle>();
  const subscribe = (channel: string, callback: (reply: Message) => void): void => {
    // What arrives is taken from the raw text of the answers instead.
    subscriptions.set(
      channel,
      client.subscribe(channel, () => {}, callback),
    );
  };
  let shaken = false;
  let texts = 0;
  const markOf = (text: string): string => {
    const mark = `understudy:text:${++texts}`;
    context.texts.set(mark, text);
    return mark;
  };
  // The client shakes hands again by itself, but leaves it to its user to subscribe again.
  client.addListener('/meta/handshake', ({ successful = false }) => {
    if (shaken && successful)
      for (const channel of [...subscriptions.keys()]) subscribe(channel, () => {});
    shaken ||= successful;
  });
  return {
    handshake(done) {
      let called = false;
      client.handshake((reply: Answer) => {
        if (called) return;
        called = true;
        done(outcomeOf(reply));
      });
    },
    subscribe(channel, done) {
      const known = subscriptions.get(channel);
      if (known === undefined) {
        subscribe(channel, (reply) => done(outcomeOf(reply)));
        return;
      }
      // It asks the server at the first subscription to a channel only, and calls nobody back who subscribes again.
      const listener = client.addListener('/meta/subscribe', (reply) => {
        if (![reply.subscription].flat().includes(channel)) return;
        client.removeListener(listener);
        done(outcomeOf(reply));
      });
      const again = client.resubscribe(known);
      if (again !== null) subscriptions.set(channel, again);
    },
    unsubscribe(channel, done) {
      const handle = subscriptions.get(channel);
      subscriptions.delete(channel);
      if (handle === undefined) done({ successful: false, reason: 'it was not subscribed to' });
      else client.unsubscribe(handle, (reply) => done(outcomeOf(reply)));
    },
    publish(channel, data, done) {
      // What goes in a URL is encoded before it can be seen.
      const content: unknown = transport === 'callback-polling' ? JSON.parse(data) : markOf(data);
      client.publish(channel, content as object, (reply: Message) => done(outcomeOf(reply)));
    },
    disconnect(done) {
      // It calls nobody back if it gave up before.
      if (client.isDisconnected()) done({ successful: false, reason: 'it was not connected' });
      else client.disconnect((reply: Message) => done(outcomeOf(reply)));
    },
    batch: (acts) => client.batch(acts),
    drop() {
      context.dropped = true;
      for (const timer of timers) client.clearTimeout(timer);
      timers.clear();
      for (const request of [...context.requests]) request.abort();
      for (const socket of [...context.sockets]) {
        socket.onopen = null;
        socket.onmessage = null;
        socket.onclose = null;
        socket.onerror = null;
        socket.terminate();
      }
    },
  };
}

/** With what the client adds to a message that could not be sent; its types do not say. */
interface Answer extends Message {
  readonly failure?: {
    readonly httpCode?: number;
    readonly websocketCode?: number;
    readonly reason?: string;
    /** What was thrown while the answer was read. */
    readonly exception?: unknown;
  };
}

function outcomeOf(reply: Answer): BayeuxOutcome {
  if (reply.successful === true) return { successful: true, reason: null };
  const { httpCode, websocketCode, exception } = reply.failure ?? {};
  const isUnread = httpCode === 200 && exception !== undefined;
  const reason = reply.failure?.reason ?? (isUnread ? 'and the answer is no Bayeux' : undefined);
  const failure = [httpCode, websocketCode, reason].filter(Boolean).join(' ');
  return { successful: false, reason: reply.error ?? (failure || 'the server refused') };
}

/** Lets a transport work with the cookies and connections of one client. */
function bind(client: CometD, type: string, context: ClientContext): void {
  const transport = client.findTransport(type);
  // It opens websockets in the one function and adds scripts in the other.
  const name = type === 'websocket' ? 'send' : 'jsonpSend';
  const functions = transport as unknown as Record<string, (...args: unknown[]) => unknown>;
  const original = functions[name];
  if (type !== 'long-polling' && original !== undefined) {
    functions[name] = (...args) => actingFor(context, () => original.apply(transport, args));
  }
  Object.assign(transport ?? {}, { context });
}
