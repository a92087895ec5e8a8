import { isMeta } from '../bayeux/channel.js';
import type { BayeuxMessage } from '../bayeux/message.js';

/** The clientId of a successful handshake reply (Bayeux §4.2.2), else null. */
export function clientIdHandedOut(message: BayeuxMessage): string | null {
  return message.channel === '/meta/handshake' && message.successful === true
    ? message.clientId
    : null;
}

/** Whether the server says by it that it knows the client, whose handshake may have come before the recording. */
export function confirmsClient({ channel, successful }: BayeuxMessage): boolean {
  return channel !== null && isMeta(channel) && successful === true;
}
