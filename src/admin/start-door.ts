import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenAddress } from '../listen-address.js';
import { admit } from './admission.js';
import { type Door, type DoorLimits, doorServer, openDoor } from './door-server.js';
import { openTasks } from './open-tasks.js';
import type { BoundOperation } from './operation.js';
import { type Conduct, performed } from './perform-operation.js';
import { refusalText } from './refusal-text.js';
import { RequestBody } from './request-body.js';

/** What a route answers. */
export interface DoorAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** What else stands in the head. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a GET or HEAD of one path. */
export type DoorRoute = () => DoorAnswer | Promise<DoorAnswer>;

export interface DoorOptions {
  readonly listen: ListenAddress;
  /** Whoever sends it as `Authorization: Bearer` may come in. */
  readonly token: string;
  /** By path, without query; their errors are plain text. */
  readonly routes: ReadonlyMap<string, DoorRoute>;
  /** What else can be asked for: JSON, errors too. */
  readonly operations?: readonly BoundOperation[];
}

const needsToken = 'not allowed; send the token as Authorization: Bearer TOKEN';

const limits: DoorLimits = { head: 8 * 1024, connections: 256, request: 5_000 };

/** Milliseconds that somebody who does not read an answer is waited for. */
const unread = 30_000;

/** Milliseconds that answers have to go out when the door closes. */
const lastAnswers = 1_000;

/**
 * Opens an HTTP listener for those who look after a command. It lets in who has the token, asks by a name of
 * this machine, and comes from no other web page.
 *
 * @throws AddressError if the address can't be bound
 */
export async function startDoor(options: DoorOptions): Promise<Door> {
  const server = doorServer(limits);
  const tasks = openTasks();
  const conduct: Conduct = { operations: options.operations ?? [], waiting: 0 };
  const seen = new WeakSet<object>();
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    // One request a connection: what follows in a pipeline is not even looked at.
    if (seen.has(request.socket)) return;
    seen.add(request.socket);
    if (tasks.closing || /\bwebsocket\b/iu.test(request.headers.upgrade ?? '')) {
      request.socket.destroy();
      return;
    }
    const over = tasks.begin();
    response.once('close', over);
    void answer(request, response, options, conduct);
  };
  server.on('request', take);
  // Who waits to be told to go on is told when the body is wanted.
  server.on('checkContinue', take);
  const door = await openDoor(server, options.listen, '--admin');
  let closing: Promise<void> | undefined;
  return {
    ...door,
    close() {
      closing ??= tasks.end(lastAnswers).then(() => door.close());
      return closing;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: DoorOptions,
  conduct: Conduct,
): Promise<void> {
  response.on('error', () => {});
  const body = new RequestBody(request, response);
  const given = await answerTo(request, response, body, options, conduct).catch(() =>
    plain(500, 'failed'),
  );
  if (response.destroyed) return;
  await body.drain();
  request.socket.setTimeout(unread);
  response.writeHead(given.status, {
    'Content-Type': given.contentType,
    'Content-Length': Buffer.byteLength(given.body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Nothing that follows on the connection is read, a body least of all.
    Connection: 'close',
    ...(given.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...given.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : given.body);
}

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
  { listen, token, routes, operations }: DoorOptions,
  conduct: Conduct,
): Promise<DoorAnswer> {
  const { method, url = '' } = request;
  const path = url.split('?', 1)[0] ?? '';
  const route = routes.get(path);
  const isPlain = operations === undefined || route !== undefined;
  const admitted = admit(request, { host: listen.host, token, wayIn: needsToken });
  if (typeof admitted === 'object') {
    return isPlain ? plain(admitted.status, admitted.text) : refusalText(admitted);
  }
  if (!isPlain) return performed(request, response, body, path, conduct, [...routes.keys()]);
  if (method !== 'GET' && method !== 'HEAD') {
    return { ...plain(405, 'only GET and HEAD'), headers: { Allow: 'GET, HEAD' } };
  }
  return route === undefined
    ? plain(404, `not here; there is ${[...routes.keys()].join(' and ')}`)
    : route();
}

function plain(status: number, text: string): DoorAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
