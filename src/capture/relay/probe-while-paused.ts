import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.js';

/** Milliseconds between two looks. */
const PAUSE = 1_000;

/**
 * Notices a reset of a peer while nobody reads from it, because what it sent has not been passed on yet: the
 * system tells only who reads or writes. An empty write sends nothing, and fails; the socket's `error`
 * follows. A FIN is no matter here: it stands behind what waits.
 */
export function probeWhilePaused(socket: Socket, clock: Clock): void {
  let callOff = (): void => {};
  function look(): void {
    if (!socket.writableEnded && socket.writableLength === 0) socket.write('');
    callOff = clock.after(PAUSE, look);
  }
  socket.on('pause', () => {
    callOff();
    callOff = clock.after(PAUSE, look);
  });
  socket.on('resume', () => callOff());
  socket.on('close', () => callOff());
}
