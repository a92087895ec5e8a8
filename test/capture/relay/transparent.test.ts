import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from 'http-proxy';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRelay } from '../../../src/capture/relay/start-relay.js';
import { RawServer, rawDesktop } from './raw-peer.js';
import { WireLog } from './wire-log.js';

/** Starts what stands between; returns its URL. */
type Between = (target: URL) => Promise<string>;

const talk: readonly (readonly [what: string, request: string, answer: string])[] = [
  [
    'names, order and repeats of headers',
    'POST / HTTP/1.1\r\nHost: HOST\r\nX-twice: 1\r\nx-Other: 2\r\nX-TWICE: 3\r\nContent-Length: 2\r\n\r\nhi',
    'HTTP/1.1 200 OK\r\nX-Twice: 1\r\nDate: then\r\nx-twice: 2\r\nContent-Length: 2\r\n\r\nyo',
  ],
  [
    'reason phrases',
    'GET / HTTP/1.1\r\nHost: HOST\r\n\r\n',
    'HTTP/1.1 200 Quite Fine\r\nContent-Length: 0\r\n\r\n',
  ],
  [
    'chunks and trailers',
    'PUT / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n002\r\nbc\r\n0\r\nX-Sum: 3\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n3\r\nabc\r\n0\r\nX-End: 1\r\n\r\n',
  ],
];

/** What a desktop or the server saw differently because something stood between them. */
async function noticed(between: Between): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, request, answer] of talk) {
    const server = await RawServer.listen();
    onTestFinished(() => server.close());
    const url = await between(server.url);
    const desktop = rawDesktop(url);
    onTestFinished(() => {
      desktop.socket.destroy();
    });
    const end = (text: string): string => text.slice(-2);
    desktop.send(request.replace('HOST', new URL(url).host));
    const peer = await server.peer();
    // What stands between may say it in other words, but it ends in the same way.
    const asked = await peer.endingWith(end(request));
    if (asked !== request.replace('HOST', server.url.host)) found.push(`${what}, asked`);
    peer.send(answer);
    const got = await desktop.endingWith(end(answer));
    if (got !== answer) found.push(`${what}, answered`);
  }
  return found;
}

const relay: Between = async (target) => {
  const { url, close } = await startRelay({
    target,
    listen: { host: '127.0.0.1', port: 0 },
    keepHost: false,
    sink: new WireLog(),
  });
  onTestFinished(close);
  return url;
};

/** The usual reverse proxy, and the fault that this test must see. */
const usualProxy: Between = async (target) => {
  const proxy = httpProxy.createProxyServer({ target: target.origin, changeOrigin: true });
  const server = http.createServer((request, response) => proxy.web(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe('transparency', () => {
  it('lets neither the desktop nor the server notice the relay', async () => {
    expect(await noticed(relay)).toEqual([]);
  });

  it('is a matter that this test can judge: a usual reverse proxy is noticed', async () => {
    expect(await noticed(usualProxy)).toEqual(
      expect.arrayContaining(['names, order and repeats of headers, answered']),
    );
  });
});
