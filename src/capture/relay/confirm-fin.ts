import type { Socket } from 'node:net';
import { carrierOf } from './reset-connection.js';

/**
 * Calls back if the `end` that a socket has just reported was a FIN. An RST that comes right behind data is
 * reported as an end, too (libuv takes the hang-up for one); an empty write, which sends nothing, then
 * fails, and the socket's `error` follows instead.
 */
export function confirmFin(socket: Socket, callback: () => void): void {
  // Behind bytes that wait the answer could take for ever; after a FIN of ours there is none.
  if (socket.writableEnded || socket.writableLength > 0) {
    callback();
    return;
  }
  carrierOf(socket).write('', (error) => {
    if (!error) callback();
  });
}
