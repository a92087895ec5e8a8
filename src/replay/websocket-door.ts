import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../time/clock.js';
import type { Conversation } from './bayeux-stage.js';
import type { Delivery } from './faults/delivery.js';
import { type WebsocketLane, websocketLane } from './faults/websocket-lane.js';
import { liveRequest } from './live-request.js';
import { Traffic } from './observe/traffic.js';
import type { Stage } from './stage.js';

/** Bytes of a message that is taken at most; a longer one ends the websocket (1009, RFC 6455 §7.4.1). */
const mostMessage = 1024 * 1024;
/** Bytes that may wait for a desktop that does not read; beyond them it is cut off. */
const mostUnread = 64 * 1024 * 1024;

/** Milliseconds that a desktop has to say good-bye when the stand-in closes. */
const closingTime = 500;

const goingAway = 1001;
const invalidData = 1007;
const internalError = 1011;

/**
 * Lets websockets in at the server's door. What wants to upgrade otherwise, or where no Bayeux was recorded, is answered
 * as if it had not asked for it, as a server may (RFC 9110 §7.8).
 *
 * @returns ends all websockets; resolves when they are gone
 */
export function websocketDoor(
  server: Server,
  stage: Pick<Stage, 'converse'>,
  traffic: Traffic = new Traffic(),
): () => Promise<void> {
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessage,
    // Without contexts a websocket costs little memory, and short messages go out at once.
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  /** Of each connection the response to the request that came last. */
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => latest.set(socket, response));
  const heeded = new WeakSet<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    if (!heeded.has(socket)) socket.on('error', () => {});
    heeded.add(socket);
    let websocket: WebSocket | null = null;
    /** Once something goes out otherwise than whole and at once. */
    let lane: WebsocketLane | null = null;
    const conversation =
      request.headers.upgrade?.toLowerCase() === 'websocket'
        ? stage.converse(liveRequest(request, null), (text, delivery) => {
            if (websocket === null) return;
            if (delivery !== undefined) lane ??= websocketLane(websocket, socket);
            send(websocket, lane, text, delivery, traffic);
          })
        : null;
    if (conversation === null) {
      const before = latest.get(socket);
      // The server answers in order only what comes while it has the connection.
      if (before === undefined || before.closed) answerPlainly(server, request, socket, head);
      else before.once('close', () => answerPlainly(server, request, socket, head));
      return;
    }
    websockets.handleUpgrade(request, socket, head, (opened) => {
      websocket = opened;
      listen(opened, conversation);
    });
  });
  return async () => {
    const gone = [...websockets.clients].map((each) => {
      const closed = new Promise<void>((resolve) => each.once('close', resolve));
      each.close(goingAway);
      const callOff = systemClock().after(closingTime, () => each.terminate());
      return closed.then(callOff);
    });
    await Promise.all(gone);
  };
}

function listen(websocket: WebSocket, conversation: Conversation): void {
  // A breach of the protocol ends the websocket; there is nothing more to do about it.
  websocket.on('error', () => {});
  websocket.on('close', () => conversation.end());
  websocket.on('message', (data, isBinary) => {
    try {
      if (isBinary || !conversation.take(String(data))) {
        websocket.close(invalidData, 'this is no Bayeux');
      }
    } catch (error) {
      // A damaged recording must not take the other desktops down.
      const reason = error instanceof Error ? error.message : String(error);
      websocket.close(internalError, Buffer.from(reason).toString('latin1').slice(0, 60));
    }
  });
}

function send(
  websocket: WebSocket,
  lane: WebsocketLane | null,
  text: string,
  delivery: Delivery | undefined,
  traffic: Traffic,
): void {
  if (websocket.bufferedAmount > mostUnread) {
    websocket.terminate();
    return;
  }
  // Called with an error, too, if the websocket is gone before.
  if (lane === null) websocket.send(text, traffic.leave());
  else lane.send(text, delivery, () => traffic.leave());
}

/** Gives the request back to the server, which does not see an upgrade in it without `Connection`. */
function answerPlainly(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.toLowerCase() !== 'connection') lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  const text = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([text, head]));
  server.emit('connection', socket);
}
