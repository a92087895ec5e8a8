import type { Socket } from 'node:net';

/**
 * The relay has sent its FIN: what the desktop still sends is read and dropped, so that no RST
 * overtakes the last answer (RFC 9112 §9.6), but a desktop that never closes is not waited for.
 */
export function linger(desktop: Socket, ms: number): void {
  desktop.setTimeout(ms, () => desktop.destroy());
  desktop.resume();
}
