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
  if (channel === null || !isMeta(channel) || channel === '/meta/handshake') return false;
  return successful === true;
}

/** The clients that the messages of a request speak for. */
export function clientIdsIn(messages: readonly BayeuxMessage[]): string[] {
  return distinct(messages.map((message) => message.clientId));
}

/**
 * The clients that the server knows, by what an answer says.
 *
 * @param asking the one client that its request spoke for, if it was one
 */
export function knownClientIds(
  messages: readonly BayeuxMessage[],
  asking: string | null,
): string[] {
  const confirmed = messages.some(confirmsClient) ? asking : null;
  return distinct([...messages.map(clientIdHandedOut), confirmed]);
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
