import type { IncomingMessage, ServerResponse } from 'node:http';
import cometd from 'cometd-nodejs-server';
import type { Account } from './accounts.js';
import type { HttpSessions } from './http-sessions.js';
import { originOf } from './origin.js';
import { carryRawJson, RawJson } from './raw-json.js';

/** Who a Bayeux session belongs to, and how that desktop calls the server. */
interface Recipient {
  readonly account: Account;
  readonly origin: string;
}

/** The Bayeux side of the server: the official CometD server, its sessions bound to accounts. */
export interface Notifications {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Whether a desktop of the account is subscribed so that it would get this channel. */
  isListening(account: Account, channel: string): boolean;
  /**
   * Sends to every desktop of the account that is subscribed.
   *
   * @param render makes the raw JSON of `data` for a desktop that calls the server `origin`
   * @returns when each of them is known to have got it, by its next request, or is gone
   */
  notify(account: Account, channel: string, render: (origin: string) => string): Promise<void>;
  close(): void;
}

export interface NotificationsOptions {
  /** Handed to the CometD server: `timeout`, `interval`, `maxInterval`, … in milliseconds. */
  readonly bayeux: cometd.Options;
  /** Called when a desktop has subscribed to something. */
  readonly onSubscribed: (account: Account) => void;
}

export function createNotifications(
  httpSessions: HttpSessions,
  { bayeux, onSubscribed }: NotificationsOptions,
): Notifications {
  const server = cometd.createCometDServer(bayeux);
  const recipients = new Map<cometd.ServerSession, Recipient>();
  server.addExtension(carryRawJson);
  server.policy = {
    canHandshake(session, _message, callback) {
      const request: IncomingMessage = server.context.request;
      const owner = httpSessions.find(request.headers.cookie);
      if (owner) recipients.set(session, { account: owner.account, origin: originOf(request) });
      callback(undefined, owner !== null);
    },
    canSubscribe(_session, _message, channel, callback) {
      callback(
        undefined,
        /^\/(v2|notifications)\//.test(channel.name) || channel.name === '/v2/me',
      );
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
        const taken = untilTaken(session);
        session.deliver(null, channel, new RawJson(render(recipients.get(session)?.origin ?? '')));
        return taken;
      });
      await Promise.all(deliveries);
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
