import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { cometdSide, fayeSide } from './bayeux-side.js';
import { followedBy, mount, type Operation } from './room.js';

const sides = { cometd: cometdSide, faye: fayeSide };

export type ServerKind = keyof typeof sides;

/** What a server does otherwise than well. */
export interface ServerManner {
  /** Which notifications follow a call, and in which order. By default those that should. */
  readonly tell?: (operation: Operation, notices: readonly string[]) => readonly string[];
  /** The call in which it forgets the Bayeux session, before anything follows. */
  readonly forgetsAt?: Operation;
}

export interface RealServer {
  readonly url: string;
  close(): Promise<void>;
}

const session = 'JSESSIONID=recovery';

/**
 * Starts a server with a log-in (`GET /me`), a call (`POST /call` `{"operationName":…}`) and a real Bayeux server, which
 * tells what follows the call.
 */
export async function startRealServer(
  kind: ServerKind,
  { tell = (_operation, notices) => notices, forgetsAt }: ServerManner = {},
): Promise<RealServer> {
  const bayeux = sides[kind](mount);
  let reference = 11;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Content-Type', 'application/json');
    if (request.method === 'GET') {
      response.setHeader('Set-Cookie', `${session}; Path=/; HttpOnly`);
      response.end('{"statusCode":0,"user":{"userName":"a1"}}');
      return;
    }
    const body = JSON.parse(await text(request)) as { readonly operationName: Operation };
    const operation = body.operationName;
    reference += 1;
    const referenceId = reference;
    if (operation === forgetsAt) bayeux.expire();
    for (const notice of tell(operation, followedBy[operation])) {
      await bayeux.publish({ messageType: 'Told', notice, referenceId });
    }
    response.end(`{"statusCode":0,"referenceId":${referenceId}}`);
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
      socket.on('error', () => {});
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
