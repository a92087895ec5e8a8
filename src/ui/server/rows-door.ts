import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { RecordingError } from '../../errors.js';
import type { Clock } from '../../time/clock.js';
import { every } from '../../time/every.js';
import type { News } from '../protocol/news.js';
import { type PageDoor, targetOf } from './page-door.js';
import type { Listener, Source } from './source.js';

/** Websockets at once. */
const mostListeners = 16;
/** Milliseconds between two pings; who answered none of the last is gone. */
const pingPause = 60_000;
/** Milliseconds that a page has to say good-bye at the end. */
const closingTime = 200;

const normal = 1000;
const goingAway = 1001;

/**
 * Lets websockets in at `/api/recordings/N/rows`, with the same checks as requests. What they are sent waits for them: of a page that stops
 * reading there is never more than one frame on the way.
 *
 * @returns ends all websockets; resolves when they are gone
 */
export function rowsDoor(
  door: PageDoor,
  sources: readonly Source[],
  clock: Clock,
): () => Promise<void> {
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    perMessageDeflate: false,
  });
  const alive = new WeakSet<WebSocket>();
  door.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    const refusal = door.admits(request);
    if (refusal !== null) return turnAway(socket, refusal.status);
    const { path, query } = targetOf(request.url ?? '');
    const place = /^\/api\/recordings\/(\d{1,2})\/rows$/u.exec(path)?.[1];
    const source = place === undefined ? undefined : sources[Number(place)];
    if (source === undefined) return turnAway(socket, 404);
    if (websockets.clients.size >= mostListeners) return turnAway(socket, 503);
    const after = Number(query.get('after') ?? Number.MIN_SAFE_INTEGER);
    if (!Number.isSafeInteger(after)) return turnAway(socket, 400);
    request.socket.setTimeout(0);
    websockets.handleUpgrade(request, socket, head, (websocket) => {
      alive.add(websocket);
      websocket.on('pong', () => alive.add(websocket));
      void serve(websocket, source, after);
    });
  });
  const stopPings = every(clock, pingPause, () => {
    for (const each of websockets.clients) {
      if (alive.delete(each)) each.ping();
      else each.terminate();
    }
  });
  return async () => {
    stopPings();
    await Promise.all(
      [...websockets.clients].map((each) => {
        const closed = new Promise<void>((resolve) => each.once('close', () => resolve()));
        each.close(goingAway);
        const callOff = clock.after(closingTime, () => each.terminate());
        return closed.then(callOff);
      }),
    );
  };
}

async function serve(websocket: WebSocket, source: Source, after: number): Promise<void> {
  const gone = new AbortController();
  // A breach of the protocol ends the websocket; there is nothing more to do about it.
  websocket.on('error', () => {});
  websocket.on('close', () => gone.abort());
  const listener: Listener = {
    signal: gone.signal,
    send: (news) => send(websocket, news),
  };
  try {
    await source.follow(after, listener);
    // Nothing more comes, but the page need not take it for the inspector's end.
  } catch (error) {
    if (gone.signal.aborted) return;
    const message = error instanceof RecordingError ? error.message : 'the inspector failed';
    await send(websocket, { type: 'failed', message }).catch(() => {});
    websocket.close(normal);
  }
}

/** Resolves when it has left; rejects if the websocket is gone. */
function send(websocket: WebSocket, news: News): Promise<void> {
  return new Promise((resolve, reject) => {
    websocket.send(JSON.stringify(news), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Before it is a websocket all that can be said is a status. */
function turnAway(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
