import type { Engine, EngineHost, Message } from 'faye';

/** An engine of faye's that can tell who listens, and deliver to one client alone. */
export interface FayeEngine extends Engine {
  /** The clients that are subscribed to a channel, by its name or a pattern. */
  listeners(channel: string): readonly string[];
  /** Queues a message for one client. */
  deliver(clientId: string, message: Message): void;
}

/**
 * Keeps everything in memory, as faye's own engine does. That one delivers what is published to all
 * who are subscribed; here channels are called the same for every user.
 */
export function createFayeEngine(host: EngineHost): FayeEngine {
  /** Channels and patterns by client. */
  const clients = new Map<string, Set<string>>();
  const queues = new Map<string, Message[]>();

  const engine: FayeEngine = {
    disconnect() {
      clients.clear();
      queues.clear();
    },
    createClient(callback, context) {
      const clientId = host.generateId();
      clients.set(clientId, new Set());
      host.trigger('handshake', clientId);
      callback.call(context, clientId);
    },
    destroyClient(clientId, callback, context) {
      queues.delete(clientId);
      if (clients.delete(clientId)) {
        host.trigger('disconnect', clientId);
        host.trigger('close', clientId);
      }
      callback?.call(context);
    },
    clientExists(clientId, callback, context) {
      callback.call(context, clients.has(clientId));
    },
    // Clients live until they disconnect or are made to expire: the server runs for a test.
    ping() {},
    subscribe(clientId, channel, callback, context) {
      clients.get(clientId)?.add(channel);
      host.trigger('subscribe', clientId, channel);
      callback?.call(context, true);
    },
    unsubscribe(clientId, channel, callback, context) {
      clients.get(clientId)?.delete(channel);
      host.trigger('unsubscribe', clientId, channel);
      callback?.call(context, true);
    },
    publish() {
      // Desktops publish nothing, and the server delivers.
    },
    emptyQueue(clientId) {
      const queue = queues.get(clientId);
      if (!queue || !host.hasConnection(clientId)) return;
      queues.delete(clientId);
      host.deliver(clientId, queue);
    },
    listeners(channel) {
      const names = patternsOf(channel);
      return [...clients]
        .filter(([, subscribed]) => names.some((name) => subscribed.has(name)))
        .map(([clientId]) => clientId);
    },
    deliver(clientId, message) {
      queues.set(clientId, [...(queues.get(clientId) ?? []), message]);
      engine.emptyQueue(clientId);
    },
  };
  return engine;
}

/** A channel and the patterns that match it (Bayeux §2.2.1). */
function patternsOf(channel: string): readonly string[] {
  const segments = channel.split('/').slice(1);
  const above = segments.map((_, index) => segments.slice(0, index));
  const deep = above.map((parts) => `/${[...parts, '**'].join('/')}`);
  return [channel, `/${[...segments.slice(0, -1), '*'].join('/')}`, ...deep];
}
