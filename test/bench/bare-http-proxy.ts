/** The yardstick of record: http-proxy as one would write it down, a process of its own: `bare-http-proxy.js TARGET`. */
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from 'http-proxy';

const agent = new Agent({ keepAlive: true });
const proxy = httpProxy.createProxyServer({ target: process.argv[2] ?? '', agent });
proxy.on('error', (_error, _request, response) => response.destroy());

const server = createServer((request, response) => proxy.web(request, response));
server.keepAliveTimeout = 0;
server.on('upgrade', (request, socket, head) => proxy.ws(request, socket, head));
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
