import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { frameCounter } from './counters.js';
import { notifications } from './payloads.js';
import { readyFrames } from './ready-frames.js';

/**
 * Sends a notification for each frame that comes, in frames that are made beforehand: a real websocket
 * server would spend more on deflating them than those that are measured.
 */
export function answerWebsockets(server: Server): void {
  const ready = new Map<boolean, Promise<readonly Buffer[]>>();
  const framesOf = (deflate: boolean): Promise<readonly Buffer[]> => {
    const made = ready.get(deflate) ?? readyFrames(notifications, { deflate, masked: false });
    ready.set(deflate, made);
    return made;
  };
  server.on('upgrade', async (request, socket: Duplex) => {
    const offered = request.headers['sec-websocket-extensions'] ?? '';
    const deflate = offered.includes('permessage-deflate');
    const frames = await framesOf(deflate);
    const count = frameCounter();
    let sent = 0;
    socket.on('data', (bytes: Buffer) => {
      if (count(bytes) === 'whole') socket.write(frames[sent++ % frames.length]);
    });
    socket.on('error', () => socket.destroy());
    const extensions = deflate ? 'Sec-WebSocket-Extensions: permessage-deflate\r\n' : '';
    const accept = acceptKey(request.headers['sec-websocket-key'] ?? '');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${extensions}\r\n`,
    );
  });
}

/** RFC 6455 §4.2.2. */
function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}
