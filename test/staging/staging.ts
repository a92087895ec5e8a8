import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Options as BayeuxOptions } from 'cometd-nodejs-server';
import { createCalls } from './calls.js';
import { createHttpSessions } from './http-sessions.js';
import { createNotifications } from './notifications.js';
import { createOffice } from './office.js';
import { createRoutes } from './routes.js';
import { createTweets } from './tweets.js';

/** How the staging server behaves; everything is optional. */
export interface StagingOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Demand CSRF tokens. Default false. */
  readonly csrf?: boolean;
  /** Set a load balancer's sticky cookie, AWSELB. Default false. */
  readonly stickyCookie?: boolean;
  /** Size in bytes from which answers are compressed for who takes gzip; null: never. Default 512. */
  readonly gzipOver?: number | null;
  /** Operations on tweets whose notification comes before their answer. Default none. */
  readonly notificationFirst?: readonly string[];
  /** Answer `GET /me/tweets/{id}` with the vendor's sample as printed, which is no JSON. Default false. */
  readonly printedSample?: boolean;
  /** Where each agent's counter of references begins. Default 12. */
  readonly firstReference?: number;
  /** `receivedDate` in notifications. Default: as in the vendor's sample. */
  readonly receivedDate?: string;
  /** The same in the supervisor's copies. Default: the same date. */
  readonly copyReceivedDate?: string;
  /** Handed to the CometD server: `timeout`, `interval`, `maxInterval`, … in milliseconds. */
  readonly bayeux?: BayeuxOptions;
}

/** A running staging server. */
export interface Staging {
  /** Without a slash at the end. */
  readonly url: string;
  /** Lets held requests go and ends all connections. May be called twice. */
  close(): Promise<void>;
}

/** Starts a contact-centre server like GWS, with agents `a1` and `a2` and supervisor `s1`. */
export async function startStaging(options: StagingOptions = {}): Promise<Staging> {
  const httpSessions = createHttpSessions();
  const tweets = createTweets(options.firstReference ?? 12);
  const receivedDate = options.receivedDate ?? null;
  const notifications = createNotifications(httpSessions, {
    bayeux: options.bayeux ?? {},
    onSubscribed: (account) => office.invite(account),
  });
  const office = createOffice(tweets, notifications, {
    receivedDate,
    copyReceivedDate: options.copyReceivedDate ?? receivedDate,
  });
  const calls = createCalls(tweets, office, options.notificationFirst ?? []);
  const routes = createRoutes({ httpSessions, tweets, notifications, calls }, options);
  const server = createServer((request, response) => {
    routes(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    const ended = once(server, 'close');
    server.close();
    notifications.close();
    server.closeAllConnections();
    await ended;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
