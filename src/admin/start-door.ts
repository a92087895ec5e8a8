import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenAddress } from '../listen-address.js';
import { admit } from './admission.js';
import { type Door, type DoorLimits, doorServer, openDoor } from './door-server.js';

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

const needsToken = 'not allowed; send the token as Authorization: Bearer TOKEN';

const limits: DoorLimits = { head: 8 * 1024, connections: 64, request: 5_000 };

/**
 * Opens an HTTP listener for those who look after a command. It lets in who has the token, asks by a name of
 * this machine, and comes from no other web page; it has nothing that changes anything.
 *
 * @throws AddressError if the address can't be bound
 */
export async function startDoor(options: DoorOptions): Promise<Door> {
  const server = doorServer(limits);
  server.on('request', (request, response) => void answer(request, response, options));
  server.on('upgrade', (_request, socket) => socket.destroy());
  return openDoor(server, options.listen, '--admin');
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
  request: IncomingMessage,
  { listen, token, routes }: DoorOptions,
): Promise<DoorAnswer> {
  const { method, url = '' } = request;
  const admitted = admit(request, { host: listen.host, token, wayIn: needsToken });
  if (typeof admitted === 'object') return plain(admitted.status, admitted.text);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'only GET and HEAD');
  const route = routes.get(url.split('?', 1)[0] ?? '');
  return route === undefined
    ? plain(404, `not here; there is ${[...routes.keys()].join(' and ')}`)
    : route();
}

function plain(status: number, text: string): DoorAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
