import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A plain server on a free port of 127.0.0.1. */
export interface Upstream {
  readonly url: string;
  /** May be called twice. */
  close(): Promise<void>;
}

/** @param answer called once the whole request is there */
export async function startUpstream(
  answer: (request: http.IncomingMessage, response: http.ServerResponse) => void,
): Promise<Upstream> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
