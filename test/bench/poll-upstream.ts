/**
 * A Bayeux server that holds every `/meta/connect` until it is told to notify all: shakes hands, and for the
 * benchmark alone answers `GET /held/N` when it holds N polls, and `POST /notify`.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { notifications } from './payloads.js';

let held: ServerResponse[] = [];
let watcher: { readonly polls: number; readonly response: ServerResponse } | null = null;
let shaken = 0;

const notification = (notifications[0] as string).slice(1, -1);
const reply = '{"channel":"/meta/connect","id":"2","successful":true}';

const server = createServer(async (request, response) => {
  const body = await text(request);
  const [, asked, polls] = (request.url ?? '').split('/');
  if (asked === 'held') {
    watcher = { polls: Number(polls), response };
  } else if (asked === 'notify') {
    const all = held;
    held = [];
    for (const each of all) answer(each, `[${notification},${reply}]`);
    answer(response, `${all.length}`);
  } else if (body.includes('/meta/handshake')) {
    shaken += 1;
    answer(
      response,
      `[{"channel":"/meta/handshake","id":"1","successful":true,"version":"1.0","clientId":"2n1bench${shaken}","supportedConnectionTypes":["long-polling"]}]`,
    );
  } else {
    held.push(response);
    response.once('close', () => {
      if (!response.writableFinished) held = held.filter((each) => each !== response);
    });
  }
  if (watcher !== null && held.length >= watcher.polls) {
    answer(watcher.response, 'held');
    watcher = null;
  }
});

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

server.keepAliveTimeout = 0;
server.requestTimeout = 0;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
