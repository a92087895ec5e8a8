import type { Socket } from 'node:net';
import { linger } from './linger.js';
import { ownAnswer } from './own-answer.js';

/** Answers 503 (RFC 9110 §15.6.4) to a desktop for which there is no room, whatever it asks, and closes. */
export function turnAway(desktop: Socket, text: string, lingerMs: number): void {
  desktop.on('error', () => {});
  desktop.end(ownAnswer({ status: 503, text, close: true }));
  desktop.once('end', () => desktop.destroy());
  linger(desktop, lingerMs);
}
