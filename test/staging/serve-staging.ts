import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Account, accounts } from './accounts.js';
import { createApi } from './api.js';
import { createCalls } from './calls.js';
import { createCampaignsAndWorkbins } from './campaigns-and-workbins.js';
import { createHttpSessions, type HttpSessions } from './http-sessions.js';
import { createInteractions } from './interactions.js';
import { createLoadBalancer } from './load-balancer.js';
import type { Courier, Notifications } from './notifications.js';
import { createOffice } from './office.js';
import { createPlanter } from './planter.js';
import { createRoutes, endpoint } from './routes.js';
import type { Staging, StagingOptions } from './staging-options.js';
import { versions } from './versions.js';

/** Makes the Bayeux side of a server. */
export type NotificationsFactory = (
  httpSessions: HttpSessions,
  onSubscribed: (account: Account) => void,
  courier: Courier,
) => Notifications;

/** Starts the office and its HTTP side, with the given Bayeux side. */
export async function serveStaging(
  options: StagingOptions,
  createNotifications: NotificationsFactory,
): Promise<Staging> {
  const version = versions[options.version ?? '8.5.202'];
  const httpSessions = createHttpSessions();
  const idOffset = options.idOffset ?? 0;
  const interactions = createInteractions(version, options.firstReference ?? 12, idOffset);
  const planter = createPlanter(options.plant ?? null);
  const receivedDate = options.receivedDate ?? null;
  /** Requests that are not answered, or whose consequences are to come. */
  const pending = new Set<Promise<void>>();
  const sent = new Map<Account, number>();
  const notifications = createNotifications(
    httpSessions,
    (account) => office.invite(account),
    (delivery, send) =>
      planter.deliver(delivery, (data, otherChannel) => {
        sent.set(delivery.account, (sent.get(delivery.account) ?? 0) + 1);
        return send(data, otherChannel);
      }),
  );
  const office = createOffice(interactions, notifications, {
    version,
    receivedDate,
    copyReceivedDate: options.copyReceivedDate ?? receivedDate,
    contactOffset: options.contactOffset ?? 0,
  });
  const api = createApi({
    version,
    interactions,
    calls: createCalls(interactions, office, {
      version,
      notificationFirst: options.notificationFirst ?? [],
    }),
    others: createCampaignsAndWorkbins(interactions, office, options.bulkReferences ?? false),
    printedSample: options.printedSample ?? false,
  });
  const loadBalancer = createLoadBalancer(options.html ?? []);
  const routes = createRoutes({ httpSessions, notifications, loadBalancer, api, planter }, options);
  const listener: RequestListener = (request, response) => {
    const work = routes(request, response)
      .catch(() => void response.destroy())
      .finally(() => pending.delete(work));
    pending.add(work);
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  const upgraded = new Set<Duplex>();
  if (notifications.upgrade) {
    server.on('upgrade', (request, socket, head) => {
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      const known = httpSessions.find(request.headers.cookie) !== null;
      if (known && request.url?.startsWith(endpoint))
        notifications.upgrade?.(request, socket, head);
      else socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  }
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    const ended = once(server, 'close');
    server.close();
    notifications.close();
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
    await ended;
  }
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    expire(userName) {
      const account = accounts.find((each) => each.userName === userName);
      if (account) notifications.expire(account);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
    sent(userName) {
      return [...sent].find(([account]) => account.userName === userName)?.[1] ?? 0;
    },
    get planted() {
      return planter.planted;
    },
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
