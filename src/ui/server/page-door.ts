import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Admitted, admit, type Guard, type Refusal } from '../../admin/admission.js';
import { newToken, sameSecret } from '../../admin/bearer-token.js';
import { type BrowserKey, browserKey } from '../../admin/browser-key.js';
import { type Door, type DoorLimits, doorServer, openDoor } from '../../admin/door-server.js';
import type { ListenAddress } from '../../listen-address.js';
import { answerRoute } from './answer-route.js';
import type { PageFile } from './page-files.js';
import { refuse } from './refuse.js';
import { responseHeaders } from './response-headers.js';
import type { Route } from './route.js';

export interface PageDoorOptions {
  readonly listen: ListenAddress;
  /** Flag of the command line that names the address. */
  readonly flag: `--${string}`;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly routes: readonly Route[];
  /** Whether a POST may come in. */
  readonly writable: boolean;
}

/** The door to the inspector, open. */
export interface PageDoor extends Door {
  /** The address that lets a browser in, with the token. */
  readonly link: string;
  readonly server: Server;
  /** Whether a websocket may be opened. */
  admits(request: IncomingMessage): Refusal | null;
}

const limits: DoorLimits = { head: 16 * 1024, connections: 128, request: 5_000 };

const wayIn =
  'not allowed: open the link that the inspector printed in its terminal, in the address bar of this browser';

/**
 * Opens the door of the inspector: as guarded as the others, but for browsers, too. `/?token=TOKEN` gives a browser a cookie
 * that no other site can send, and from then on the address has no secret in it.
 *
 * @throws AddressError if the address can't be bound
 */
export async function openPageDoor(options: PageDoorOptions): Promise<PageDoor> {
  const server = doorServer(limits);
  const door = await openDoor(server, options.listen, options.flag);
  const token = newToken();
  const key = browserKey(door.address.port);
  const guard: Guard = {
    host: options.listen.host,
    token,
    carriesCookie: (cookie) => key.carriedBy(cookie),
    wayIn,
  };
  server.on('request', (request, response) => {
    response.on('error', () => {});
    void answer(request, response, guard, key, options);
  });
  return {
    ...door,
    server,
    link: `${door.url}/?token=${token}`,
    admits: (request) => admittedToWebsocket(request, guard),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  guard: Guard,
  key: BrowserKey,
  { files, routes, writable }: PageDoorOptions,
): Promise<void> {
  const { method, url = '' } = request;
  const { path, query } = targetOf(url);
  // A body that nobody reads would be taken for the next request.
  if (method !== 'POST' && hasBody(request)) response.setHeader('Connection', 'close');
  const token = query.get('token');
  const admitted = admit(request, guard);
  if (path === '/' && token !== null && method === 'GET' && !isForeign(admitted)) {
    if (!sameSecret(token, guard.token)) return refuse(response, { status: 401, text: wayIn });
    response.writeHead(303, {
      ...responseHeaders,
      'Cache-Control': 'no-store',
      'Set-Cookie': key.setCookie,
      Location: '/',
      'Content-Length': 0,
    });
    response.end();
    return;
  }
  if (typeof admitted === 'object') return refuse(response, admitted);
  if (path.startsWith('/api/')) {
    const asked = { path, query, admitted, writable };
    return answerRoute(request, response, routes, asked);
  }
  const file = files.get(path);
  if (file === undefined) return refuse(response, { status: 404, text: 'there is no such page' });
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, { status: 405, text: 'only GET and HEAD' });
  }
  response.writeHead(200, {
    ...responseHeaders,
    'Content-Type': file.contentType,
    'Content-Length': file.bytes.length,
    'Cache-Control': 'no-cache',
  });
  response.end(method === 'HEAD' ? undefined : file.bytes);
}

/** A page of another site could open a websocket here, and its browser would say so (RFC 6455 §10.2). */
function admittedToWebsocket(request: IncomingMessage, guard: Guard): Refusal | null {
  const admitted = admit(request, guard);
  if (typeof admitted === 'object') return admitted;
  return admitted === 'cookie' && request.headers.origin === undefined
    ? { status: 403, text: 'a websocket needs an Origin' }
    : null;
}

/** Whether the key does not matter yet: who asks, or by what name, is wrong already. */
function isForeign(admitted: Admitted | Refusal): boolean {
  return typeof admitted === 'object' && admitted.status !== 401;
}

/** Path and query of a request target, as they came: what is encoded or goes up (`..`) fits no path that there is. */
export function targetOf(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const at = url.indexOf('?');
  return at < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, at), query: new URLSearchParams(url.slice(at + 1)) };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
