import type { Socket } from 'node:net';

/**
 * The relay has sent its FIN: what the desktop still sends is read and dropped, so that no RST
 * overtakes the last answer (RFC 9112 §9.6), but a desktop that never closes is not waited for.
 */
export function linger(desktop: Socket, ms: number): void {
  limitLinger(desktop, ms);
  desktop.resume();
}

/** As `linger`, for a desktop that is read from anyway. */
export function limitLinger(desktop: Socket, ms: number): void {
  desktop.setTimeout(ms, () => desktop.destroy());
}

/** What a desktop that takes nothing may cost a relay that stops, in milliseconds. */
const STOP_LIMIT = 2_000;

/** The relay stops: closes the connection once what was written is out, or nothing moves any more. */
export function lingerToStop(desktop: Socket, ms: number): void {
  if (desktop.writableFinished) desktop.destroy();
  else desktop.once('finish', () => desktop.destroy());
  linger(desktop, Math.min(ms, STOP_LIMIT));
}
