/**
 * The server of the soak: logs in, shakes hands, holds connects, answers calls with a reference, and notifies of each
 * over a connect. `GET /held` is answered once it holds a connect of that desktop, `GET /gone` once it holds none.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A desktop, by its cookie. */
interface Desktop {
  held: ServerResponse | null;
  /** Notifications that wait for a connect. */
  readonly queue: string[];
  /** Who waits until it holds a connect, or holds none. */
  watcher: { readonly response: ServerResponse; readonly held: boolean } | null;
  references: number;
}

const desktops = new Map<string, Desktop>();
let logIns = 0;
const reply = '{"channel":"/meta/connect","id":"2","successful":true}';

const server = createServer(async (request, response) => {
  const body = await text(request);
  const { url = '' } = request;
  if (url === '/api/v2/me') {
    logIns += 1;
    desktops.set(`s${logIns}`, { held: null, queue: [], watcher: null, references: 0 });
    response.setHeader('Set-Cookie', `JSESSIONID=s${logIns}; Path=/`);
    answer(response, '{"statusCode":0}');
    return;
  }
  const session = /JSESSIONID=(\w+)/u.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const desktop = desktops.get(session);
  if (desktop === undefined) {
    response.writeHead(403).end();
  } else if (url === '/held' || url === '/gone') {
    desktop.watcher = { response, held: url === '/held' };
    tell(desktop);
  } else if (url === '/leave') {
    desktops.delete(session);
    answer(response, '{"statusCode":0}');
  } else if (body.includes('/meta/handshake')) {
    answer(
      response,
      `[{"channel":"/meta/handshake","id":"1","successful":true,"version":"1.0","clientId":"c${session}","supportedConnectionTypes":["long-polling"]}]`,
    );
  } else if (body.includes('/meta/connect')) {
    desktop.held = response;
    response.once('close', () => {
      if (desktop.held === response) desktop.held = null;
      tell(desktop);
    });
    deliver(desktop);
    tell(desktop);
  } else {
    desktop.references += 1;
    const reference = desktop.references;
    answer(response, `{"statusCode":0,"referenceId":${reference}}`);
    desktop.queue.push(notification(url, reference));
    deliver(desktop);
  }
});

function notification(path: string, referenceId: number): string {
  const chat = { id: path.split('/').at(-1), state: 'Chat', capabilities: ['Complete', 'Hold'] };
  const data = { messageType: 'ChatStateChangeMessage', notificationType: 'StatusChange' };
  return JSON.stringify({ channel: '/v2/me/chats', data: { ...data, referenceId, chat } });
}

function deliver(desktop: Desktop): void {
  if (desktop.held === null || desktop.queue.length === 0) return;
  answer(desktop.held, `[${desktop.queue.splice(0).join(',')},${reply}]`);
  desktop.held = null;
}

function tell(desktop: Desktop): void {
  if (desktop.watcher === null || (desktop.held !== null) !== desktop.watcher.held) return;
  answer(desktop.watcher.response, JSON.stringify({ held: desktop.watcher.held }));
  desktop.watcher = null;
}

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
