import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import cometd from 'cometd-nodejs-server';
import type AckExtension from 'cometd-nodejs-server/ack-extension.js';
import type { Account } from './accounts.js';
import type { HttpSessions } from './http-sessions.js';
import { type Courier, maySubscribe, type Notifications, type Recipient } from './notifications.js';
import { originOf } from './origin.js';
import { carryRawJson, RawJson } from './raw-json.js';

// CommonJS whose names Node does not find: an ordinary import fails outside of bundlers.
const { AcknowledgedMessagesExtension } = createRequire(import.meta.url)(
  'cometd-nodejs-server/ack-extension.js',
) as typeof AckExtension;

export interface CometdOptions {
  /** Handed to the CometD server: `timeout`, `interval`, `maxInterval`, … in milliseconds. */
  readonly bayeux: cometd.Options;
  /** Whether to offer the extension for acknowledged messages. */
  readonly ack: boolean;
  /** Called when a desktop has subscribed to something. */
  readonly onSubscribed: (account: Account) => void;
  readonly courier: Courier;
}

/** The official CometD server, its sessions bound to accounts. */
export function createCometdNotifications(
  httpSessions: HttpSessions,
  { bayeux, ack, onSubscribed, courier }: CometdOptions,
): Notifications {
  const server = cometd.createCometDServer(bayeux);
  const recipients = new Map<cometd.ServerSession, Recipient>();
  server.addExtension(carryRawJson);
  if (ack) server.addExtension(new AcknowledgedMessagesExtension());
  server.policy = {
    canHandshake(session, _message, callback) {
      const request: IncomingMessage = server.context.request;
      const owner = httpSessions.find(request.headers.cookie);
      if (owner) recipients.set(session, { account: owner.account, origin: originOf(request) });
      callback(undefined, owner !== null);
    },
    canSubscribe(_session, _message, channel, callback) {
      callback(undefined, maySubscribe(channel.name));
    },
    canPublish(_session, _message, _channel, callback) {
      callback(undefined, false);
    },
  };
  server.addListener('sessionRemoved', (session: cometd.ServerSession) => {
    recipients.delete(session);
  });
  server.addListener('subscribed', (_channel: unknown, session: cometd.ServerSession) => {
    const recipient = recipients.get(session);
    if (recipient) onSubscribed(recipient.account);
  });

  function listeners(account: Account, channelName: string): readonly cometd.ServerSession[] {
    // Looked up each time: the server sweeps channels that nobody is subscribed to.
    const channel = server.createServerChannel(channelName);
    const subscribed = [channelName, ...channel.wildNames].flatMap(
      (name) => server.getServerChannel(name)?.subscribers ?? [],
    );
    return [...new Set(subscribed)].filter(
      (session) => recipients.get(session)?.account === account,
    );
  }

  return {
    handle: (request, response) => server.handle(request, response),
    isListening: (account, channel) => listeners(account, channel).length > 0,
    async notify(account, channel, render) {
      const deliveries = listeners(account, channel).map((session) => {
        const data = render(recipients.get(session)?.origin ?? '');
        return courier({ account, client: session.id, channel, data }, (text, other) => {
          const taken = untilTaken(session);
          session.deliver(null, other ?? channel, new RawJson(text));
          return taken;
        });
      });
      await Promise.all(deliveries);
    },
    expire(account) {
      for (const [session, recipient] of [...recipients]) {
        if (recipient.account === account) forget(server, session);
      }
    },
    close() {
      for (const session of [...recipients.keys()]) session.disconnect();
      server.close();
    },
  };
}

/**
 * Resolves once what is queued for the session now was sent and the desktop has come back after it,
 * which proves that it got it; or once the session is gone.
 */
function untilTaken(session: cometd.ServerSession): Promise<void> {
  return new Promise((resolve) => {
    let sent = false;
    const drained = (): void => {
      sent = true;
    };
    const returned: cometd.ServerSessionExtension = {
      incoming(_session, _message, callback) {
        if (sent) done();
        callback(undefined, true);
      },
    };
    function done(): void {
      resolve();
      // The server walks over its live lists while it calls us: let it finish first.
      queueMicrotask(() => {
        session.removeExtension(returned);
        session.removeListener('queueDrain', drained);
        session.removeListener('removed', done);
      });
    }
    session.addListener('queueDrain', drained);
    session.addListener('removed', done);
    session.addExtension(returned);
  });
}

/**
 * Removes a session as the server's sweeper does. `disconnect()` would tell the desktop, which then
 * stays away; this way it is answered 402 when it comes back.
 */
function forget(server: cometd.CometDServer, session: cometd.ServerSession): void {
  const internal = server as unknown as {
    _removeServerSession(session: cometd.ServerSession, timeout: boolean): void;
  };
  internal._removeServerSession(session, true);
  (session as unknown as { _flush(): void })._flush();
}
