/** Takes bodies of any size (POST, answered with how many bytes came) and gives them (`GET /length/N`, `GET /chunked/N`). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { bytes } from './bytes.js';

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    let came = 0;
    for await (const chunk of request) came += chunk.length;
    response.end(String(came));
    return;
  }
  const [, framing, size] = (request.url ?? '').split('/');
  response.setHeader('Content-Type', 'application/octet-stream');
  if (framing === 'length') response.setHeader('Content-Length', Number(size));
  await pipeline(bytes(Number(size)), response);
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
