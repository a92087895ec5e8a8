import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { cutAfter, type Delivery, type Pace } from './delivery.js';

/** Sends messages on a websocket one after the other, some of them otherwise than whole and at once. */
export interface WebsocketLane {
  /**
   * @param delivery undefined: whole and at once, after what is being sent
   * @param leave told when a piece goes out; what it returns is told when the piece has left, or its websocket is gone
   */
  send(text: string, delivery: Delivery | undefined, leave: () => () => void): void;
}

/** @param socket the connection that carries the websocket */
export function websocketLane(websocket: WebSocket, socket: Duplex): WebsocketLane {
  const waiting: ((over: () => void) => void)[] = [];
  let busy = false;

  function next(): void {
    const first = waiting.shift();
    busy = first !== undefined;
    first?.(next);
  }

  function add(act: (over: () => void) => void): void {
    waiting.push(act);
    if (!busy) next();
  }

  /** Begins a message, which comes after all that `ws` still has to compress or write, and ends the connection in it. */
  function cut(before: Uint8Array, left: () => void): void {
    websocket.send('', { compress: false, fin: false }, () => {
      if (!socket.destroyed) {
        socket.write(before);
        endSoon(socket);
      }
      left();
    });
  }

  return {
    send: (text, delivery, leave) =>
      add((over) => {
        const payload = Buffer.from(text);
        const whole = (): (() => void) => {
          const left = leave();
          return () => {
            left();
            over();
          };
        };
        if (delivery === undefined) websocket.send(text, whole());
        else if (delivery.kind === 'hang-up') cut(nothing, whole());
        else if (delivery.kind === 'cut') {
          const frame = lastFragment(payload);
          cut(frame.subarray(0, cutAfter(delivery.at, frame.length)), whole());
        } else sendSlowly(websocket, payload, delivery.pace, leave, over);
      }),
  };
}

const nothing = Buffer.alloc(0);

/** In fragments, between which `ws` may answer a ping (RFC 6455 §5.4). */
function sendSlowly(
  websocket: WebSocket,
  payload: Buffer,
  pace: Pace,
  leave: () => () => void,
  over: () => void,
): void {
  pace(payload.length, (from, to) => {
    const fin = to === payload.length;
    if (websocket.readyState !== websocket.OPEN) {
      over();
      return false;
    }
    const left = leave();
    websocket.send(payload.subarray(from, to), { binary: false, compress: false, fin }, () => {
      left();
      if (fin) over();
    });
    return true;
  });
}

function endSoon(socket: Duplex): void {
  if ('destroySoon' in socket && typeof socket.destroySoon === 'function') socket.destroySoon();
  else socket.destroy();
}

/** FIN, and the opcode 0. */
const continues = 0x80;
const mostIn7Bits = 125;
const mostIn16Bits = 0xffff;

/** An unmasked frame that goes on with a message, and is to be its last (RFC 6455 §5.2, §5.4). */
function lastFragment(payload: Uint8Array): Buffer {
  const { length } = payload;
  if (length <= mostIn7Bits) return Buffer.concat([Buffer.from([continues, length]), payload]);
  if (length <= mostIn16Bits) {
    return Buffer.concat([Buffer.from([continues, 126, length >> 8, length & 0xff]), payload]);
  }
  const head = Buffer.from([continues, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
