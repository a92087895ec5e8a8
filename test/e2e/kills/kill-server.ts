import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { cometdSide, fayeSide } from '../../matrix/bayeux-side.js';
import { answerInShape } from './shapes.js';
import { talk } from './talk.js';

export interface KillServer {
  readonly url: string;
  /** Resolves once it has answered the request with that `X-Id`. */
  answered(id: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A server that has every way of answering:
 *
 * - `/http/SHAPE`, see `answerInShape`
 * - websockets at `/ws` and, with permessage-deflate, `/ws-deflate`, see `talk`
 * - the official CometD server below `/cometd`, faye below `/faye`
 * - `POST /call` `{"channel":…}`: answers with a reference and tells all who are subscribed, over both
 */
export async function startKillServer(): Promise<KillServer> {
  const knowsAll = (): boolean => true;
  const cometd = cometdSide('/cometd', knowsAll);
  const faye = fayeSide('/faye', knowsAll);
  const plain = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const deflated = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  for (const server of [plain, deflated]) server.on('connection', talk);
  const given = new EventEmitter();
  let reference = 0;

  const server = createServer((request, response) => {
    const { url = '' } = request;
    if (url.startsWith('/cometd')) cometd.handle(request, response);
    else if (url.startsWith('/faye')) faye.handle(request, answeredOnce(response));
    else if (url.startsWith('/http/')) answerInShape(request, response);
    else {
      text(request).then(
        (body) => {
          const { channel } = JSON.parse(body) as { readonly channel: string };
          reference += 1;
          const about = `{"referenceId":${reference},"big":9007199254740991,"text":"gr\\u00fc\\u00df"}`;
          response.setHeader('X-Answer', String(request.headers['x-id']));
          response.end(`{"statusCode":0,"referenceId":${reference}}`);
          cometd.publish(channel, about);
          faye.publish(channel, about);
        },
        () => response.destroy(),
      );
    }
  });
  // On a busy machine nobody is to be cut off for being slow.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket);
    socket.on('error', () => {}).once('close', () => upgraded.delete(socket));
    const { url = '' } = request;
    if (url.startsWith('/faye')) faye.upgrade?.(request, socket, head);
    else {
      const door = url.startsWith('/ws-deflate') ? deflated : plain;
      door.handleUpgrade(request, socket, head, (each) => door.emit('connection', each, request));
    }
  });
  server.on('request', ({ headers }, response) => {
    response.on('finish', () => given.emit(String(headers['x-id'])));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async answered(id) {
      await once(given, id);
    },
    async close() {
      const ended = once(server, 'close');
      server.close();
      cometd.close();
      faye.close();
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await ended;
    },
  };
}

/** Faye answers twice when a request breaks off, and the second throws where nobody catches it. */
function answeredOnce(response: ServerResponse): ServerResponse {
  const writeHead = response.writeHead.bind(response);
  const once = (...head: Parameters<typeof writeHead>): ServerResponse =>
    response.headersSent ? response : writeHead(...head);
  response.writeHead = once as typeof response.writeHead;
  return response;
}
