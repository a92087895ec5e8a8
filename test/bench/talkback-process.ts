/** Records or replays with talkback: `talkback-process.js ENTRY TARGET FOLDER NEW|DISABLED`, ENTRY being the package's main file. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Message {
  readonly url: string;
  readonly method: string;
  readonly headers: object;
  readonly body: Buffer;
}

interface Talkback {
  requestHandler(options: object): Promise<{
    handle(request: Message): Promise<{ status: number; headers: object; body: Buffer }>;
  }>;
}

const [entry = '', host = '', folder = '', record = 'NEW'] = process.argv.slice(2);
const talkback: Talkback = createRequire(import.meta.url)(entry);
const options = {
  host,
  path: folder,
  record,
  fallbackMode: 'NOT_FOUND',
  // Cookies and hosts of desktops differ from the recorded one's.
  ...(record === 'NEW' ? {} : { allowHeaders: [] }),
  silent: true,
  summary: false,
};
const handler = await talkback.requestHandler(options);

// As talkback's own server does it.
const server = createServer(async (request, response) => {
  const { url = '', method = '', headers } = request;
  const body = await buffer(request);
  const answer = await handler.handle({ url, method, headers, body });
  response.writeHead(answer.status, { ...answer.headers });
  response.end(answer.body);
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
