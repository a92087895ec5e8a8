import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { cometdSide, fayeSide } from './bayeux-side.js';

const sides = { cometd: cometdSide, faye: fayeSide };

export type ServerKind = keyof typeof sides;

/** Where CometD is: below it, since each client has its own idea of the rest. */
const mount = '/cometd';

/** What who may come in brings as `Authorization`. */
const accepted: readonly unknown[] = ['Basic YTE6c2VjcmV0LWEx', 'OAuth token-a1'];

/** A small server in which transports and dialects of Bayeux can be tried. */
export interface MatrixServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a server that has
 *
 * - `GET /me`: logs in who brings a good `Authorization`, with a cookie if `cookies`; else 403
 * - `POST /call` `{"operationName":"Tell","channel":…}`: answers with a reference, and tells all who
 *   are subscribed to the channel
 * - a Bayeux server under `/cometd`
 */
export async function startMatrixServer(
  kind: ServerKind,
  { cookies }: { readonly cookies: boolean },
): Promise<MatrixServer> {
  const session = `JSESSIONID=matrix-${kind}`;
  const knows = ({ headers }: IncomingMessage): boolean =>
    cookies ? (headers.cookie ?? '').includes(session) : accepted.includes(headers.authorization);
  const bayeux = sides[kind](mount, knows);
  let reference = 11;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    response.setHeader('Content-Type', 'application/json');
    if (method === 'GET' && url === '/me' && accepted.includes(headers.authorization)) {
      if (cookies) response.setHeader('Set-Cookie', `${session}; Path=/; HttpOnly`);
      response.end('{"statusCode":0,"user":{"userName":"a1"}}');
      return;
    }
    if (method !== 'POST' || url !== '/call' || !knows(request)) {
      response.statusCode = 403;
      response.end('{"statusCode":20,"statusMessage":"Access denied"}');
      return;
    }
    const { channel } = JSON.parse(await text(request)) as { readonly channel: string };
    reference += 1;
    response.end(`{"statusCode":0,"referenceId":${reference}}`);
    bayeux.publish(channel, told(reference));
  }

  const server = createServer((request, response) => {
    if (request.url?.startsWith(mount)) bayeux.handle(request, response);
    else answer(request, response).catch(() => response.destroy());
  });
  const upgraded = new Set<Duplex>();
  const { upgrade } = bayeux;
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      upgrade(request, socket, head);
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const ended = once(server, 'close');
      server.close();
      bayeux.close();
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await ended;
    },
  };
}

/** What a call's notification says, with what a careless reader of JSON would lose. */
export function told(reference: number): string {
  return `{"messageType":"Told","referenceId":${reference},"big":9007199254740993,"price":1.10,"text":"gr\\u00fc\\u00df \\"dich\\""}`;
}
