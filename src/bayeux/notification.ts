import { isMeta } from './channel.js';
import type { BayeuxMessage } from './message.js';

/**
 * Whether a message from the server is a notification: not on `/meta/*`, and no acknowledgement of a publish.
 * An acknowledgement says `successful` and has no `data` (Bayeux §5.1.2); an event has `data` (§5.2). A server that
 * adds `successful` to its events (some did) still sends notifications.
 */
export function isNotification(message: BayeuxMessage): boolean {
  const { channel, successful, data } = message;
  if (channel === null || isMeta(channel)) return false;
  return data !== undefined || successful === null;
}
