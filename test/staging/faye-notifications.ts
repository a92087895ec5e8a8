import type { IncomingMessage } from 'node:http';
import faye, { type Extension, type Message } from 'faye';
import type { Account } from './accounts.js';
import { createFayeEngine, type FayeEngine } from './faye-engine.js';
import type { HttpSessions } from './http-sessions.js';
import { type Courier, maySubscribe, type Notifications, type Recipient } from './notifications.js';
import { originOf } from './origin.js';
import { endpoint } from './routes.js';

export interface FayeOptions {
  /** How long a connect is held, in milliseconds. */
  readonly timeout: number;
  /** Called when a desktop has subscribed to something. */
  readonly onSubscribed: (account: Account) => void;
  readonly courier: Courier;
}

/**
 * A faye server, its clients bound to accounts: long-polling, callback-polling and websocket. What
 * `render` makes is parsed and written again, so numbers beyond 2^53 lose digits here.
 */
export function createFayeNotifications(
  httpSessions: HttpSessions,
  { timeout, onSubscribed, courier }: FayeOptions,
): Notifications {
  const recipients = new Map<string, Recipient>();
  /** Called when a message goes out. */
  const departures = new Map<Message, () => void>();
  /** Called when a client sends something, or is gone. */
  const returns = new Map<string, Set<() => void>>();
  let engine!: FayeEngine;
  let host!: Parameters<typeof createFayeEngine>[0];
  const adapter = new faye.NodeAdapter({
    mount: endpoint,
    timeout: timeout / 1000,
    engine: {
      type: {
        create(given) {
          host = given;
          engine = createFayeEngine(given);
          return engine;
        },
      },
    },
  });

  function recipientOf(request: IncomingMessage | null): Recipient | null {
    const owner = request && httpSessions.find(request.headers.cookie);
    return owner ? { account: owner.account, origin: originOf(request) } : null;
  }

  const guard: Extension = {
    incoming(message, request, pass) {
      const { channel = '', clientId = '' } = message;
      for (const back of returns.get(clientId) ?? []) back();
      const owner = recipients.get(clientId)?.account;
      const isTheirs = channel === '/meta/handshake' || owner === recipientOf(request)?.account;
      const wanted = [message.subscription ?? []].flat();
      if (recipientOf(request) === null) message.error = '403::Handshake denied';
      else if (owner && !isTheirs) message.error = `401:${clientId}:Unknown client`;
      else if (channel === '/meta/subscribe' && !wanted.every(maySubscribe)) {
        message.error = `403:${wanted.join(',')}:Forbidden channel`;
      } else if (!channel.startsWith('/meta/')) {
        message.error = `403:${channel}:Forbidden channel`;
      }
      pass(message);
    },
    outgoing(message, request, pass) {
      const { channel, clientId, successful } = message;
      departures.get(message)?.();
      const recipient = recipientOf(request);
      if (successful && clientId && recipient) {
        if (channel === '/meta/handshake') recipients.set(clientId, recipient);
        if (channel === '/meta/disconnect') drop(clientId);
        // After the answer to it, as the invitation follows the subscription.
        if (channel === '/meta/subscribe') setImmediate(() => onSubscribed(recipient.account));
      }
      pass(message);
    },
  };
  adapter.addExtension(guard);

  function drop(clientId: string): void {
    recipients.delete(clientId);
    for (const back of returns.get(clientId) ?? []) back();
  }

  /** Resolves once the client is known to have got a message, or is gone. */
  function untilTaken(clientId: string, message: Message): Promise<void> {
    return new Promise((resolve) => {
      const waiting = returns.get(clientId) ?? new Set();
      returns.set(clientId, waiting);
      let sent = false;
      function back(): void {
        if (!sent && recipients.has(clientId)) return;
        waiting.delete(back);
        departures.delete(message);
        resolve();
      }
      waiting.add(back);
      departures.set(message, () => {
        sent = true;
        // The pong to a ping after it proves it (RFC 6455 §5.5.3), else the client's next request.
        const socket = host.connection(clientId, false)?.socket?._socket;
        if (socket) queueMicrotask(() => socket.ping('', back));
      });
    });
  }

  function listeners(account: Account, channel: string): readonly string[] {
    return engine
      .listeners(channel)
      .filter((clientId) => recipients.get(clientId)?.account === account);
  }

  return {
    handle(request, response) {
      // It answers 400 when a request breaks off, and then what it held, or the other way round; the
      // second throws where nobody catches it.
      const writeHead = response.writeHead.bind(response);
      const once = (...head: Parameters<typeof writeHead>): typeof response =>
        response.headersSent ? response : writeHead(...head);
      response.writeHead = once as typeof response.writeHead;
      adapter.handle(request, response);
    },
    upgrade: (request, socket, head) => adapter.handleUpgrade(request, socket, head),
    isListening: (account, channel) => listeners(account, channel).length > 0,
    async notify(account, channel, render) {
      const deliveries = listeners(account, channel).map((clientId) => {
        const text = render(recipients.get(clientId)?.origin ?? '');
        return courier({ account, client: clientId, channel, data: text }, (sent, other) => {
          const message = { channel: other ?? channel, data: JSON.parse(sent) as unknown };
          const taken = untilTaken(clientId, message);
          engine.deliver(clientId, message);
          return taken;
        });
      });
      await Promise.all(deliveries);
    },
    expire(account) {
      for (const [clientId, recipient] of [...recipients]) {
        if (recipient.account !== account) continue;
        engine.destroyClient(clientId);
        drop(clientId);
      }
    },
    close: () => adapter.close(),
  };
}
