import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** One request of a client. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What a proxy does with a request, or with what comes back. */
export type Harm =
  /** 503 in its place; the server never sees it. */
  | 'refuse'
  /** The server sees it, but its answer becomes a 503. */
  | 'replace'
  /** The connection ends in the middle of the answer's body. */
  | 'cut'
  /** A few bytes of the answer at a time. */
  | 'slow';

/** What becomes of a connect that is held. */
export type HeldFailure = 'cut' | 'error';

/** What goes wrong on the way. */
export interface WayManner {
  /** Asked once the request, and the answer to it unless it is to be refused, is there. */
  readonly harms?: (passing: Passing, answer: string | null) => Harm | null;
  /** Cuts a websocket in the middle of the frame that has this text. */
  readonly cutsFrameWith?: string;
  /** Refuses so many websockets with 503. */
  readonly refusesWebsockets?: number;
  /** After it has cut a held connect, refuses so many connects, or websockets, with 503. */
  readonly refusesAfterCut?: number;
  /** A text in a request; with the answer to it the refusals are over. */
  readonly relentsWith?: string;
  /** Changes what the server says, to as many bytes. */
  readonly edit?: (answer: string) => string;
}

export interface FaultProxy {
  readonly url: string;
  /** Cuts the connection that carries a connect that is held, or answers it with 503, as soon as there is one. */
  failHeld(failure: HeldFailure): void;
  /** Whether it has let anything go wrong. */
  readonly harmed: boolean;
  close(): Promise<void>;
}

/** Stands before a server, and lets things go wrong on the way to it. */
export async function startFaultProxy(
  target: string,
  {
    harms = () => null,
    cutsFrameWith,
    refusesWebsockets = 0,
    refusesAfterCut = 0,
    relentsWith,
    edit,
  }: WayManner,
): Promise<FaultProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Duplex>();
  /** Connections with what answers them; null where it is a websocket. */
  const held = new Map<Duplex, ServerResponse | null>();
  let due: HeldFailure | null = null;
  let frameToCut = cutsFrameWith;
  let refusals = refusesWebsockets;
  let harmed = false;

  function keep<S extends Duplex>(socket: S): S {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    return socket;
  }

  function failDue(): void {
    const [first] = held;
    if (first === undefined || due === null) return;
    const [socket, response] = first;
    held.delete(socket);
    harmed = true;
    refusals = refusesAfterCut;
    if (due === 'error' && response !== null) refuse(response);
    else socket.destroy();
    due = null;
  }

  function hold(socket: Duplex, response: ServerResponse | null): void {
    held.set(socket, response);
    failDue();
  }

  function isRefused(isConnect: boolean): boolean {
    const refused = isConnect && refusals > 0;
    if (refused) {
      harmed = true;
      refusals--;
    }
    return refused;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers, socket } = request;
    const body = String(await buffer(request));
    const passing: Passing = { method, path, body };
    if (harms(passing, null) === 'refuse' || isRefused(isConnect(body))) {
      harmed = true;
      return refuse(response);
    }
    const upstream = send({ host: '127.0.0.1', port, method, path, headers, agent: false });
    response.once('close', () => {
      held.delete(socket);
      upstream.destroy();
    });
    upstream.end(body);
    if (isHeld(body)) hold(socket, response);
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    const bytes = await buffer(answer);
    const text = String(bytes);
    if (relentsWith !== undefined && body.includes(relentsWith)) refusals = 0;
    const harm = harms(passing, text);
    harmed ||= harm !== null;
    if (harm === 'replace') return refuse(response);
    response.writeHead(answer.statusCode ?? 500, {
      ...withoutFraming(answer.headers),
      'Content-Length': bytes.length,
    });
    if (harm === 'cut') {
      response.write(bytes.subarray(0, bytes.length / 2), () => socket.destroySoon());
    } else if (harm === 'slow') await dribble(bytes, response);
    else response.end(edit?.(text) ?? bytes);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.on('connection', keep);
  server.on('upgrade', (request, client: Socket) => {
    if (isRefused(true)) {
      client.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = keep(connect(port, '127.0.0.1'));
    // What is compressed can't be looked into.
    const { 'sec-websocket-extensions': _, ...headers } = request.headers;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    const end = (): void => {
      held.delete(client);
      client.destroy();
      upstream.destroy();
    };
    client.once('close', end);
    upstream.once('close', end);
    client.pipe(upstream);
    // Nearly always there is a connect on it that is held.
    hold(client, null);
    upstream.on('data', (chunk: Buffer) => {
      const at = frameToCut === undefined ? -1 : chunk.indexOf(frameToCut);
      if (at < 0) client.write(edit === undefined ? chunk : edited(chunk, edit));
      else {
        frameToCut = undefined;
        harmed = true;
        client.write(chunk.subarray(0, at), () => client.destroySoon());
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failHeld(failure) {
      due = failure;
      failDue();
    },
    get harmed() {
      return harmed;
    },
    async close() {
      const ended = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

export function isConnect(body: string): boolean {
  return body.includes('"/meta/connect"');
}

/** A connect that is not answered at once. */
function isHeld(body: string): boolean {
  return isConnect(body) && !body.includes('"timeout":0');
}

function refuse(response: ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'text/plain' }).end('503 Service Unavailable\n');
}

function withoutFraming(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { 'transfer-encoding': _, 'content-length': __, connection: ___, ...rest } = headers;
  return rest;
}

function edited(chunk: Buffer, edit: (text: string) => string): Buffer {
  return Buffer.from(edit(chunk.toString('latin1')), 'latin1');
}

/** Milliseconds between two pieces: what is slow takes time. */
const between = 5;

async function dribble(bytes: Buffer, response: ServerResponse): Promise<void> {
  const piece = Math.ceil(bytes.length / 20);
  for (let at = 0; at < bytes.length; at += piece) {
    response.write(bytes.subarray(at, at + piece));
    await pause(between);
  }
  response.end();
}
