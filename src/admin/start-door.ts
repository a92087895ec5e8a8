import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../listen.js';
import { hostPort, type ListenAddress } from '../listen-address.js';
import { isAllowedHost, isOwnOrigin } from './allowed-host.js';
import { carriesToken } from './bearer-token.js';

/** What a route answers. */
export interface DoorAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Answers a GET or HEAD of one path. */
export type DoorRoute = () => DoorAnswer | Promise<DoorAnswer>;

export interface DoorOptions {
  readonly listen: ListenAddress;
  /** Whoever sends it as `Authorization: Bearer` may come in. */
  readonly token: string;
  /** By path, without query. */
  readonly routes: ReadonlyMap<string, DoorRoute>;
}

/** The guarded door, open. */
export interface Door {
  /** `http://host:port` as bound. */
  readonly url: string;
  readonly address: AddressInfo;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Says nothing about what was wrong with the token that came, nor about which paths there are. */
const needsToken = 'not allowed; send the token as Authorization: Bearer TOKEN';

/** Bytes of a request's head, connections at once, and milliseconds for a request to come in. */
const limits = { head: 8 * 1024, connections: 64, request: 5_000 };

/**
 * Opens an HTTP listener for those who look after a command. It lets in who has the token, asks by a name of
 * this machine, and comes from no other web page; it has nothing that changes anything.
 *
 * @throws AddressError if the address can't be bound
 */
export async function startDoor(options: DoorOptions): Promise<Door> {
  const server = createServer({
    maxHeaderSize: limits.head,
    requestTimeout: limits.request,
    headersTimeout: limits.request,
    connectionsCheckingInterval: limits.request / 5,
  });
  server.maxConnections = limits.connections;
  server.on('request', (request, response) => void answer(request, response, options));
  server.on('upgrade', (_request, socket) => socket.destroy());
  // Who opens connections and says nothing takes no place from others for long.
  server.setTimeout(limits.request, (socket) => socket.destroy());
  const address = await listen(server, options.listen, '--admin');
  let closing: Promise<void> | undefined;
  return {
    url: `http://${hostPort(address.address, address.port)}`,
    address,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: DoorOptions,
): Promise<void> {
  const given = await answerTo(request, options).catch(() => plain(500, 'failed'));
  response.on('error', () => {});
  response.writeHead(given.status, {
    'Content-Type': given.contentType,
    'Content-Length': Buffer.byteLength(given.body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Nothing that follows on the connection is read, a body least of all.
    Connection: 'close',
    ...(given.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(given.status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : given.body);
}

async function answerTo(
  { headers, method, url = '', socket }: IncomingMessage,
  { listen, token, routes }: DoorOptions,
): Promise<DoorAnswer> {
  if (!isAllowedHost(headers.host, listen.host, socket.localAddress)) {
    return plain(421, 'asked by a name that is not of this machine');
  }
  if (!isOwnOrigin(headers.origin, headers.host)) return plain(403, 'asked by another web page');
  if (!carriesToken(headers.authorization, token)) return plain(401, needsToken);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'only GET and HEAD');
  const route = routes.get(url.split('?', 1)[0] ?? '');
  return route === undefined
    ? plain(404, `not here; there is ${[...routes.keys()].join(' and ')}`)
    : route();
}

function plain(status: number, text: string): DoorAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
