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
import type { Notifications } from './notifications.js';
import { createOffice } from './office.js';
import { createRoutes, endpoint } from './routes.js';
import type { Staging, StagingOptions } from './staging-options.js';
import { versions } from './versions.js';

/** Makes the Bayeux side of a server. */
export type NotificationsFactory = (
  httpSessions: HttpSessions,
  onSubscribed: (account: Account) => void,
) => Notifications;

/** Starts the office and its HTTP side, with the given Bayeux side. */
export async function serveStaging(
  options: StagingOptions,
  createNotifications: NotificationsFactory,
): Promise<Staging> {
  const version = versions[options.version ?? '8.5.202'];
  const httpSessions = createHttpSessions();
  const interactions = createInteractions(version, options.firstReference ?? 12);
  const receivedDate = options.receivedDate ?? null;
  const notifications = createNotifications(httpSessions, (account) => office.invite(account));
  const office = createOffice(interactions, notifications, {
    version,
    receivedDate,
    copyReceivedDate: options.copyReceivedDate ?? receivedDate,
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
  const routes = createRoutes({ httpSessions, notifications, loadBalancer, api }, options);
  const listener: RequestListener = (request, response) => {
    routes(request, response).catch(() => response.destroy());
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
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
